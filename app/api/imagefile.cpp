#include "app/api/imagefile.h"

#include "app/api/qcow2.h"

#include <QCryptographicHash>
#include <QFile>

#include <zstd.h>

namespace rackhouse::api
{

namespace
{

constexpr char zstdMagic[] = "\x28\xb5\x2f\xfd";
constexpr qint64 chunkBytes = 1024 * 1024;

/// The size that a zstd frame announces; 0 when it does not.
Result<qint64> zstdContentBytes(const QByteArray& start)
{
    const auto size =
        ZSTD_getFrameContentSize(start.constData(), static_cast<size_t>(start.size()));
    if (size == ZSTD_CONTENTSIZE_ERROR)
        return fail("image-truncated");
    if (size == ZSTD_CONTENTSIZE_UNKNOWN)
        return 0;
    if (size > static_cast<quint64>(maxDiskBytes))
        return fail("image-too-large", {{QStringLiteral("size"), QVariant::fromValue(size)},
                                        {QStringLiteral("limit"), maxDiskBytes}});
    return static_cast<qint64>(size);
}

Result<qint64> diskBytes(ImageFormat format, const QByteArray& start, qint64 fileBytes)
{
    if (format == ImageFormat::Qcow2) {
        const auto header = parseQcow2Header(start);
        return header ? header->virtualSize : Result<qint64>(fail(header.error()));
    }
    if (isQcow2(start)) // written raw, it would not boot
        return fail("image-unsupported",
                    {{QStringLiteral("feature"), QStringLiteral("the qcow2 format")}});
    if (start.startsWith(zstdMagic)) {
        const auto content = zstdContentBytes(start);
        if (!content || format == ImageFormat::Raw)
            return content;
        return 0; // of a tar: known when all of it was read
    }
    if (format == ImageFormat::TarZst)
        return fail("image-truncated");
    return fileBytes;
}

} // namespace

Result<ImageFacts> checkImageFile(const Image& image, const std::atomic<bool>& stop)
{
    const QString& path = image.path;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail("file-unreadable", {{QStringLiteral("path"), path}}, file.errorString());
    ImageFacts facts;
    facts.sizeBytes = file.size();
    if (facts.sizeBytes == 0)
        return fail("image-truncated");
    if (image.sizeBytes > 0 && image.sizeBytes != facts.sizeBytes)
        return fail("image-size-mismatch", {{QStringLiteral("expected"), image.sizeBytes},
                                            {QStringLiteral("actual"), facts.sizeBytes}});
    const auto disk = diskBytes(image.format, file.peek(4096), facts.sizeBytes);
    if (!disk)
        return fail(disk.error());
    facts.diskBytes = *disk;
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (!file.atEnd()) {
        if (stop)
            return fail("stopping");
        const QByteArray chunk = file.read(chunkBytes);
        if (chunk.isEmpty())
            return fail("file-unreadable", {{QStringLiteral("path"), path}}, file.errorString());
        hash.addData(chunk);
    }
    facts.sha256 = QString::fromLatin1(hash.result().toHex());
    if (!image.sha256.isEmpty() && image.sha256 != facts.sha256)
        return fail("image-hash-mismatch", {{QStringLiteral("expected"), image.sha256},
                                            {QStringLiteral("actual"), facts.sha256}});
    return facts;
}

} // namespace rackhouse::api
