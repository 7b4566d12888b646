#pragma once

#include "app/agent/outcome.h"

#include <vector>

namespace rackhouse::agent
{

/// The boot entries of a UEFI firmware.
struct BootEntries {
    struct Entry {
        std::string number; ///< four hexadecimal digits
        std::string label;
    };
    std::vector<std::string> order;
    std::vector<Entry> entries;
};

/// efibootmgr.
class EfiBootTool
{
public:
    static BootEntries parse(const std::string& text);
    /// Makes the fallback loader of the disk's EFI system partition the first boot entry.
    Outcome<void> bootDiskFirst(const std::string& disk, int espNumber) const;
};

} // namespace rackhouse::agent
