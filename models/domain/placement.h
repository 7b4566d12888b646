#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"

#include <optional>
#include <vector>

namespace rackhouse
{

/// What takes room in the units of a rack: a machine or an asset. Room is counted in halves of a
/// unit from the bottom.
struct Occupant {
    QString id;
    QString name;
    int bottom = 0; ///< lowest half unit that it fills, from 0
    int halves = 2;
    RackFace face = RackFace::Front;
    bool halfDepth = false;
    qint64 depthMm = 0;  ///< 0: not known
    double weightKg = 0; ///< 0: not known
    qint64 plateW = 0;   ///< as plateLoadW() counts it; 0: not known

    int top() const { return bottom + halves; } ///< first half unit above it
    /// From 1, as people write it: 12.5.
    double position() const { return bottom / 2.0 + 1; }
    void setPosition(double unit) { bottom = qRound((unit - 1) * 2); }

    static Occupant of(const Machine& machine);
    static Occupant of(const Asset& asset);
};

/// Whether it stands in the units of a rack at all.
bool takesUnits(const Machine& machine);
bool takesUnits(const Asset& asset);

/// Watts that its name plate adds to the load of a rack: what only hands on power adds none of its
/// own, since the devices below it are counted themselves. 0: not known.
qint64 plateLoadW(const Machine& machine);
qint64 plateLoadW(const Asset& asset);

/// Whether both would be in the same room: half-depth devices of different faces are not.
bool collide(const Occupant& a, const Occupant& b);

/// Why a device does not go where it is to go. The first two cannot be; the others are for a person
/// to decide.
struct PlacementProblem {
    enum class Kind { OutsideRack, Taken, TooDeep, TooHeavy, TooMuchPower };

    Kind kind = Kind::OutsideRack;
    QString name = {}; ///< of what is there already, also of what stands back to back with it
    double value = 0;  ///< kilograms or watts that the rack would have, or its millimetres of depth
    double limit = 0;

    bool isImpossible() const { return kind == Kind::OutsideRack || kind == Kind::Taken; }
    bool operator==(const PlacementProblem&) const = default;
};

/// Whether a rack is tall enough for a device where it is to go.
bool isInside(const Rack& rack, const Occupant& device);
/// What speaks against the depth of a device: it alone, or with what stands back to back with it.
/// Compared is the outside depth of the rack, which is what the books know. The room between the
/// doors is less, by as much as doors, rails and cables of that rack take: what is warned of cannot
/// be closed in, what is not may still be tight. Nothing where a depth is not known.
std::vector<PlacementProblem> depthProblems(const Rack& rack, const std::vector<Occupant>& inRack,
                                            const Occupant& device);
/// Millimetres of that depth that a device leaves, with the deepest that stands back to back with
/// it; below 0: it is too deep. Nothing where its own depth or that of the rack is not known.
std::optional<qint64> freeDepthMm(const Rack& rack, const std::vector<Occupant>& inRack,
                                  const Occupant& device);
/// What speaks against a rack with that load.
std::vector<PlacementProblem> loadProblems(const Rack& rack, double weightKg, double watts);
/// What speaks against a device in a rack beside those that are in it (itself left out).
std::vector<PlacementProblem>
placementProblems(const Rack& rack, const std::vector<Occupant>& inRack, const Occupant& device);

/// The room nearest to where the device is, at its face, that is free; -1: there is none.
int nearestFree(const Rack& rack, const std::vector<Occupant>& inRack, const Occupant& device);

/// Whether a number of units is a whole number of halves.
bool isHalfStep(double units);

} // namespace rackhouse
