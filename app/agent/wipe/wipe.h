#pragma once

#include "app/agent/inventory/drives.h"
#include "app/agent/taskcontext.h"
#include "app/agent/wipe/markers.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace rackhouse::agent
{

/// The tasks that erase drives; parameters and results as in the README.
class Wipe
{
public:
    using DriveList = std::function<std::vector<Drive>()>;

    Wipe(Roots roots, DriveList drives) : m_roots(std::move(roots)), m_drives(std::move(drives)) {}

    Outcome<Json> mark(const Json& params, TaskContext& task);
    Outcome<Json> erase(const Json& params, TaskContext& task);
    Outcome<Json> verify(const Json& params, TaskContext& task);

private:
    struct MarkOrder {
        std::string seed;
        int markers = 0;
    };
    static std::optional<MarkOrder> orderOf(const Json& params);
    /// The drives that a wipe is about: all but removable ones.
    std::vector<Drive> wipeable(TaskContext& task) const;
    Json markOne(Drive& drive, const MarkOrder& order, TaskContext& task) const;
    /// Makes a drive writable that something holds: an array, or our own password on it.
    Outcome<void> release(const Drive& drive, TaskContext& task) const;
    /// Whether the drive has to read zero: what its name in the task says of it, else what the last
    /// erase of this agent did.
    bool wantsZeros(const Json& name, const std::string& key);

    Roots m_roots;
    DriveList m_drives;
    std::mutex m_mutex;
    std::optional<MarkOrder> m_marked;       ///< of the last mark in this boot
    std::map<std::string, bool> m_leftZeros; ///< drive key -> what its last erase has left
};

} // namespace rackhouse::agent
