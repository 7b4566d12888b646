#include "app/appliance/statedir.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace rackhouse
{

namespace
{

tl::unexpected<Error> unusable(const QString& path)
{
    return fail("state-dir-unusable", {{QStringLiteral("path"), path}},
                QString::fromLocal8Bit(std::strerror(errno)));
}

/// How long a rackhoused may take to see that its console has gone.
constexpr std::chrono::milliseconds noticesWithin{2'000};

constexpr char givenUp[] = " given-up";

/// What the lock file says about the process that holds it: "PID" or "PID given-up".
struct Holder {
    QByteArray pid;
    bool hasGivenUp = false;
};

Holder readHolder(int lock)
{
    char text[64] = {};
    [[maybe_unused]] const auto got = ::pread(lock, text, sizeof text - 1, 0);
    const QByteArray line = QByteArray(text).trimmed();
    return {line.split(' ').first(), line.endsWith(givenUp)};
}

bool writeHolder(int lock, const QByteArray& state)
{
    const QByteArray line = QByteArray::number(::getpid()) + state + '\n';
    return ::ftruncate(lock, 0) == 0 &&
           ::pwrite(lock, line.constData(), size_t(line.size()), 0) == line.size();
}

bool takeLock(int lock, std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    const auto begin = Clock::now();
    bool asked = false;
    while (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        const Holder holder = readHolder(lock);
        const auto limit = holder.hasGivenUp ? patience : std::min(patience, noticesWithin);
        if (Clock::now() - begin >= limit)
            return false;
        if (holder.hasGivenUp && !asked && holder.pid.toInt() > 1)
            asked = ::kill(holder.pid.toInt(), SIGTERM) == 0;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

} // namespace

Result<std::unique_ptr<StateDir>> StateDir::open(const QString& path,
                                                 std::chrono::milliseconds patience)
{
    const QString absolute = QDir(path).absolutePath();
    if (!QDir(absolute).exists()) {
        QDir().mkpath(QFileInfo(absolute).path());
        if (::mkdir(QFile::encodeName(absolute).constData(), 0700) != 0 && errno != EEXIST)
            return unusable(absolute);
    }
    const QByteArray lockPath = QFile::encodeName(absolute + QStringLiteral("/lock"));
    // A lock of the kernel: it never outlives its process, whatever kills it.
    const int lock = ::open(lockPath.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock < 0)
        return unusable(absolute);
    if (!takeLock(lock, patience)) {
        const QByteArray pid = readHolder(lock).pid;
        ::close(lock);
        return fail("state-dir-locked", {{QStringLiteral("path"), absolute},
                                         {QStringLiteral("pid"), QString::fromLatin1(pid)}});
    }
    if (!writeHolder(lock, {})) {
        const auto error = unusable(absolute);
        ::close(lock);
        return error;
    }
    return std::unique_ptr<StateDir>(new StateDir(absolute, lock));
}

void StateDir::giveUp()
{
    writeHolder(m_lock, givenUp);
}

StateDir::~StateDir()
{
    ::close(m_lock);
}

} // namespace rackhouse
