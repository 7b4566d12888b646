#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace rackhouse::agent
{

/// One line of what the agent did.
struct LogLine {
    std::int64_t atMs = 0; ///< since 1970, UTC
    std::string level;     ///< "info", "warning", "error"
    std::string text;
};

/// Milliseconds since 1970, UTC.
std::int64_t nowMs();

/// The agent's log: printed at once, and kept until the reporter has sent it. Thread-safe; of lines
/// that nobody fetches, the newest thousand are kept.
class Journal
{
public:
    void info(const std::string& text) { add("info", text); }
    void warning(const std::string& text) { add("warning", text); }
    void error(const std::string& text) { add("error", text); }

    /// The kept lines, oldest first; they are no longer kept.
    std::vector<LogLine> take();
    /// Puts lines back that could not be sent.
    void putBack(const std::vector<LogLine>& lines);

private:
    void add(const char* level, const std::string& text);

    std::mutex m_mutex;
    std::deque<LogLine> m_lines;
};

} // namespace rackhouse::agent
