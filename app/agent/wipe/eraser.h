#pragma once

#include "app/agent/inventory/drives.h"
#include "app/agent/taskcontext.h"
#include "app/agent/wipe/ladder.h"
#include "app/agent/wipe/markers.h"

#include <atomic>
#include <optional>

namespace rackhouse::agent
{

/// Bytes of all drives that are being erased together.
struct EraseProgress {
    std::atomic<std::int64_t> done = 0;
    std::int64_t total = 0;
};

/// Erases one drive: rung after rung, until one is done and its sample holds.
class Eraser
{
public:
    Eraser(Drive drive, std::optional<Markers> markers, EraseProgress& progress, TaskContext& task)
        : m_drive(std::move(drive)), m_markers(std::move(markers)), m_progress(progress),
          m_task(task)
    {
    }

    /// The drive's part of the wipe-erase result.
    Json run(bool siblingsKept);
    /// Whether the method that succeeded is one after which every sector reads zero.
    bool leftZeros() const { return m_leftZeros; }

private:
    Outcome<void> apply(const Rung& rung);
    Outcome<void> overwrite();
    Outcome<void> sample(const Rung& rung) const;
    std::string toolOf(const Rung& rung) const;

    Drive m_drive;
    std::optional<Markers> m_markers;
    EraseProgress& m_progress;
    TaskContext& m_task;
    bool m_leftZeros = true;
};

} // namespace rackhouse::agent
