#include "app/appliance/statedir.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
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

} // namespace

Result<std::unique_ptr<StateDir>> StateDir::open(const QString& path)
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
    if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
        char pid[32] = {};
        [[maybe_unused]] const auto got = ::pread(lock, pid, sizeof pid - 1, 0);
        ::close(lock);
        return fail("state-dir-locked",
                    {{QStringLiteral("path"), absolute},
                     {QStringLiteral("pid"), QString::fromLatin1(pid).trimmed()}});
    }
    const QByteArray pid = QByteArray::number(::getpid()) + '\n';
    if (::ftruncate(lock, 0) != 0 || ::pwrite(lock, pid.constData(), size_t(pid.size()), 0) < 0) {
        const auto error = unusable(absolute);
        ::close(lock);
        return error;
    }
    return std::unique_ptr<StateDir>(new StateDir(absolute, lock));
}

StateDir::~StateDir()
{
    ::close(m_lock);
}

} // namespace rackhouse
