#include "widgets/racks/rackslots.h"

#include <algorithm>
#include <numeric>

namespace rackhouse
{

namespace
{

/// What is left of it inside of the rack; half a unit at least, so that nothing is lost.
Occupant cutToRack(Occupant device, int halves)
{
    const int top = std::clamp(device.top(), 1, halves);
    device.bottom = std::clamp(device.bottom, 0, top - 1);
    device.halves = top - device.bottom;
    return device;
}

/// Gives the devices of a group, which all touch one another in turn, lanes from the left.
void giveLanes(const std::vector<std::size_t>& group, const std::vector<Occupant>& places,
               std::vector<RackSlot>& spots)
{
    int lanes = 1;
    for (std::size_t i = 0; i < group.size(); ++i) {
        std::vector<int> taken;
        for (std::size_t j = 0; j < i; ++j) {
            if (collide(places[group[i]], places[group[j]]))
                taken.push_back(spots[group[j]].lane);
        }
        int lane = 0;
        while (std::find(taken.begin(), taken.end(), lane) != taken.end())
            ++lane;
        spots[group[i]].lane = lane;
        lanes = std::max(lanes, lane + 1);
    }
    for (const std::size_t member : group)
        spots[member].lanes = lanes;
}

/// Groups of devices that are in the same room as another of the group.
std::vector<std::vector<std::size_t>> groupsOf(const std::vector<std::size_t>& standing,
                                               const std::vector<Occupant>& places)
{
    std::vector<std::vector<std::size_t>> groups;
    for (const std::size_t device : standing) {
        std::vector<std::size_t> joined{device};
        for (auto group = groups.begin(); group != groups.end();) {
            const bool touches = std::any_of(group->begin(), group->end(), [&](std::size_t other) {
                return collide(places[device], places[other]);
            });
            if (touches)
                joined.insert(joined.begin(), group->begin(), group->end());
            group = touches ? groups.erase(group) : group + 1;
        }
        groups.push_back(std::move(joined));
    }
    return groups;
}

void standUpright(const std::vector<Device>& devices, Mount side, int halves,
                  std::vector<RackSlot>& spots)
{
    std::vector<std::size_t> upright;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (devices[i].mount() == side)
            upright.push_back(i);
    }
    for (std::size_t lane = 0; lane < upright.size(); ++lane)
        spots[upright[lane]] = {0, halves, int(lane), int(upright.size()), false};
}

} // namespace

std::vector<RackSlot> slotsOf(const Rack& rack, const std::vector<Device>& devices)
{
    const int halves = std::max(2, 2 * int(rack.heightUnits));
    std::vector<RackSlot> spots(devices.size());
    std::vector<Occupant> places(devices.size());
    std::vector<std::size_t> standing;
    for (std::size_t i = 0; i < devices.size(); ++i) {
        if (!devices[i].takesUnits())
            continue;
        const Occupant whole = devices[i].occupant();
        places[i] = cutToRack(whole, halves);
        spots[i] = {places[i].bottom, places[i].halves, 0, 1, whole.top() > halves};
        standing.push_back(i);
    }
    for (const auto& group : groupsOf(standing, places))
        giveLanes(group, places, spots);
    standUpright(devices, Mount::LeftSide, halves, spots);
    standUpright(devices, Mount::RightSide, halves, spots);
    return spots;
}

} // namespace rackhouse
