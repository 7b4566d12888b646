#pragma once

#include "app/agent/inventory/roots.h"
#include "app/agent/outcome.h"

#include <cstdint>

namespace rackhouse::agent
{

/// A partition of a disk, as the kernel sees it.
struct Partition {
    int number = 0;
    std::string device; ///< "nvme0n1p3"
    std::string path;   ///< "/dev/nvme0n1p3"
    std::int64_t start = 0;
    std::int64_t sizeBytes = 0;
};

/// The partitions of a disk ("nvme0n1"), in the order in which they lie on it.
std::vector<Partition> listPartitions(const Roots& roots, const std::string& disk);

/// A file system that is mounted while this lives.
class Mount
{
public:
    static Outcome<Mount> at(const std::string& source, const std::string& folder,
                             const std::string& type, unsigned long flags = 0);
    Mount(Mount&& other) noexcept : m_folder(std::move(other.m_folder)) { other.m_folder.clear(); }
    Mount& operator=(Mount&&) = delete;
    ~Mount();

    const std::string& folder() const { return m_folder; }
    /// Everything is on the medium; false when the kernel could not do it.
    bool sync() const;

private:
    explicit Mount(std::string folder) : m_folder(std::move(folder)) {}
    std::string m_folder;
};

/// A root file system that was found on a disk.
struct RootPartition {
    Partition partition;
    std::string type; ///< "ext4", "xfs"
};

/// The partition with /etc/fstab or /etc/os-release; "root-missing" if there is none.
Outcome<RootPartition> findRoot(const Roots& roots, const std::string& disk);

} // namespace rackhouse::agent
