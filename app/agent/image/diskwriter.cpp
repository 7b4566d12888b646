#include "app/agent/image/diskwriter.h"

#include <algorithm>
#include <cstring>

namespace rackhouse::agent
{
namespace
{
constexpr std::size_t pieceBytes = 4 * 1024 * 1024;
constexpr std::size_t zeroGrain = 1024 * 1024;
} // namespace

bool isZero(std::span<const char> bytes)
{
    // A stretch equal to itself shifted by one byte is made of its first byte.
    return bytes.empty() ||
           (bytes[0] == 0 && std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0);
}

DiskWriter::DiskWriter(BlockDevice& disk) : m_disk(disk), m_buffer(pieceBytes) {}

Outcome<void> DiskWriter::add(std::span<const char> bytes)
{
    if (m_total + static_cast<std::int64_t>(bytes.size()) > m_disk.size())
        return fault("disk-too-small", m_disk.path(), {{"disk_bytes", m_disk.size()}});
    m_digest.add(bytes);
    m_total += static_cast<std::int64_t>(bytes.size());
    while (!bytes.empty()) {
        const std::size_t count = std::min(bytes.size(), m_buffer.size() - m_filled);
        std::memcpy(m_buffer.bytes().data() + m_filled, bytes.data(), count);
        m_filled += count;
        bytes = bytes.subspan(count);
        if (m_filled == m_buffer.size()) {
            if (auto flushed = flush(); !flushed)
                return flushed;
        }
    }
    return {};
}

Outcome<void> DiskWriter::flush()
{
    std::size_t at = 0;
    while (at < m_filled) {
        // As many grains of the same sort as there are in a row.
        const auto grain = [&](std::size_t from) {
            return m_buffer.bytes().subspan(from, std::min(zeroGrain, m_filled - from));
        };
        const bool zeros = isZero(grain(at));
        std::size_t end = at + grain(at).size();
        while (end < m_filled && isZero(grain(end)) == zeros)
            end += grain(end).size();
        const auto offset = m_offset + static_cast<std::int64_t>(at);
        auto done = zeros && end % BlockDevice::alignment == 0
                        ? m_disk.zero(offset, static_cast<std::int64_t>(end - at))
                        : m_disk.write(offset, m_buffer.bytes().subspan(at, end - at));
        if (!done)
            return done;
        at = end;
    }
    m_offset += static_cast<std::int64_t>(m_filled);
    m_filled = 0;
    return {};
}

Outcome<void> DiskWriter::finish()
{
    if (auto flushed = flush(); !flushed)
        return flushed;
    return m_disk.settle();
}

} // namespace rackhouse::agent
