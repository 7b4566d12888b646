#pragma once

#include "models/base/result.h"

#include <QString>

#include <atomic>

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

/// Converts a qcow2 file to raw. Errors: image-unsafe (it names another file), image-too-large,
/// conversion-failed, disk-full.
Result<void> qcow2ToRaw(const QString& from, const QString& to, const std::atomic<bool>& stop);
/// Compresses with zstd. Errors: disk-full, cancelled.
Result<Measured> compress(const QString& from, const QString& to, const std::atomic<bool>& stop);
/// Reads a zstd file to its end: its hash, and how much it holds. Errors: image-damaged.
Result<Measured> measureZstd(const QString& path, const std::atomic<bool>& stop);

} // namespace imageconvert
} // namespace rackhouse
