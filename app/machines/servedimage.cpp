#include "app/machines/servedimage.h"

#include "models/base/json.h"

#include <QFile>
#include <QSaveFile>

namespace rackhouse
{

namespace
{

QString descriptionPath(const QString& folder, const ImageId& image)
{
    return folder + u'/' + image.text() + QStringLiteral(".served.json");
}

} // namespace

Result<ServedImage> ServedImage::load(const QString& folder, const ImageId& image)
{
    QFile file(descriptionPath(folder, image));
    if (!file.open(QIODevice::ReadOnly))
        return fail("image-not-ready", {{QStringLiteral("state"), QStringLiteral("unprepared")}},
                    file.errorString());
    const auto object = parseObject(file.readAll());
    if (!object)
        return fail(object.error());
    ServedImage served;
    served.path = stringOr(*object, QStringLiteral("path"));
    served.format = stringOr(*object, QStringLiteral("format"));
    served.sha256 = stringOr(*object, QStringLiteral("sha256"));
    served.sizeBytes = integerOr(*object, QStringLiteral("size_bytes"));
    served.diskBytes = integerOr(*object, QStringLiteral("disk_bytes"));
    return served;
}

Result<void> ServedImage::save(const QString& folder, const ImageId& image) const
{
    QSaveFile file(descriptionPath(folder, image));
    const QByteArray text = toText({{QStringLiteral("path"), path},
                                    {QStringLiteral("format"), format},
                                    {QStringLiteral("sha256"), sha256},
                                    {QStringLiteral("size_bytes"), sizeBytes},
                                    {QStringLiteral("disk_bytes"), diskBytes}});
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
        return fail("disk-full", file.errorString());
    return {};
}

qint64 diskForTree(qint64 archiveBytes)
{
    // The agent makes an EFI system partition of 256 MiB; ext4 keeps a journal and tables.
    constexpr qint64 partitions = 300LL << 20;
    return partitions + archiveBytes + archiveBytes / 8;
}

bool isZstd(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(4) == QByteArray("\x28\xb5\x2f\xfd", 4);
}

} // namespace rackhouse
