#include "widgets/racks/floorbooks.h"

#include "models/base/naturalorder.h"
#include "models/domain/wiring.h"
#include "widgets/racks/deviceface.h"

#include <algorithm>
#include <tuple>

namespace rackhouse
{

namespace
{

template <class T, class I>
const T* findById(const std::vector<T>& rows, const I& id)
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
    return found != rows.end() ? &*found : nullptr;
}

void sortRacks(std::vector<Rack>& racks)
{
    std::sort(racks.begin(), racks.end(), [](const Rack& a, const Rack& b) {
        const auto place = std::tie(a.hall, a.row, a.position);
        const auto other = std::tie(b.hall, b.row, b.position);
        return place != other ? place < other : comesBefore(a.name, b.name);
    });
}

BayHealth readBays(Rows& rows, const QString& machine)
{
    std::vector<Component> parts;
    for (const ComponentKind kind :
         {ComponentKind::Gpu, ComponentKind::Drive, ComponentKind::Psu}) {
        for (Component& part : rows.list<Component>(
                 {.equals = {{u"machine_id"_qs, machine}, {u"kind"_qs, enumText(kind)}}}))
            parts.push_back(std::move(part));
    }
    return BayHealth::of(parts);
}

} // namespace

FloorBooks FloorBooks::read(Rows& rows)
{
    FloorBooks books{rows.list<Rack>(), rows.list<Machine>(), rows.list<Asset>(),
                     rows.list<DeviceType>()};
    books.allocations = rows.list<Allocation>();
    books.settings = rows.list<SiteSettings>();
    books.readPlugged(rows);
    sortRacks(books.racks);
    return books;
}

FloorBooks FloorBooks::readRow(Rows& rows, const QStringList& rackIds)
{
    FloorBooks books;
    books.types = rows.list<DeviceType>();
    const auto addFrom = [&](const QVariant& rack) {
        const Select inRack{.equals = {{u"rack_id"_qs, rack}}};
        for (Machine& machine : rows.list<Machine>(inRack))
            books.machines.push_back(std::move(machine));
        for (Asset& asset : rows.list<Asset>(inRack))
            books.assets.push_back(std::move(asset));
    };
    for (const QString& id : rackIds) {
        if (auto rack = rows.find<Rack>(id)) {
            books.racks.push_back(*std::move(rack));
            addFrom(id);
        }
    }
    books.settings = rows.list<SiteSettings>();
    for (const Machine& machine : books.machines) {
        books.bays.insert(machine.id.text(), readBays(rows, machine.id.text()));
        for (Allocation& held :
             rows.list<Allocation>({.equals = {{u"machine_id"_qs, machine.id.text()}}}))
            books.allocations.push_back(std::move(held));
    }
    addFrom(QVariant());
    books.readPlugged(rows);
    sortRacks(books.racks);
    return books;
}

void FloorBooks::readPlugged(Rows& rows)
{
    for (const Asset& asset : assets) {
        if (const DeviceType* known = type(asset.deviceTypeId);
            known != nullptr && !outletsOf(*known).isEmpty())
            plugged.insert(asset.id.text(), {});
    }
    if (plugged.isEmpty())
        return;
    const auto take = [this](const QString& id, const QString& port) {
        if (const auto pdu = plugged.find(id); pdu != plugged.end())
            pdu->insert(port.toLower());
    };
    for (const Cable& cable :
         rows.list<Cable>({.equals = {{u"kind"_qs, enumText(CableKind::Power)}}})) {
        if (cable.state != CableState::Connected)
            continue;
        take(cable.aId, cable.aPort);
        take(cable.bId, cable.bPort);
    }
}

FloorBooks FloorBooks::freshened(const Edits& edits) const
{
    FloorBooks books = *this;
    edits.freshen(books.racks);
    edits.freshen(books.machines);
    edits.freshen(books.assets);
    edits.freshen(books.allocations);
    sortRacks(books.racks);
    return books;
}

const Rack* FloorBooks::rack(const RackId& id) const
{
    return findById(racks, id);
}

const DeviceType* FloorBooks::type(const DeviceTypeId& id) const
{
    return findById(types, id);
}

std::optional<Device> FloorBooks::device(const QString& id) const
{
    if (const Machine* machine = findById(machines, MachineId(id)))
        return *machine;
    if (const Asset* asset = findById(assets, AssetId(id)))
        return *asset;
    return std::nullopt;
}

std::vector<Device> FloorBooks::devices() const
{
    std::vector<Device> all(machines.begin(), machines.end());
    all.insert(all.end(), assets.begin(), assets.end());
    return all;
}

DeviceRents FloorBooks::rents(Instant at, const Money& best) const
{
    return {machines, Rents(allocations, settings, at), best};
}

Money FloorBooks::bestRent(Instant at) const
{
    const Rents rents(allocations, settings, at);
    BestRent best;
    for (const Machine& machine : machines)
        best.add(machine, rents.of(machine));
    return best.ofOneGpu();
}

std::vector<Device> FloorBooks::devicesIn(const RackId& rack) const
{
    std::vector<Device> found = devices();
    std::erase_if(found, [&](const Device& device) {
        return device.rackId() != rack || (!device.takesUnits() && device.mount() == Mount::Units);
    });
    std::sort(found.begin(), found.end(), [](const Device& a, const Device& b) {
        return std::tuple(a.mount(), -a.position()) < std::tuple(b.mount(), -b.position());
    });
    return found;
}

std::vector<Device> FloorBooks::unplaced() const
{
    std::vector<Device> found = devices();
    std::erase_if(found, [&](const Device& device) {
        const bool stands = device.takesUnits() || device.mount() != Mount::Units;
        return stands && device.rackId();
    });
    std::sort(found.begin(), found.end(),
              [](const Device& a, const Device& b) { return comesBefore(a.name(), b.name()); });
    return found;
}

std::vector<Occupant> FloorBooks::occupants(const RackId& rack) const
{
    std::vector<Occupant> found;
    for (const Device& device : devicesIn(rack)) {
        if (device.takesUnits())
            found.push_back(device.occupant());
    }
    return found;
}

namespace
{

/// Of a group that goes together: two of it may stand back to back, which is said once.
void addDepths(const Rack& rack, std::vector<Occupant> inRack, const std::vector<Occupant>& group,
               std::vector<PlacementProblem>& problems)
{
    inRack.insert(inRack.end(), group.begin(), group.end());
    for (const Occupant& member : group) {
        for (const PlacementProblem& problem : depthProblems(rack, inRack, member)) {
            const bool known = std::any_of(problems.begin(), problems.end(), [&](const auto& said) {
                return said.kind == problem.kind && said.value == problem.value;
            });
            if (!known)
                problems.push_back(problem);
        }
    }
}

} // namespace

std::vector<PlacementProblem> groupProblems(const Rack& rack, const std::vector<Occupant>& inRack,
                                            const std::vector<Occupant>& group)
{
    std::vector<Occupant> others = inRack;
    std::erase_if(others, [&](const Occupant& other) {
        return std::any_of(group.begin(), group.end(),
                           [&](const Occupant& member) { return member.id == other.id; });
    });
    std::vector<PlacementProblem> problems;
    double weight = 0, watts = 0;
    const auto load = [&](const Occupant& occupant) {
        weight += occupant.weightKg;
        watts += double(occupant.plateW);
    };
    for (const Occupant& member : group) {
        load(member);
        for (const PlacementProblem& problem : placementProblems(rack, others, member)) {
            if (problem.isImpossible() &&
                std::find(problems.begin(), problems.end(), problem) == problems.end())
                problems.push_back(problem);
        }
    }
    std::for_each(others.begin(), others.end(), load);
    addDepths(rack, others, group, problems);
    for (const PlacementProblem& problem : loadProblems(rack, weight, watts))
        problems.push_back(problem);
    return problems;
}

std::vector<Occupant> shifted(std::vector<Occupant> group, int halves)
{
    for (Occupant& member : group)
        member.bottom += halves;
    return group;
}

int nextShift(const Rack& rack, const std::vector<Occupant>& inRack,
              const std::vector<Occupant>& group, bool up)
{
    // Whole devices stay on whole units.
    const bool whole = std::any_of(group.begin(), group.end(), [](const Occupant& member) {
        return member.halves % 2 == 0 && member.bottom % 2 == 0;
    });
    const int step = (whole ? 2 : 1) * (up ? 1 : -1);
    for (int shift = step;; shift += step) {
        const std::vector<PlacementProblem> problems =
            groupProblems(rack, inRack, shifted(group, shift));
        const auto has = [&](auto kind) {
            return std::any_of(
                problems.begin(), problems.end(),
                [&](const PlacementProblem& problem) { return problem.kind == kind; });
        };
        if (has(PlacementProblem::Kind::OutsideRack))
            return 0;
        if (!has(PlacementProblem::Kind::Taken))
            return shift;
    }
}

} // namespace rackhouse
