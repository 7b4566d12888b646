#include "app/agent/tools/lldp.h"

#include "app/agent/tool.h"

namespace rackhouse::agent
{
namespace
{
/// The "value" of {"id": {"type": ..., "value": ...}} or of a list of such.
std::string idValue(const Json& object)
{
    const auto id = object.is_object() ? object.find("id") : object.end();
    if (!object.is_object() || id == object.end())
        return {};
    return textField(id->is_array() && !id->empty() ? id->front() : *id, "value").value_or("");
}

LldpNeighbor neighborOf(const std::string& port, const Json& interface)
{
    LldpNeighbor neighbor;
    neighbor.port = port;
    // The chassis is keyed by its system name; without one it is the object itself.
    const Json chassis = interface.value("chassis", Json::object());
    if (chassis.contains("id")) {
        neighbor.chassis = idValue(chassis);
        neighbor.system = textField(chassis, "name").value_or("");
    } else if (chassis.is_object() && !chassis.empty()) {
        neighbor.system = chassis.begin().key();
        neighbor.chassis = idValue(chassis.begin().value());
    }
    neighbor.neighborPort = idValue(interface.value("port", Json::object()));
    return neighbor;
}
} // namespace

Outcome<std::vector<LldpNeighbor>> LldpTool::parse(const std::string& json)
{
    const auto document = Json::parse(json, nullptr, false);
    if (!document.is_object())
        return fault("tool-failed", "lldpctl gave no JSON", {{"tool", "lldpctl"}});
    std::vector<LldpNeighbor> neighbors;
    const Json lldp = document.value("lldp", Json::object());
    const Json interfaces = lldp.is_object() ? lldp.value("interface", Json()) : Json();
    // One interface is an object, several are a list of objects with one key each.
    const Json list = interfaces.is_array() ? interfaces : Json::array({interfaces});
    for (const Json& entry : list) {
        if (!entry.is_object())
            continue;
        for (const auto& [port, interface] : entry.items()) {
            if (interface.is_object())
                neighbors.push_back(neighborOf(port, interface));
        }
    }
    return neighbors;
}

Outcome<std::vector<LldpNeighbor>> LldpTool::neighbors() const
{
    auto answer =
        requireTool({.words = {"lldpctl", "-f", "json"}, .limit = std::chrono::seconds(5)});
    if (!answer)
        return tl::unexpected(answer.error());
    return parse(answer->out);
}

} // namespace rackhouse::agent
