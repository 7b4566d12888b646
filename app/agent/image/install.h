#pragma once

#include "app/agent/image/partitions.h"
#include "app/agent/outcome.h"
#include "app/agent/taskcontext.h"

namespace rackhouse::agent
{

/// The tasks that put a system on a disk; parameters and results as in the README.
class Install
{
public:
    explicit Install(Roots roots) : m_roots(std::move(roots)) {}

    Outcome<Json> writeImage(const Json& params, TaskContext& task) const;
    Outcome<Json> growRoot(const Json& params, TaskContext& task) const;
    Outcome<Json> seed(const Json& params, TaskContext& task) const;
    Outcome<Json> bootDisk(const Json& params, TaskContext& task) const;

private:
    Roots m_roots;
};

/// The part of growRoot() that comes when the root has been found: its partition up to the end of
/// the disk, its file system up to the end of the partition.
Outcome<Json> growPartition(const Roots& roots, const std::string& device,
                            const RootPartition& root, TaskContext& task);

/// What write-image is to write, checked.
struct ImageOrder {
    std::string url;
    std::string format;
    std::string sha256;
    std::int64_t sizeBytes = 0;
    std::int64_t diskBytes = 0;

    static Outcome<ImageOrder> parse(const Json& params);
};

/// Streams raw or raw.zst onto a disk and reads it back. `device` names the disk in the result.
Outcome<Json> writeDiskImage(const ImageOrder& order, const std::string& path,
                             const std::string& device, TaskContext& task);

} // namespace rackhouse::agent
