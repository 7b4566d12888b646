#include "models/exchange/floorchanges.h"

#include "models/base/units.h"
#include "models/domain/planarea.h"
#include "models/domain/rackroom.h"

#include <map>
#include <utility>

namespace rackhouse
{

namespace
{

constexpr size_t kNoRow = size_t(-1);

struct Placed {
    size_t row = kNoRow; ///< of the plan
    Occupant occupant;
};
/// One rack, beside its devices that the plan does not speak of.
struct RackChange {
    std::vector<Placed> after;  ///< all that would stand in it
    std::vector<Placed> before; ///< where those that the plan speaks of stand now
};
using ByRack = QHash<QString, RackChange>;

template <class T>
void addPlaced(const std::vector<T>& books, const Planned<T>& planned, ByRack& racks)
{
    const auto add = [&racks](std::vector<Placed> RackChange::*when, const T& device, size_t row) {
        if (device.rackId && takesUnits(device))
            (racks[device.rackId.text()].*when).push_back({row, Occupant::of(device)});
    };
    for (const T& device : books) {
        if (const auto found = planned.constFind(device.id.text()); found != planned.constEnd())
            add(&RackChange::before, device, found->first);
        else
            add(&RackChange::after, device, kNoRow);
    }
    for (const auto& [row, device] : planned)
        add(&RackChange::after, device, row);
}

RackRoom roomOf(const Rack& rack, const std::vector<Placed>& placed)
{
    std::vector<Occupant> occupants;
    occupants.reserve(placed.size());
    for (const Placed& device : placed)
        occupants.push_back(device.occupant);
    return {rack, std::move(occupants)};
}

/// What a person should know of a rack with all that would stand in it.
QStringList loadNotes(const Rack& rack, const std::vector<Placed>& placed)
{
    double weight = 0;
    double watts = 0;
    for (const Placed& device : placed) {
        weight += device.occupant.weightKg;
        watts += double(device.occupant.plateW);
    }
    QStringList notes;
    for (const PlacementProblem& problem : loadProblems(rack, weight, watts)) {
        const bool heavy = problem.kind == PlacementProblem::Kind::TooHeavy;
        notes << (heavy ? QStringLiteral("%1 would have %2 kg of the %3 kg that it may have.")
                              .arg(rack.name, QString::number(qRound64(problem.value)),
                                   QString::number(qRound64(problem.limit)))
                        : QStringLiteral("%1 would have %2 of the %3 that it may have.")
                              .arg(rack.name, wattsText(problem.value), wattsText(problem.limit)));
    }
    return notes;
}

/// What is too deep where it would stand.
QStringList depthNotes(const Rack& rack, const std::vector<Occupant>& placed,
                       const Occupant& device)
{
    QStringList notes;
    for (const PlacementProblem& problem : depthProblems(rack, placed, device)) {
        const QString who = problem.name.isEmpty()
                                ? device.name
                                : QStringLiteral("%1 and %2").arg(device.name, problem.name);
        notes << QStringLiteral("%1 would take %2 mm of the %3 mm that %4 is deep.")
                     .arg(who, QString::number(qRound64(problem.value)),
                          QString::number(qRound64(problem.limit)), rack.name);
    }
    return notes;
}

void checkRack(const Rack& rack, const RackChange& change, ChangePlan& plan)
{
    const RackRoom after = roomOf(rack, change.after);
    const RackRoom before = roomOf(rack, change.before);
    const QStringList notes = loadNotes(rack, change.after);
    for (const auto& [number, device] : change.after) {
        if (number == kNoRow || plan.rows[number].item.isEmpty())
            continue;
        PlannedRow& row = plan.rows[number];
        if (!isInside(rack, device)) {
            row.fail(makeError("place-outside", {{QStringLiteral("rack"), rack.name},
                                                 {QStringLiteral("height"), rack.heightUnits}}));
            continue;
        }
        if (const auto taken = after.inTheWayOf(device, 1); !taken.empty()) {
            const QString& name = after.occupants()[taken.front()].name;
            row.fail(makeError("position-taken", {{QStringLiteral("name"), name}}));
            continue;
        }
        row.notes << depthNotes(rack, after.occupants(), device) << notes;
        for (const size_t leaving : before.inTheWayOf(device, change.before.size()))
            row.waitsFor.push_back(change.before[leaving].row);
    }
}

/// Cables by the port that they are plugged into, and by their state.
using Ports = QHash<QString, std::vector<const Cable*>>;

QString portKey(const QString& id, const QString& port, CableState state)
{
    return id + u'\n' + port + u'\n' + enumText(state);
}

/// The ports of a cable that have a name.
QStringList portsOf(const Cable& cable)
{
    QStringList keys;
    for (const auto& [id, port] :
         {std::pair(cable.aId, cable.aPort), std::pair(cable.bId, cable.bPort)}) {
        if (!id.isEmpty() && !port.isEmpty())
            keys << portKey(id, port, cable.state);
    }
    return keys;
}

void plug(Ports& ports, const Cable& cable)
{
    for (const QString& key : portsOf(cable))
        ports[key].push_back(&cable);
}

/// Another cable in the port of an end, where the port takes no more.
const Cable* rival(const BookIndex& index, const Ports& ports, const Cable& cable,
                   const QString& id, const QString& port)
{
    const BookDevice* device = index.device(id);
    if (!device || port.isEmpty() || device->faces == 0)
        return nullptr;
    const auto& cables = *ports.constFind(portKey(id, port, cable.state));
    if (cables.size() <= size_t(device->faces))
        return nullptr;
    for (const Cable* other : cables) {
        if (other->id != cable.id)
            return other;
    }
    return nullptr;
}

} // namespace

void checkPlaces(const BookIndex& index, const Planned<Machine>& machines,
                 const Planned<Asset>& assets, ChangePlan& plan)
{
    ByRack racks;
    addPlaced(index.books().machines, machines, racks);
    addPlaced(index.books().assets, assets, racks);
    for (auto entry = racks.constBegin(); entry != racks.constEnd(); ++entry) {
        if (const Rack* rack = index.rack(entry.key()))
            checkRack(*rack, *entry, plan);
    }
}

void checkFloor(const BookIndex& index, const Planned<Rack>& racks, ChangePlan& plan)
{
    struct Standing {
        std::vector<QRectF> areas;
        std::vector<std::pair<size_t, QString>> racks; ///< row of the plan and name, by area
    };
    QHash<QString, Standing> halls;
    const auto add = [&halls](const Rack& rack, size_t row) {
        if (!rack.onPlan)
            return;
        Standing& hall = halls[rack.hall];
        hall.areas.push_back(planArea(rack));
        hall.racks.emplace_back(row, rack.name);
    };
    for (const Rack& rack : index.books().racks) {
        if (!racks.contains(rack.id.text()))
            add(rack, kNoRow);
    }
    std::map<size_t, const Rack*> inOrder;
    for (const auto& [row, rack] : racks)
        inOrder.emplace(row, &rack);
    for (const auto& [row, rack] : inOrder)
        add(*rack, row);
    for (const Standing& hall : std::as_const(halls)) {
        const auto note = [&](size_t one, size_t other) {
            const size_t row = hall.racks[one].first;
            if (row != kNoRow && !plan.rows[row].item.isEmpty() && plan.rows[row].notes.isEmpty())
                plan.rows[row].notes
                    << QStringLiteral("It would stand where %1 stands on the plan.")
                           .arg(hall.racks[other].second);
        };
        eachOverlap(hall.areas, [&note](size_t a, size_t b) {
            note(a, b);
            note(b, a);
        });
    }
}

void checkPorts(const BookIndex& index, const Planned<Cable>& cables, ChangePlan& plan)
{
    Ports after;
    Ports before; // where cables that the plan speaks of are plugged in now
    after.reserve(2 * (qsizetype(index.books().cables.size()) + qsizetype(cables.size())));
    for (const Cable& cable : index.books().cables)
        plug(cables.contains(cable.id.text()) ? before : after, cable);
    for (const auto& [row, cable] : cables)
        plug(after, cable);
    for (const auto& [number, cable] : cables) {
        PlannedRow& row = plan.rows[number];
        for (const auto& [id, port] :
             {std::pair(cable.aId, cable.aPort), std::pair(cable.bId, cable.bPort)}) {
            const Cable* other = rival(index, after, cable, id, port);
            if (other && !row.item.isEmpty())
                row.fail(makeError("port-taken",
                                   {{QStringLiteral("port"), port},
                                    {QStringLiteral("cable"),
                                     other->label.isEmpty() ? other->id.text() : other->label}}));
        }
        for (const QString& key : portsOf(cable)) {
            for (const Cable* leaving : before.value(key)) {
                if (leaving->id != cable.id)
                    row.waitsFor.push_back(cables.constFind(leaving->id.text())->first);
            }
        }
    }
}

} // namespace rackhouse
