#pragma once

#include "app/agent/outcome.h"

#include <mutex>
#include <optional>
#include <string>

namespace rackhouse::agent
{

/// Every task that this boot has seen, and the answers to those that ended. Kept in a file in
/// memory, so that an agent that was started again neither repeats a task nor loses an answer. A
/// task that was running when the agent ended counts as failed with "task-interrupted".
/// Thread-safe.
class TaskBook
{
public:
    /// An empty path keeps nothing on file.
    explicit TaskBook(std::string path);

    /// False when the task is known: then it must not be started.
    bool begin(const std::string& id, const std::string& kind);
    void finish(const std::string& id, const Json& answer);
    /// The answer to a task that has ended.
    std::optional<Json> answer(const std::string& id) const;

private:
    void save() const;

    std::string m_path;
    mutable std::mutex m_mutex;
    Json m_tasks = Json::object(); ///< id -> {kind, answer?}
};

} // namespace rackhouse::agent
