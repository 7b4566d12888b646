#include "app/agent/wipe/markers.h"

#include "app/agent/digest.h"
#include "app/agent/image/diskwriter.h"

#include <cstring>
#include <set>

namespace rackhouse::agent
{
namespace
{
constexpr std::int64_t mebibyte = 1024 * 1024;
constexpr std::int64_t sector = 512;

std::uint64_t numberFrom(const std::string& text)
{
    const auto digest = Digest::of(text);
    std::uint64_t number = 0;
    std::memcpy(&number, digest.data(), sizeof number);
    return number;
}
} // namespace

Markers::Markers(std::string seed, std::string key, std::int64_t driveBytes, int count)
    : m_seed(std::move(seed)), m_key(std::move(key))
{
    const std::int64_t blocks = driveBytes / bytes;
    std::set<std::int64_t> chosen;
    const auto take = [&](std::int64_t block) {
        if (block >= 0 && block < blocks && static_cast<int>(chosen.size()) < count)
            chosen.insert(block);
    };
    for (const std::int64_t block : {std::int64_t{0}, std::int64_t{1}, std::int64_t{4},
                                     std::int64_t{8}, mebibyte / bytes - 1}) {
        take(block);
        take(blocks - 1 - block);
    }
    const int rest = count - static_cast<int>(chosen.size());
    for (int i = 0; i < rest && blocks > 0; ++i) {
        const std::int64_t from = blocks * i / rest;
        const std::int64_t to = std::max(from + 1, blocks * (i + 1) / rest);
        take(from + static_cast<std::int64_t>(
                        numberFrom(m_seed + "/" + m_key + "/place/" + std::to_string(i)) %
                        static_cast<std::uint64_t>(to - from)));
    }
    for (const std::int64_t block : chosen)
        m_positions.push_back(block * bytes);
}

void Markers::fill(std::int64_t position, std::span<char> into) const
{
    const std::string start = m_seed + "/" + m_key + "/" + std::to_string(position) + "/";
    for (std::size_t at = 0; at < into.size(); at += sizeof(Digest::Bytes)) {
        const auto digest = Digest::of(start + std::to_string(at));
        std::memcpy(into.data() + at, digest.data(), std::min(digest.size(), into.size() - at));
    }
}

Outcome<int> Markers::write(BlockDevice& disk) const
{
    AlignedBuffer block(static_cast<std::size_t>(bytes));
    for (const std::int64_t position : m_positions) {
        fill(position, block.bytes());
        if (auto written = disk.write(position, block.bytes()); !written)
            return tl::unexpected(written.error());
    }
    if (auto settled = disk.settle(); !settled)
        return tl::unexpected(settled.error());
    return static_cast<int>(m_positions.size());
}

Markers::Found Markers::check(BlockDevice& disk) const
{
    Found found;
    AlignedBuffer block(static_cast<std::size_t>(bytes));
    std::vector<char> marker(static_cast<std::size_t>(bytes));
    for (const std::int64_t position : m_positions) {
        ++found.checked;
        if (!disk.read(position, block.bytes())) {
            ++found.unreadable;
            continue;
        }
        if (isZero(block.bytes()))
            continue;
        ++found.nonzero;
        fill(position, marker);
        for (std::int64_t at = 0; at < bytes; at += sector) {
            if (std::memcmp(block.bytes().data() + at, marker.data() + at, sector) == 0) {
                ++found.survived;
                break;
            }
        }
    }
    return found;
}

} // namespace rackhouse::agent
