#pragma once

#include "app/agent/journal.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <string>

namespace rackhouse::agent
{

/// How far a task is. `total` is 0 while nobody knows it.
struct Progress {
    std::string phase;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::string unit;
    double rate = 0; ///< units a second, since the phase began
};

/// What a running task sees of the agent: where to say how far it is, and whether to stop.
/// Thread-safe.
class TaskContext
{
public:
    explicit TaskContext(Journal& journal) : m_journal(journal) {}

    Journal& journal() { return m_journal; }
    void progress(const std::string& phase, std::int64_t done, std::int64_t total,
                  const std::string& unit = "B");
    Progress progress() const;
    void cancel() { m_cancelled = true; }
    bool cancelled() const { return m_cancelled; }
    const std::atomic<bool>& cancelFlag() const { return m_cancelled; }

private:
    Journal& m_journal;
    mutable std::mutex m_mutex;
    Progress m_progress;
    std::chrono::steady_clock::time_point m_phaseStart = std::chrono::steady_clock::now();
    std::atomic<bool> m_cancelled = false;
};

} // namespace rackhouse::agent
