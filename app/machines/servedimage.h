#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"

namespace rackhouse
{

/// The file that an agent is handed for an image of the catalog: the uploaded file itself, or the
/// raw.zst that a qcow2 was converted to. Kept as ID.served.json in the image folder of the
/// appliance, so that the catalog goes on saying what was uploaded.
struct ServedImage {
    QString path;
    QString format; ///< "raw", "raw.zst", "tar.zst"
    QString sha256; ///< of the file
    qint64 sizeBytes = 0;
    qint64 diskBytes = 0; ///< that the disk must have at least

    /// "image-not-ready" when the image was never prepared.
    static Result<ServedImage> load(const QString& folder, const ImageId& image);
    Result<void> save(const QString& folder, const ImageId& image) const;
};

/// Bytes of the disk that a tree needs which is an archive of that size before compression.
qint64 diskForTree(qint64 archiveBytes);

/// True when the file begins with the magic number of zstd.
bool isZstd(const QString& path);

} // namespace rackhouse
