#include "tests/support/small_disk.h"

#include <QFile>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace rackhouse::test
{

namespace
{

QString why(const char* what)
{
    return QString::fromLatin1(what) + QString::fromLocal8Bit(std::strerror(errno));
}

bool writeFile(const char* path, const QByteArray& text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) &&
           file.write(text) == text.size();
}

} // namespace

Result<void> enterPrivateMounts()
{
    const QByteArray user = QByteArray::number(::getuid());
    const QByteArray group = QByteArray::number(::getgid());
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0)
        return fail("forbidden", why("no user namespaces here: "));
    writeFile("/proc/self/setgroups", "deny");
    if (!writeFile("/proc/self/uid_map", "0 " + user + " 1") ||
        !writeFile("/proc/self/gid_map", "0 " + group + " 1"))
        return fail("forbidden", QStringLiteral("the user map of a namespace cannot be written"));
    if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return fail("forbidden", why("mounts cannot be made private: "));
    return {};
}

Result<std::unique_ptr<SmallDisk>> SmallDisk::create(qint64 bytes)
{
    std::unique_ptr<SmallDisk> disk(new SmallDisk);
    const QByteArray size = "size=" + QByteArray::number(bytes);
    if (::mount("tmpfs", QFile::encodeName(disk->path()).constData(), "tmpfs", MS_NOSUID | MS_NODEV,
                size.constData()) != 0)
        return fail("forbidden", why("no file system in memory: "));
    return disk;
}

SmallDisk::~SmallDisk()
{
    ::umount2(QFile::encodeName(path()).constData(), MNT_DETACH);
}

Result<void> SmallDisk::fill() const
{
    QFile file(filler());
    if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        return fail("write-failed", file.errorString());
    for (qint64 piece = 1 << 20; piece > 0; piece = piece > 1 ? piece / 16 : 0) {
        const QByteArray bytes(static_cast<qsizetype>(piece), 'x');
        while (file.write(bytes) == bytes.size()) {
        }
    }
    return {};
}

void SmallDisk::empty() const
{
    QFile::remove(filler());
}

} // namespace rackhouse::test
