#include "app/agent/journal.h"

#include <chrono>
#include <cstdio>

namespace rackhouse::agent
{
namespace
{
constexpr std::size_t keptLines = 1000;
}

std::int64_t nowMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

void Journal::add(const char* level, const std::string& text)
{
    std::printf("agent: %s%s\n", std::string(level) == "info" ? "" : level,
                (std::string(level) == "info" ? text : ": " + text).c_str());
    std::fflush(stdout);
    const std::lock_guard lock(m_mutex);
    m_lines.push_back({nowMs(), level, text});
    if (m_lines.size() > keptLines)
        m_lines.pop_front();
}

std::vector<LogLine> Journal::take()
{
    const std::lock_guard lock(m_mutex);
    std::vector<LogLine> lines(m_lines.begin(), m_lines.end());
    m_lines.clear();
    return lines;
}

void Journal::putBack(const std::vector<LogLine>& lines)
{
    const std::lock_guard lock(m_mutex);
    m_lines.insert(m_lines.begin(), lines.begin(), lines.end());
    while (m_lines.size() > keptLines)
        m_lines.pop_front();
}

} // namespace rackhouse::agent
