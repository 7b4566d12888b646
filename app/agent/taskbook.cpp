#include "app/agent/taskbook.h"

#include <cstdio>
#include <fstream>
#include <sstream>

namespace rackhouse::agent
{

TaskBook::TaskBook(std::string path) : m_path(std::move(path))
{
    if (m_path.empty())
        return;
    std::ifstream file(m_path);
    std::stringstream text;
    text << file.rdbuf();
    auto tasks = Json::parse(text.str(), nullptr, false);
    if (!tasks.is_object())
        return;
    m_tasks = std::move(tasks);
    for (auto& task : m_tasks) {
        if (!task.contains("answer"))
            task["answer"] = {{"ok", false},
                              {"error",
                               {{"code", "task-interrupted"},
                                {"args", Json::object()},
                                {"detail", "the agent ended while it worked on this"}}}};
    }
}

bool TaskBook::begin(const std::string& id, const std::string& kind)
{
    const std::lock_guard lock(m_mutex);
    if (m_tasks.contains(id))
        return false;
    m_tasks[id] = {{"kind", kind}};
    save();
    return true;
}

void TaskBook::finish(const std::string& id, const Json& answer)
{
    const std::lock_guard lock(m_mutex);
    m_tasks[id]["answer"] = answer;
    save();
}

std::optional<Json> TaskBook::answer(const std::string& id) const
{
    const std::lock_guard lock(m_mutex);
    const auto task = m_tasks.find(id);
    if (task == m_tasks.end() || !task->contains("answer"))
        return std::nullopt;
    return (*task)["answer"];
}

void TaskBook::save() const
{
    if (m_path.empty())
        return;
    const std::string fresh = m_path + ".new";
    std::ofstream file(fresh, std::ios::trunc);
    file << m_tasks.dump(-1, ' ', false, Json::error_handler_t::replace);
    file.close();
    if (file)
        std::rename(fresh.c_str(), m_path.c_str());
}

} // namespace rackhouse::agent
