#pragma once

#include "widgets/racks/bayhealth.h"
#include "widgets/racks/device.h"

#include <QHash>
#include <QSet>

namespace rackhouse
{

/// What the books know of the floor, in one snapshot.
struct FloorBooks {
    std::vector<Rack> racks; ///< by hall, row and position
    std::vector<Machine> machines;
    std::vector<Asset> assets;
    std::vector<DeviceType> types;
    QHash<QString, BayHealth> bays = {};        ///< by machine; only of the row that is shown
    QHash<QString, QSet<QString>> plugged = {}; ///< outlets with a cable, in lower case, by PDU
    std::vector<Allocation> allocations = {};   ///< of the machines
    std::vector<SiteSettings> settings = {};

    static FloorBooks read(Rows& rows);
    /// Some racks with what stands in them, and what stands in none.
    static FloorBooks readRow(Rows& rows, const QStringList& rackIds);
    /// With what the site has answered since.
    FloorBooks freshened(const Edits& edits) const;

    const Rack* rack(const RackId& id) const; ///< null where there is none
    const DeviceType* type(const DeviceTypeId& id) const;
    std::optional<Device> device(const QString& id) const;
    std::vector<Device> devices() const;
    /// What the machines are let for at a moment; `best` is that of the site's best GPU.
    DeviceRents rents(Instant at, const Money& best) const;
    /// That of the best GPU in these books.
    Money bestRent(Instant at) const;
    std::vector<Device> devicesIn(const RackId& rack) const;
    /// Those that have no units in a rack.
    std::vector<Device> unplaced() const;
    std::vector<Occupant> occupants(const RackId& rack) const;

private:
    void readPlugged(Rows& rows);
};

/// What speaks against devices that go into a rack together, beside those that are in it
/// (themselves left out).
std::vector<PlacementProblem> groupProblems(const Rack& rack, const std::vector<Occupant>& inRack,
                                            const std::vector<Occupant>& group);
/// The devices of a group, each as many half units higher.
std::vector<Occupant> shifted(std::vector<Occupant> group, int halves);
/// By how many half units a group goes to the next units above or below that are free for all of
/// it; 0: there are none.
int nextShift(const Rack& rack, const std::vector<Occupant>& inRack,
              const std::vector<Occupant>& group, bool up);

} // namespace rackhouse
