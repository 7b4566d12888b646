#include "models/exchange/chosenfile.h"

#include <QFile>

#include <algorithm>

namespace rackhouse
{

Result<QByteArray> readChosenFile(const QString& path, qsizetype limit)
{
    // A pipe has no size and a file may grow, so that only what was read counts.
    constexpr qsizetype kPart = 256 * 1024;
    QFile file(path);
    QByteArray bytes;
    if (file.open(QIODevice::ReadOnly)) {
        while (bytes.size() <= limit) {
            const QByteArray part = file.read(std::min(kPart, limit + 1 - bytes.size()));
            if (part.isEmpty())
                break;
            bytes += part;
        }
    }
    if (file.error() != QFile::NoError)
        return fail("file-unreadable", {{QStringLiteral("path"), path}}, file.errorString());
    return bytes;
}

} // namespace rackhouse
