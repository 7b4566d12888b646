#include "app/agent/tasks.h"

#include "app/agent/image/install.h"
#include "app/agent/inventory/drives.h"
#include "app/agent/inventory/inventory.h"
#include "app/agent/wipe/wipe.h"

namespace rackhouse::agent
{

TaskRunner makeTaskRunner(Roots roots)
{
    using Handler = std::function<Outcome<Json>(const Json&, TaskContext&)>;
    const auto install = std::make_shared<Install>(roots);
    const auto wipe = std::make_shared<Wipe>(roots, [roots] { return listDrives(roots); });
    std::map<std::string, Handler> handlers;
    handlers["inventory"] = [roots](const Json&, TaskContext& task) {
        return takeInventory(roots, task);
    };
    handlers["write-image"] = std::bind_front(&Install::writeImage, install);
    handlers["grow-root"] = std::bind_front(&Install::growRoot, install);
    handlers["seed"] = std::bind_front(&Install::seed, install);
    handlers["boot-disk"] = std::bind_front(&Install::bootDisk, install);
    handlers["wipe-mark"] = std::bind_front(&Wipe::mark, wipe);
    handlers["wipe-erase"] = std::bind_front(&Wipe::erase, wipe);
    handlers["wipe-verify"] = std::bind_front(&Wipe::verify, wipe);
    return [handlers](const std::string& kind, const Json& params,
                      TaskContext& task) -> Outcome<Json> {
        const auto handler = handlers.find(kind);
        if (handler == handlers.end())
            return fault("task-unknown", kind, {{"kind", kind}});
        return handler->second(params, task);
    };
}

} // namespace rackhouse::agent
