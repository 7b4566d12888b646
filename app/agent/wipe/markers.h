#pragma once

#include "app/agent/blockdevice.h"

#include <array>
#include <vector>

namespace rackhouse::agent
{

/// The markers of one drive: where they are and what they hold follows from a seed and the drive's
/// key alone, so that they can be looked for after anything in between.
class Markers
{
public:
    static constexpr std::int64_t bytes = 4096;

    /// `count` blocks, or fewer on a drive with fewer blocks: the first and the last of the drive,
    /// GPT header and entries at both ends, some in the first and the last MiB, the rest one in
    /// each of as many equal stretches.
    Markers(std::string seed, std::string key, std::int64_t driveBytes, int count);

    const std::vector<std::int64_t>& positions() const { return m_positions; }
    /// Fills 4096 bytes.
    void fill(std::int64_t position, std::span<char> into) const;

    /// Writes and settles them all.
    Outcome<int> write(BlockDevice& disk) const;

    struct Found {
        int checked = 0;
        int survived = 0;   ///< a sector of the marker is still there
        int nonzero = 0;    ///< something is there
        int unreadable = 0; ///< the drive gave an error
    };
    Found check(BlockDevice& disk) const;

private:
    std::string m_seed;
    std::string m_key;
    std::vector<std::int64_t> m_positions;
};

} // namespace rackhouse::agent
