#pragma once

#include "models/base/result.h"

#include <QByteArray>

namespace rackhouse::api
{

/// What the header of a qcow2 file says (QEMU's docs/interop/qcow2.txt).
struct Qcow2Header {
    int version = 0;        ///< 2 or 3
    qint64 virtualSize = 0; ///< bytes of the disk inside
    int clusterBits = 0;
};

/// The largest disk that an image may claim: 16 TiB.
constexpr qint64 maxDiskBytes = 16LL << 40;
/// Bytes of the file that parseQcow2Header() needs at most.
constexpr int qcow2HeaderBytes = 104;

/// True when the file begins as qcow2 does.
bool isQcow2(const QByteArray& start);

/// Reads the first bytes of a qcow2 file. Backing files, external data files and encryption are
/// refused: an image must stand alone. Errors: "image-not-qcow2", "image-truncated",
/// "image-too-large" (args: size, limit), "image-unsupported" (args: feature).
Result<Qcow2Header> parseQcow2Header(const QByteArray& start);

} // namespace rackhouse::api
