#include "app/agent/tasks.h"

#include "app/agent/inventory/inventory.h"

namespace rackhouse::agent
{

TaskRunner makeTaskRunner(Roots roots)
{
    return [roots](const std::string& kind, const Json&, TaskContext& task) -> Outcome<Json> {
        if (kind == "inventory")
            return takeInventory(roots, task);
        return fault("task-unknown", kind, {{"kind", kind}});
    };
}

} // namespace rackhouse::agent
