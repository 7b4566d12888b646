#pragma once

#include "models/domain/asset.h"

namespace rackhouse::api
{

/// What was found in an image file.
struct ImageFacts {
    QString sha256;
    qint64 sizeBytes = 0;
    qint64 diskBytes = 0; ///< 0: not known before it is unpacked
};

/// Reads the whole file and holds it against what the row announces (format, and SHA-256 and size
/// where they are set). Takes as long as the disk needs. Errors: "image-hash-mismatch",
/// "image-size-mismatch", "image-truncated" and those of parseQcow2Header().
Result<ImageFacts> checkImageFile(const Image& image, const QString& path);

} // namespace rackhouse::api
