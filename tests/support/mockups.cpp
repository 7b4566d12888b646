#include "tests/support/dumpserver.h"

#include <QDir>
#include <QLockFile>
#include <QProcess>
#include <QTemporaryDir>

namespace rackhouse::support
{

namespace
{

constexpr int kUnpackMs = 120'000;

QString sharedFolder()
{
    return QDir::cleanPath(QStringLiteral(RACKHOUSE_SOURCE_DIR "/../shared/redfish"));
}

} // namespace

QString mockupTruth()
{
    return sharedFolder() + QStringLiteral("/truth.json");
}

QString mockupFolder(QString* why)
{
    QString cache = qEnvironmentVariable("XDG_CACHE_HOME");
    if (cache.isEmpty())
        cache = QDir::homePath() + QStringLiteral("/.cache");
    cache += QStringLiteral("/rackhouse");
    const QString folder = cache + QStringLiteral("/mockups");
    const QString archive = sharedFolder() + QStringLiteral("/mockups.tar.xz");
    if (!QFile::exists(archive)) {
        *why = QStringLiteral("no dumps of real machines at ") + archive;
        return {};
    }
    QDir().mkpath(cache);
    QLockFile lock(cache + QStringLiteral("/mockups.lock"));
    lock.lock();
    if (QFile::exists(folder))
        return folder;
    QTemporaryDir unpacked(cache + QStringLiteral("/unpack-XXXXXX"));
    QProcess tar;
    tar.start(QStringLiteral("tar"),
              {QStringLiteral("-xJf"), archive, QStringLiteral("-C"), unpacked.path()});
    const bool good = tar.waitForFinished(kUnpackMs) && tar.exitCode() == 0;
    if (!good || !QDir().rename(unpacked.path(), folder)) {
        *why = QStringLiteral("the dumps cannot be unpacked to ") + folder;
        return {};
    }
    return folder;
}

} // namespace rackhouse::support
