#include "models/power/powerbuild.h"

#include "models/base/naturalorder.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace rackhouse
{

namespace
{

using Supply = PowerPicture::Supply;
using Device = PowerPicture::Device;

/// How many of its power supplies a machine needs, from what they give and what it may draw.
struct PsuCount {
    int all = 0;
    QStringList failed; ///< by slot
    double weakestW = 0;
};

int neededOf(const PsuCount& psus, double plateW)
{
    if (psus.weakestW <= 0 || plateW <= 0)
        return 1;
    return std::max(1, int(std::ceil(plateW / psus.weakestW)));
}

QHash<MachineId, PsuCount> countPsus(const std::vector<Component>& parts)
{
    QHash<MachineId, PsuCount> counts;
    for (const Component& part : parts) {
        if (part.kind != ComponentKind::Psu)
            continue;
        PsuCount& count = counts[part.machineId];
        count.all += 1;
        if (part.health == Health::Critical)
            count.failed << part.slot;
        const double watts = part.detail.value(QLatin1String("capacity_w")).toDouble();
        if (watts > 0)
            count.weakestW = count.weakestW > 0 ? std::min(count.weakestW, watts) : watts;
    }
    return counts;
}

template <class T>
bool contains(const std::vector<T>& list, const T& value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

} // namespace

void PowerBuild::build()
{
    addSupplies();
    addDevices();
    addCables();
    cutLoops();
    inheritSides();
    markStandby();
    choosePreferred();
    for (const Supply& supply : m_picture.m_supplies) {
        if (supply.kind == EndKind::Asset && supply.inputs.empty())
            note(PowerFinding::Kind::NoFeed, supply.id, supply.name);
    }
}

void PowerBuild::note(PowerFinding::Kind kind, const QString& id, const QString& place)
{
    PowerFinding finding;
    finding.kind = kind;
    finding.id = id;
    finding.place = place;
    m_picture.m_findings.push_back(finding);
}

void PowerBuild::addSupplies()
{
    const auto add = [this](const Supply& supply) {
        m_picture.m_supplyIds.insert(supply.id, int(m_picture.m_supplies.size()));
        m_picture.m_supplies.push_back(supply);
    };
    for (const PowerFeed& feed : m_books.feeds) {
        Supply supply;
        supply.id = feed.id.text();
        supply.name = feed.name;
        supply.feedKind = feed.kind;
        supply.side = feed.side;
        supply.capacityW = std::max(0.0, feed.capacityW());
        add(supply);
    }
    for (const Asset& asset : m_books.assets) {
        if (!handsOnPower(asset.kind))
            continue;
        Supply supply;
        supply.id = asset.id.text();
        supply.name = asset.name;
        supply.kind = EndKind::Asset;
        supply.rackId = asset.rackId;
        supply.capacityW = double(std::max<qint64>(0, asset.plateW));
        supply.transfers = asset.kind == AssetKind::TransferSwitch;
        add(supply);
    }
    for (const PowerFeed& feed : m_books.feeds) {
        const int above = m_picture.supplyOf(feed.upstreamId.text());
        if (above >= 0)
            link(above, m_picture.supplyOf(feed.id.text()));
    }
}

void PowerBuild::addDevice(Device device)
{
    m_picture.m_deviceIds.insert(device.id, int(m_picture.m_devices.size()));
    m_picture.m_devices.push_back(std::move(device));
}

void PowerBuild::addDevices()
{
    const QHash<MachineId, PsuCount> psus = countPsus(m_books.supplies);
    for (const Machine& machine : m_books.machines) {
        Device device;
        device.id = machine.id.text();
        device.name = machine.name;
        device.rackId = machine.rackId;
        // One that is off draws next to nothing, whatever it told last.
        const bool off = machine.power == PowerState::Off;
        device.nowW = off ? 0 : double(std::max<qint64>(0, machine.powerW));
        device.measured = machine.powerW > 0 || off;
        device.plateW = double(std::max<qint64>(0, machine.plateW));
        const PsuCount count = psus.value(machine.id);
        device.psus = count.all;
        device.failed = count.failed;
        device.needed = neededOf(count, device.plateW);
        addDevice(std::move(device));
    }
    for (const Asset& asset : m_books.assets) {
        if (handsOnPower(asset.kind))
            continue;
        Device device;
        device.id = asset.id.text();
        device.name = asset.name;
        device.kind = EndKind::Asset;
        device.rackId = asset.rackId;
        device.plateW = double(std::max<qint64>(0, asset.plateW));
        addDevice(std::move(device));
    }
}

void PowerBuild::link(int from, int to)
{
    if (contains(m_picture.m_supplies[std::size_t(to)].inputs, from))
        return;
    m_picture.m_supplies[std::size_t(to)].inputs.push_back(from);
    m_picture.m_supplies[std::size_t(from)].outputs.push_back(to);
}

void PowerBuild::addCables()
{
    for (const Cable& cable : m_books.cables) {
        if (cable.kind == CableKind::Power && cable.state == CableState::Connected)
            addCable(cable);
    }
    for (Device& device : m_picture.m_devices)
        std::stable_sort(device.plugs.begin(), device.plugs.end(),
                         [](const auto& a, const auto& b) { return comesBefore(a.psu, b.psu); });
}

void PowerBuild::addCable(const Cable& cable)
{
    const auto isThere = [this](const QString& id) {
        return m_picture.supplyOf(id) >= 0 || m_picture.deviceOf(id) >= 0;
    };
    if (!isThere(cable.aId) || !isThere(cable.bId)) {
        note(PowerFinding::Kind::OpenEnd, cable.id.text(), cable.label);
        m_picture.m_findings.back().at = isThere(cable.aId)   ? cable.aId
                                         : isThere(cable.bId) ? cable.bId
                                                              : QString();
        return;
    }
    const int a = m_picture.supplyOf(cable.aId);
    const int b = m_picture.supplyOf(cable.bId);
    if (a >= 0 && b >= 0) {
        // Power comes from the feed, between two PDUs from the end that is named first.
        const bool fromB = m_picture.m_supplies[std::size_t(b)].kind == EndKind::Feed &&
                           m_picture.m_supplies[std::size_t(a)].kind != EndKind::Feed;
        link(fromB ? b : a, fromB ? a : b);
        m_inlets.insert({fromB ? b : a, fromB ? a : b}, fromB ? cable.aPort : cable.bPort);
        return;
    }
    if (a < 0 && b < 0)
        return; // between two devices, as to a disk shelf: no power of the site's
    plug(cable, std::max(a, b));
}

void PowerBuild::plug(const Cable& cable, int supply)
{
    const bool fromA = m_picture.supplyOf(cable.aId) >= 0;
    const int index = m_picture.deviceOf(fromA ? cable.bId : cable.aId);
    Device& device = m_picture.m_devices[std::size_t(index)];
    PowerPicture::Plug plug{supply, fromA ? cable.aPort : cable.bPort,
                            fromA ? cable.bPort : cable.aPort};
    plug.failed = !plug.psu.isEmpty() && device.failed.contains(plug.psu, Qt::CaseInsensitive);
    if (!plug.failed)
        device.cords.push_back(supply);
    device.plugs.push_back(std::move(plug));
    m_picture.m_supplies[std::size_t(supply)].devices.push_back(index);
}

/// Depth first with an own stack, for a chain of any length; orders the supplies on the way.
void PowerBuild::cutLoops()
{
    enum { New, Open, Done };
    std::vector<int> state(m_picture.m_supplies.size(), New);
    for (std::size_t root = 0; root < m_picture.m_supplies.size(); ++root) {
        std::vector<std::pair<int, std::size_t>> path;
        if (state[root] == New)
            path.emplace_back(int(root), 0);
        while (!path.empty()) {
            auto& [at, next] = path.back();
            Supply& supply = m_picture.m_supplies[std::size_t(at)];
            state[std::size_t(at)] = Open;
            if (next == supply.outputs.size()) {
                state[std::size_t(at)] = Done;
                m_picture.m_order.push_back(at);
                path.pop_back();
                continue;
            }
            const int below = supply.outputs[next];
            if (state[std::size_t(below)] == Open) {
                note(PowerFinding::Kind::Loop, supply.id, supply.name);
                supply.outputs.erase(supply.outputs.begin() + std::ptrdiff_t(next));
                auto& inputs = m_picture.m_supplies[std::size_t(below)].inputs;
                inputs.erase(std::find(inputs.begin(), inputs.end(), at));
                continue;
            }
            next += 1;
            if (state[std::size_t(below)] == New)
                path.emplace_back(below, 0);
        }
    }
}

/// Of the inputs of a transfer switch, that of its preferred inlet; else the first by name that is
/// no standby. What there is to say of its inputs is said of it.
void PowerBuild::choosePreferred()
{
    for (const Asset& asset : m_books.assets) {
        const int index = m_picture.supplyOf(asset.id.text());
        if (index < 0 || !m_picture.m_supplies[std::size_t(index)].transfers)
            continue;
        Supply& supply = m_picture.m_supplies[std::size_t(index)];
        // One may feed several inlets.
        const auto inlet = [&](int input) {
            QStringList ports = m_inlets.values({input, index});
            std::sort(ports.begin(), ports.end(), comesBefore);
            const auto wanted = std::find_if(ports.begin(), ports.end(), [&](const QString& port) {
                return port.compare(asset.preferredInlet, Qt::CaseInsensitive) == 0;
            });
            return wanted != ports.end() ? *wanted : ports.value(0);
        };
        std::stable_sort(supply.inputs.begin(), supply.inputs.end(), [&](int a, int b) {
            const auto rank = [&](int input) {
                const Supply& from = m_picture.m_supplies[std::size_t(input)];
                const bool wanted =
                    !asset.preferredInlet.isEmpty() &&
                    inlet(input).compare(asset.preferredInlet, Qt::CaseInsensitive) == 0;
                return wanted ? 0 : from.standby ? 2 : 1;
            };
            return rank(a) != rank(b) ? rank(a) < rank(b) : comesBefore(inlet(a), inlet(b));
        });
        noteInputs(supply, asset.preferredInlet,
                   supply.inputs.empty() ? QString() : inlet(supply.inputs.front()));
    }
}

void PowerBuild::noteInputs(const Supply& supply, const QString& preferred, const QString& inlet)
{
    const auto say = [&](PowerFinding::Kind kind, const QString& other) {
        note(kind, supply.id, supply.name);
        m_picture.m_findings.back().other = other;
    };
    if (supply.inputs.empty())
        return;
    if (!preferred.isEmpty() && inlet.compare(preferred, Qt::CaseInsensitive) != 0)
        say(PowerFinding::Kind::PreferredUnfed, preferred);
    const Supply& first = m_picture.m_supplies[std::size_t(supply.inputs.front())];
    if (supply.inputs.size() == 1)
        return say(PowerFinding::Kind::OneInput, first.name);
    const bool oneSide = std::all_of(supply.inputs.begin(), supply.inputs.end(), [&](int input) {
        return m_picture.m_supplies[std::size_t(input)].side == first.side;
    });
    if (oneSide && !first.side.isEmpty())
        say(PowerFinding::Kind::InputsOneSide, first.side);
}

void PowerBuild::markStandby()
{
    for (auto at = m_picture.m_order.rbegin(); at != m_picture.m_order.rend(); ++at) {
        Supply& supply = m_picture.m_supplies[std::size_t(*at)];
        const bool generator =
            supply.kind == EndKind::Feed && supply.feedKind == FeedKind::Generator;
        supply.standby =
            generator || (!supply.inputs.empty() &&
                          std::all_of(supply.inputs.begin(), supply.inputs.end(), [this](int in) {
                              return m_picture.m_supplies[std::size_t(in)].standby;
                          }));
    }
}

void PowerBuild::inheritSides()
{
    for (auto at = m_picture.m_order.rbegin(); at != m_picture.m_order.rend(); ++at) {
        Supply& supply = m_picture.m_supplies[std::size_t(*at)];
        if (!supply.side.isEmpty())
            continue;
        QSet<QString> sides;
        for (const int input : supply.inputs)
            sides.insert(m_picture.m_supplies[std::size_t(input)].side);
        if (sides.size() == 1)
            supply.side = *sides.begin();
    }
}

} // namespace rackhouse
