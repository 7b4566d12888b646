#include "models/exchange/floorchanges.h"

#include "models/domain/placement.h"

namespace rackhouse
{

namespace
{

constexpr size_t kNoRow = size_t(-1);

struct Placed {
    size_t row = kNoRow; ///< of the plan
    Occupant occupant;
};
using ByRack = QHash<QString, std::vector<Placed>>;

template <class T>
void addPlaced(const std::vector<T>& books, const Planned<T>& planned, ByRack& racks)
{
    const auto add = [&racks](const T& device, size_t row) {
        if (device.rackId && takesUnits(device))
            racks[device.rackId.text()].push_back({row, Occupant::of(device)});
    };
    for (const T& device : books) {
        if (!planned.contains(device.id.text()))
            add(device, kNoRow);
    }
    for (const auto& [row, device] : planned)
        add(device, row);
}

void note(PlannedRow& row, const Rack& rack, const PlacementProblem& problem)
{
    const bool heavy = problem.kind == PlacementProblem::Kind::TooHeavy;
    row.notes << QStringLiteral("%1 would have %2 %4 of the %3 %4 that it may have.")
                     .arg(rack.name, QString::number(qRound64(problem.value)),
                          QString::number(qRound64(problem.limit)),
                          heavy ? QStringLiteral("kg") : QStringLiteral("W"));
}

void checkDevice(const Rack& rack, const std::vector<Occupant>& inRack, const Placed& placed,
                 PlannedRow& row)
{
    for (const PlacementProblem& problem : placementProblems(rack, inRack, placed.occupant)) {
        if (problem.kind == PlacementProblem::Kind::OutsideRack)
            return row.fail(
                makeError("place-outside", {{QStringLiteral("rack"), rack.name},
                                            {QStringLiteral("height"), rack.heightUnits}}));
        if (problem.kind == PlacementProblem::Kind::Taken)
            return row.fail(makeError("position-taken", {{QStringLiteral("name"), problem.name}}));
        note(row, rack, problem);
    }
}

/// What is plugged into one port, in cables of one state.
struct Plugged {
    std::vector<const Cable*> cables;
};

QString portKey(const QString& id, const QString& port, CableState state)
{
    return id + u'\n' + port + u'\n' + enumText(state);
}

void plug(QHash<QString, Plugged>& ports, const Cable& cable)
{
    if (!cable.aId.isEmpty() && !cable.aPort.isEmpty())
        ports[portKey(cable.aId, cable.aPort, cable.state)].cables.push_back(&cable);
    if (!cable.bId.isEmpty() && !cable.bPort.isEmpty())
        ports[portKey(cable.bId, cable.bPort, cable.state)].cables.push_back(&cable);
}

/// Another cable in the port of an end, where the port takes no more.
const Cable* rival(const BookIndex& index, const QHash<QString, Plugged>& ports, const Cable& cable,
                   const QString& id, const QString& port)
{
    const BookDevice* device = index.device(id);
    if (!device || port.isEmpty() || device->faces == 0)
        return nullptr;
    const auto& cables = ports.constFind(portKey(id, port, cable.state))->cables;
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
        const Rack* rack = index.rack(entry.key());
        if (!rack)
            continue;
        std::vector<Occupant> inRack;
        for (const Placed& placed : entry.value())
            inRack.push_back(placed.occupant);
        for (const Placed& placed : entry.value()) {
            if (placed.row != kNoRow && !plan.rows[placed.row].item.isEmpty())
                checkDevice(*rack, inRack, placed, plan.rows[placed.row]);
        }
    }
}

void checkPorts(const BookIndex& index, const Planned<Cable>& cables, ChangePlan& plan)
{
    QHash<QString, Plugged> ports;
    ports.reserve(2 * (qsizetype(index.books().cables.size()) + qsizetype(cables.size())));
    for (const Cable& cable : index.books().cables) {
        if (!cables.contains(cable.id.text()))
            plug(ports, cable);
    }
    for (const auto& [row, cable] : cables)
        plug(ports, cable);
    for (const auto& [row, cable] : cables) {
        for (const auto& [id, port] :
             {std::pair(cable.aId, cable.aPort), std::pair(cable.bId, cable.bPort)}) {
            const Cable* other = rival(index, ports, cable, id, port);
            if (other && !plan.rows[row].item.isEmpty())
                plan.rows[row].fail(makeError(
                    "port-taken", {{QStringLiteral("port"), port},
                                   {QStringLiteral("cable"),
                                    other->label.isEmpty() ? other->id.text() : other->label}}));
        }
    }
}

} // namespace rackhouse
