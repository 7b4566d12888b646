#pragma once

#include "models/base/result.h"

#include <QString>

#include <atomic>
#include <chrono>

namespace rackhouse
{

/// Blocking work on image files, for a worker thread. `stop` is looked at every few MiB
/// ("cancelled").
namespace imageconvert
{

struct Measured {
    QString sha256; ///< of the file written or read
    qint64 fileBytes = 0;
    qint64 contentBytes = 0; ///< uncompressed
};

/// What a compressed image may cost before it is given up: a few MB can unpack to petabytes.
struct UnpackLimits {
    qint64 bytes = 16LL << 40; ///< far above any disk image
    std::chrono::milliseconds time = std::chrono::hours(1);
};

/// Converts a qcow2 file to raw. Errors: image-unsafe (it names another file), image-too-large,
/// conversion-failed, disk-full.
Result<void> qcow2ToRaw(const QString& from, const QString& to, const std::atomic<bool>& stop);
/// Compresses with zstd. Errors: disk-full, cancelled.
Result<Measured> compress(const QString& from, const QString& to, const std::atomic<bool>& stop);
/// Reads a zstd file to its end: its hash, and how much it holds. Errors: image-damaged,
/// image-unpacks-too-large, timed-out, cancelled.
Result<Measured> measureZstd(const QString& path, const std::atomic<bool>& stop,
                             const UnpackLimits& limits = {});

} // namespace imageconvert
} // namespace rackhouse
