#pragma once

#include "app/agent/image/install.h"
#include "app/agent/inventory/drives.h"

namespace rackhouse::agent
{

/// Installs a tar.zst of a root file system: partitions, file systems, the tree, fstab, and GRUB of
/// the tree itself for BIOS and UEFI.
class TreeImage
{
public:
    explicit TreeImage(Roots roots) : m_roots(std::move(roots)) {}

    Outcome<Json> write(const ImageOrder& order, const Drive& drive, TaskContext& task) const;

private:
    Outcome<void> partition(const Drive& drive, TaskContext& task) const;
    Outcome<void> installGrub(const Drive& drive, const std::string& root, TaskContext& task) const;

    Roots m_roots;
};

} // namespace rackhouse::agent
