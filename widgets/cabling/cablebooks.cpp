#include "widgets/cabling/cablebooks.h"

#include "models/base/naturalorder.h"
#include "models/items/displaytext.h"
#include "models/topology/lldp.h"
#include "widgets/common/edits.h"
#include "widgets/common/records.h"
#include "widgets/common/rowofid.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("CableBooks", text);
}

std::pair<PortRef, PortRef> endsOf(const Cable& cable)
{
    return {{cable.aId, cable.aPort}, {cable.bId, cable.bPort}};
}

bool isSame(const PortRef& a, const PortRef& b)
{
    return a.device == b.device && plainPort(a.port) == plainPort(b.port);
}

void addPortsOfType(QStringList& ports, const DeviceType* type)
{
    if (type == nullptr)
        return;
    const QJsonArray known = type->layout.value(u"ports"_qs).toArray();
    for (const QJsonValue& port : known)
        ports << port[u"name"_qs].toString();
}

} // namespace

std::vector<Machine> CableBooks::readMachines(Rows& rows)
{
    return rows.listFields<Machine>({u"id"_qs, u"name"_qs, u"hostname"_qs, u"macs"_qs,
                                     u"rack_id"_qs, u"position"_qs, u"device_type_id"_qs,
                                     u"power"_qs});
}

Cabling::Books CableBooks::readCabling(Rows& rows, Instant now)
{
    Cabling::Books books;
    books.now = now;
    books.machines = readMachines(rows);
    books.assets = rows.list<Asset>();
    books.feeds = rows.list<PowerFeed>();
    books.cables = rows.list<Cable>();
    books.neighbors = rows.list<Neighbor>();
    books.fabricNodes = rows.list<FabricNode>();
    books.fabricLinks = rows.list<FabricLink>();
    books.adapters =
        rows.list<Component>({.equals = {{u"kind"_qs, enumText(ComponentKind::InfiniBand)}}});
    books.switchFacts = rows.list<SwitchFacts>();
    books.switchPorts = rows.list<SwitchPort>();
    books.racks = rows.listFields<Rack>({u"id"_qs, u"name"_qs});
    return books;
}

CableBooks CableBooks::read(Rows& rows)
{
    CableBooks read{readCabling(rows), rows.list<DeviceType>(), {}};
    for (const ComponentKind kind :
         {ComponentKind::Nic, ComponentKind::InfiniBand, ComponentKind::Psu}) {
        for (Component& part : rows.list<Component>({.equals = {{u"kind"_qs, enumText(kind)}}}))
            read.parts.push_back(std::move(part));
    }
    return read;
}

CableBooks CableBooks::freshened(const Edits& edits) const
{
    CableBooks fresh = *this;
    edits.freshen(fresh.books.cables);
    return fresh;
}

std::vector<CableBooks::Device> CableBooks::devices() const
{
    std::vector<Device> all;
    for (const Machine& machine : books.machines)
        all.push_back({EndKind::Machine, machine.id.text(), machine.name});
    for (const Asset& asset : books.assets) {
        if (asset.kind != AssetKind::Blank && asset.kind != AssetKind::Reservation)
            all.push_back({EndKind::Asset, asset.id.text(), asset.name});
    }
    for (const PowerFeed& feed : books.feeds)
        all.push_back({EndKind::Feed, feed.id.text(), feed.name});
    QHash<QString, int> times;
    for (const Device& device : all)
        ++times[device.name.toLower()];
    for (Device& device : all) {
        if (times.value(device.name.toLower()) > 1)
            device.name += u" (%1)"_qs.arg(wordText(enumText(device.kind)));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Device& a, const Device& b) { return comesBefore(a.name, b.name); });
    return all;
}

QStringList CableBooks::portsOf(const QString& device) const
{
    QStringList ports;
    if (const Machine* machine = rowOfId(books.machines, device))
        addPortsOfType(ports, rowOfId(types, machine->deviceTypeId.text()));
    if (const Asset* asset = rowOfId(books.assets, device))
        addPortsOfType(ports, rowOfId(types, asset->deviceTypeId.text()));
    for (const Component& part : parts) {
        if (part.machineId.text() == device)
            ports << part.slot;
    }
    for (const Neighbor& neighbor : books.neighbors) {
        if (neighbor.localId == device)
            ports << neighbor.localPort;
    }
    for (const Cable& cable : books.cables) {
        const auto [a, b] = endsOf(cable);
        for (const PortRef& end : {a, b}) {
            if (end.device == device)
                ports << end.port;
        }
    }
    ports.removeAll(QString());
    ports.removeDuplicates();
    std::stable_sort(ports.begin(), ports.end(), comesBefore);
    return ports;
}

QString CableBooks::nameOf(const QString& device) const
{
    if (const Machine* machine = rowOfId(books.machines, device))
        return machine->name;
    if (const Asset* asset = rowOfId(books.assets, device))
        return asset->name;
    const PowerFeed* feed = rowOfId(books.feeds, device);
    return feed == nullptr ? QString() : feed->name;
}

bool CableBooks::isPanel(const QString& device) const
{
    const Asset* asset = rowOfId(books.assets, device);
    return asset != nullptr && asset->kind == AssetKind::PatchPanel;
}

const Cable* CableBooks::taking(const PortRef& port, const Cable& cable) const
{
    // A feed is no port; a port of a panel has two faces.
    if (port.isFree() || port.port.isEmpty() || rowOfId(books.feeds, port.device) != nullptr)
        return nullptr;
    int room = isPanel(port.device) ? 2 : 1;
    for (const Cable& other : books.cables) {
        if (other.id == cable.id || other.state != cable.state)
            continue;
        const auto [a, b] = endsOf(other);
        if ((isSame(a, port) || isSame(b, port)) && --room == 0)
            return &other;
    }
    return nullptr;
}

QString CableBooks::problem(const Cable& cable) const
{
    const auto [a, b] = endsOf(cable);
    if (a.isFree() && b.isFree())
        return tr("Say where at least one of its ends is.");
    if (isSame(a, b))
        return tr("Both ends are at the same port.");
    for (const PortRef& end : {a, b}) {
        if (const Cable* other = taking(end, cable))
            return tr("%1 %2 is taken by %3. Choose another port, or remove that cable first.")
                .arg(nameOf(end.device), end.port, Cabling::labelText(other));
    }
    return {};
}

QStringList CableBooks::doubts(const Cable& cable) const
{
    QStringList doubts;
    const auto [a, b] = endsOf(cable);
    for (const PortRef& end : {a, b}) {
        if (end.isFree()) {
            doubts << tr("One end hangs free.");
            continue;
        }
        const bool isFeed = rowOfId(books.feeds, end.device) != nullptr;
        if (end.port.isEmpty() && !isFeed)
            doubts << tr("No port of %1 is named.").arg(nameOf(end.device));
        const QStringList known = portsOf(end.device);
        const bool fits = std::any_of(known.begin(), known.end(), [&end](const QString& port) {
            return plainPort(port) == plainPort(end.port);
        });
        if (!end.port.isEmpty() && !known.isEmpty() && !fits)
            doubts << tr("No port %1 of %2 is known yet.").arg(end.port, nameOf(end.device));
    }
    const bool twice =
        !cable.label.isEmpty() &&
        std::any_of(books.cables.begin(), books.cables.end(), [&cable](const Cable& other) {
            return other.id != cable.id && other.label == cable.label;
        });
    if (twice)
        doubts << tr("Another cable is labelled %1.").arg(cable.label);
    return doubts;
}

} // namespace rackhouse
