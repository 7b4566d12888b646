#pragma once

#include "app/agent/blockdevice.h"
#include "app/agent/digest.h"

namespace rackhouse::agent
{

/// Writes a stream of bytes to the start of a disk in large pieces, and hashes it on the way.
/// Stretches of zeros are left to the drive (BlockDevice::zero).
class DiskWriter
{
public:
    explicit DiskWriter(BlockDevice& disk);

    /// Failures: disk-too-small, write-failed.
    Outcome<void> add(std::span<const char> bytes);
    /// Writes what is left, and settles the disk.
    Outcome<void> finish();

    std::int64_t written() const { return m_total; }
    /// SHA-256 of everything added. Once, after finish().
    std::string digestHex() { return m_digest.finishHex(); }

private:
    Outcome<void> flush();

    BlockDevice& m_disk;
    Digest m_digest;
    AlignedBuffer m_buffer;
    std::size_t m_filled = 0;
    std::int64_t m_offset = 0; ///< where the buffer begins on the disk
    std::int64_t m_total = 0;
};

/// True when all bytes are zero.
bool isZero(std::span<const char> bytes);

} // namespace rackhouse::agent
