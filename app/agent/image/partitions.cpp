#include "app/agent/image/partitions.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

namespace rackhouse::agent
{
namespace
{
constexpr const char* lookFolder = "/run/rackhouse/look";
}

std::vector<Partition> listPartitions(const Roots& roots, const std::string& disk)
{
    std::vector<Partition> partitions;
    const auto block = roots.sys / "block" / disk;
    for (const auto& name : namesIn(block)) {
        const int number = static_cast<int>(readNumber(block / name / "partition"));
        if (number <= 0)
            continue;
        partitions.push_back({number, name, (roots.dev / name).string(),
                              readNumber(block / name / "start") * 512,
                              readNumber(block / name / "size") * 512});
    }
    std::sort(partitions.begin(), partitions.end(),
              [](const Partition& a, const Partition& b) { return a.start < b.start; });
    return partitions;
}

Outcome<Mount> Mount::at(const std::string& source, const std::string& folder,
                         const std::string& type, unsigned long flags)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (::mount(source.c_str(), folder.c_str(), type.c_str(), flags, nullptr) != 0)
        return systemFault("mount-failed", source + " (" + type + ")");
    return Mount(folder);
}

Mount::~Mount()
{
    if (!m_folder.empty() && ::umount(m_folder.c_str()) != 0)
        ::umount2(m_folder.c_str(), MNT_DETACH);
}

bool Mount::sync() const
{
    const int folder = ::open(m_folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool done = folder >= 0 && ::syncfs(folder) == 0;
    if (folder >= 0)
        ::close(folder);
    return done;
}

Outcome<RootPartition> findRoot(const Roots& roots, const std::string& disk)
{
    auto partitions = listPartitions(roots, disk);
    // The root is usually the last and the largest one.
    std::reverse(partitions.begin(), partitions.end());
    for (const Partition& partition : partitions) {
        for (const char* type : {"ext4", "xfs"}) {
            const auto mounted = Mount::at(partition.path, lookFolder, type, MS_RDONLY);
            if (!mounted)
                continue;
            const std::filesystem::path root(mounted->folder());
            if (std::filesystem::exists(root / "etc/fstab") ||
                std::filesystem::exists(root / "etc/os-release"))
                return RootPartition{partition, type};
        }
    }
    return fault("root-missing", disk, {{"device", disk}});
}

} // namespace rackhouse::agent
