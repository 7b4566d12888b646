#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"

#include <atomic>

namespace rackhouse::api
{

/// What was found in an image file.
struct ImageFacts {
    QString sha256;
    qint64 sizeBytes = 0;
    qint64 diskBytes = 0; ///< 0: not known before it is unpacked
};

/// Reads the whole file at its path and holds it against what the row announces (format, and
/// SHA-256 and size where they are set). Takes as long as the disk needs. Errors:
/// "image-hash-mismatch", "image-size-mismatch", "image-truncated", those of parseQcow2Header(),
/// and "stopping" soon after `stop` is set.
Result<ImageFacts> checkImageFile(const Image& image, const std::atomic<bool>& stop);

} // namespace rackhouse::api
