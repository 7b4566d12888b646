#include "models/domain/placement.h"

#include <algorithm>
#include <cmath>

namespace rackhouse
{

Occupant Occupant::of(const Machine& machine)
{
    Occupant occupant{machine.id.text(),
                      machine.name,
                      0,
                      int(2 * machine.heightUnits),
                      machine.face,
                      machine.halfDepth,
                      machine.depthMm,
                      machine.weightKg,
                      plateLoadW(machine)};
    occupant.setPosition(double(machine.position));
    return occupant;
}

Occupant Occupant::of(const Asset& asset)
{
    Occupant occupant{asset.id.text(),
                      asset.name,
                      0,
                      qRound(2 * asset.heightUnits),
                      asset.face,
                      asset.halfDepth,
                      asset.depthMm,
                      asset.weightKg,
                      plateLoadW(asset)};
    occupant.setPosition(asset.position);
    return occupant;
}

bool takesUnits(const Machine& machine)
{
    return machine.position > 0;
}

bool takesUnits(const Asset& asset)
{
    return asset.position > 0 && asset.mount == Mount::Units && asset.heightUnits > 0;
}

qint64 plateLoadW(const Machine& machine)
{
    return machine.plateW;
}

qint64 plateLoadW(const Asset& asset)
{
    return handsOnPower(asset.kind) ? 0 : asset.plateW;
}

bool collide(const Occupant& a, const Occupant& b)
{
    const bool sameUnits = a.bottom < b.top() && b.bottom < a.top();
    return sameUnits && (a.face == b.face || !a.halfDepth || !b.halfDepth);
}

bool isInside(const Rack& rack, const Occupant& device)
{
    return device.bottom >= 0 && device.top() <= 2 * rack.heightUnits;
}

namespace
{

bool isBackToBack(const Occupant& a, const Occupant& b)
{
    return a.id != b.id && a.halfDepth && b.halfDepth && a.face != b.face && a.bottom < b.top() &&
           b.bottom < a.top();
}

} // namespace

std::vector<PlacementProblem> depthProblems(const Rack& rack, const std::vector<Occupant>& inRack,
                                            const Occupant& device)
{
    std::vector<PlacementProblem> problems;
    if (rack.depthMm <= 0 || device.depthMm <= 0)
        return problems;
    const auto check = [&](qint64 depth, const QString& other) {
        if (depth > rack.depthMm)
            problems.push_back(
                {PlacementProblem::Kind::TooDeep, other, double(depth), double(rack.depthMm)});
    };
    check(device.depthMm, {});
    for (const Occupant& other : inRack) {
        if (problems.empty() && other.depthMm > 0 && isBackToBack(other, device))
            check(device.depthMm + other.depthMm, other.name);
    }
    return problems;
}

std::optional<qint64> freeDepthMm(const Rack& rack, const std::vector<Occupant>& inRack,
                                  const Occupant& device)
{
    if (rack.depthMm <= 0 || device.depthMm <= 0)
        return std::nullopt;
    qint64 behind = 0;
    for (const Occupant& other : inRack) {
        if (isBackToBack(other, device))
            behind = std::max(behind, other.depthMm);
    }
    return rack.depthMm - device.depthMm - behind;
}

std::vector<PlacementProblem> loadProblems(const Rack& rack, double weightKg, double watts)
{
    using Kind = PlacementProblem::Kind;
    std::vector<PlacementProblem> problems;
    if (rack.weightLimitKg > 0 && weightKg > double(rack.weightLimitKg))
        problems.push_back({Kind::TooHeavy, {}, weightKg, double(rack.weightLimitKg)});
    if (rack.powerLimitW > 0 && watts > double(rack.powerLimitW))
        problems.push_back({Kind::TooMuchPower, {}, watts, double(rack.powerLimitW)});
    return problems;
}

std::vector<PlacementProblem>
placementProblems(const Rack& rack, const std::vector<Occupant>& inRack, const Occupant& device)
{
    using Kind = PlacementProblem::Kind;
    std::vector<PlacementProblem> problems;
    if (!isInside(rack, device))
        problems.push_back({Kind::OutsideRack});
    double weight = device.weightKg;
    double watts = double(device.plateW);
    for (const Occupant& other : inRack) {
        if (other.id == device.id)
            continue;
        weight += other.weightKg;
        watts += double(other.plateW);
        if (collide(other, device))
            problems.push_back({Kind::Taken, other.name});
    }
    const auto deep = depthProblems(rack, inRack, device);
    problems.insert(problems.end(), deep.begin(), deep.end());
    const auto loads = loadProblems(rack, weight, watts);
    problems.insert(problems.end(), loads.begin(), loads.end());
    return problems;
}

int nearestFree(const Rack& rack, const std::vector<Occupant>& inRack, const Occupant& device)
{
    const auto isFree = [&](int bottom) {
        Occupant there = device;
        there.bottom = bottom;
        if (!isInside(rack, there))
            return false;
        return std::none_of(inRack.begin(), inRack.end(), [&](const Occupant& other) {
            return other.id != device.id && collide(other, there);
        });
    };
    // Whole devices stay on whole units.
    const int step = device.halves % 2 == 0 && device.bottom % 2 == 0 ? 2 : 1;
    for (int away = 0; away <= 2 * int(rack.heightUnits); away += step) {
        if (isFree(device.bottom + away))
            return device.bottom + away;
        if (isFree(device.bottom - away))
            return device.bottom - away;
    }
    return -1;
}

bool isHalfStep(double units)
{
    return std::isfinite(units) && 2 * units == std::floor(2 * units);
}

} // namespace rackhouse
