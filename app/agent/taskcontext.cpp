#include "app/agent/taskcontext.h"

namespace rackhouse::agent
{

void TaskContext::progress(const std::string& phase, std::int64_t done, std::int64_t total,
                           const std::string& unit)
{
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(m_mutex);
    if (m_progress.phase != phase)
        m_phaseStart = now;
    const double seconds = std::chrono::duration<double>(now - m_phaseStart).count();
    m_progress = {phase, done, total, unit,
                  seconds > 0.2 ? static_cast<double>(done) / seconds : 0};
}

Progress TaskContext::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

} // namespace rackhouse::agent
