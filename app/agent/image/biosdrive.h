#pragma once

#include "app/agent/inventory/drives.h"

#include <optional>

namespace rackhouse::agent
{

/// The number by which a BIOS knows a disk: 0x80 is the one that it starts by itself. The kernel
/// notes what the BIOS said of each number when this boot began (EDD, /sys/firmware/edd); the disk
/// is found there by its MBR signature, its size, or its size and controller. Empty where that
/// fits none or several: the BIOS said nothing, or the disks are alike. Has to be asked before the
/// disk is written, as its signature then changes.
std::optional<int> biosDrive(const Roots& roots, const std::vector<Drive>& drives,
                             const Drive& wanted);

} // namespace rackhouse::agent
