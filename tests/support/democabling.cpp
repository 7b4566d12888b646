#include "tests/support/democabling.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

QString swp(int number)
{
    return QStringLiteral("swp%1").arg(number);
}

} // namespace

DemoCabling DemoCabling::make(const std::vector<Machine>& machines,
                              const std::vector<Asset>& panels, Instant now)
{
    DemoCabling demo;
    for (int i = 1; i <= 2; ++i) {
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = QStringLiteral("leaf-%1").arg(i);
        leaf.kind = AssetKind::Switch;
        leaf.rackId = machines.front().rackId;
        leaf.position = 43 - i;
        leaf.manufacturer = QStringLiteral("NVIDIA");
        leaf.model = QStringLiteral("SN5600");
        leaf.serial = QStringLiteral("MT2440X0%1").arg(700 + i);
        demo.switches.push_back(leaf);
    }
    const auto cableOf = [](int number) {
        return QStringLiteral("C-%1").arg(number, 4, 10, QLatin1Char('0'));
    };
    for (int i = 0; i < 8; ++i) {
        const Machine& machine = machines[std::size_t(i)];
        for (int leaf = 0; leaf < 2; ++leaf) {
            const QString port = QStringLiteral("eth%1").arg(leaf);
            demo.addCable(cableOf(2 * i + leaf + 1), machine, port, leaf, i + 1);
            const bool exchanged = leaf == 0 && (i == 2 || i == 3);
            const bool silent = leaf == 1 && i == 5;
            if (!silent)
                demo.hear(leaf, exchanged ? 6 - i : i + 1, machine.name, port, now);
        }
    }
    demo.addCable(cableOf(17), machines[0], QStringLiteral("eth2"), 0, 20, CableState::Planned);
    demo.addCable(cableOf(18), machines[1], QStringLiteral("eth2"), 0, 21, CableState::Planned);
    demo.hear(0, 21, machines[1].name, QStringLiteral("eth2"), now);
    demo.hear(1, 30, machines[4].name, QStringLiteral("eth3"), now);
    demo.hear(1, 31, QStringLiteral("printer-3"), QStringLiteral("1"), now);
    Cable open;
    open.id = CableId::create();
    open.label = cableOf(19);
    open.kind = CableKind::Fibre;
    open.aKind = EndKind::Asset;
    open.aId = demo.switches[1].id.text();
    open.aPort = swp(40);
    demo.cables.push_back(open);
    demo.addAccesses(now);
    demo.addSpines(machines, now);
    demo.addFacts(now);
    if (panels.size() >= 2) {
        demo.patch(cableOf(5), {panels[0]}, QStringLiteral("3"));
        demo.patch(cableOf(101), {panels[0], panels[1]}, QStringLiteral("24"));
    }
    return demo;
}

void DemoCabling::patch(const QString& label, const std::vector<Asset>& panels, const QString& port)
{
    const auto first = std::find_if(cables.begin(), cables.end(),
                                    [&](const Cable& cable) { return cable.label == label; });
    Cable part = *first;
    cables.erase(first);
    const Cable whole = part;
    int number = 1;
    for (const Asset& panel : panels) {
        part.bKind = EndKind::Asset;
        part.bId = panel.id.text();
        part.bPort = port;
        cables.push_back(part);
        part.id = CableId::create();
        part.label = QStringLiteral("%1-%2").arg(label).arg(++number);
        part.aKind = EndKind::Asset;
        part.aId = part.bId;
        part.aPort = port;
    }
    part.bKind = whole.bKind;
    part.bId = whole.bId;
    part.bPort = whole.bPort;
    cables.push_back(part);
}

/// In the next rack, with two cables from each leaf.
void DemoCabling::addSpines(const std::vector<Machine>& machines, Instant now)
{
    const auto other = std::find_if(machines.begin(), machines.end(), [&](const Machine& machine) {
        return machine.rackId && machine.rackId != machines.front().rackId;
    });
    for (int i = 0; i < 2; ++i) {
        Asset spine = switches[std::size_t(i)];
        spine.id = AssetId::create();
        spine.name = QStringLiteral("spine-%1").arg(i + 1);
        spine.serial = QStringLiteral("MT2440X0%1").arg(711 + i);
        spine.rackId = other == machines.end() ? RackId() : other->rackId;
        switches.push_back(spine);
        for (int leaf = 0; leaf < 2; ++leaf) {
            for (int cable = 0; cable < 2; ++cable) {
                Cable up;
                up.id = CableId::create();
                up.label = QStringLiteral("C-%1").arg(101 + 4 * i + 2 * leaf + cable, 4, 10,
                                                      QLatin1Char('0'));
                up.kind = CableKind::Fibre;
                up.aKind = up.bKind = EndKind::Asset;
                up.aId = switches[std::size_t(leaf)].id.text();
                up.aPort = swp(61 + 2 * i + cable);
                up.bId = spine.id.text();
                up.bPort = swp(1 + 2 * leaf + cable);
                cables.push_back(up);
                hear(leaf, 61 + 2 * i + cable, spine.name, up.bPort, now);
            }
        }
    }
}

/// The last uplink of the second leaf runs at a quarter; a bad cable makes ports fall back.
void DemoCabling::addFacts(Instant now)
{
    constexpr qint64 full = 400'000;
    for (const Asset& asset : switches) {
        SwitchFacts row;
        row.id = SwitchFactsId::create();
        row.assetId = asset.id;
        row.hostname = asset.name;
        row.model = asset.model;
        row.serial = asset.serial;
        row.software = QStringLiteral("Cumulus Linux 5.12.0");
        row.hottestC = 61;
        row.supplyCount = 2;
        row.fanCount = 8;
        row.health = Health::Ok;
        row.observedAt = now.plusMs(-40'000);
        facts.push_back(row);
    }
    facts[1].failed = QStringList{QStringLiteral("PSU2: bad")};
    facts[1].health = Health::Warning;
    for (int i = 0; i < 2; ++i) {
        for (int up = 0; up < 4; ++up) {
            const qint64 speed = i == 1 && up == 3 ? full / 4 : full;
            addPort(switches[std::size_t(i)], swp(61 + up), speed, now);
            addPort(switches[std::size_t(2 + up / 2)], swp(1 + 2 * i + up % 2), speed, now);
        }
    }
}

void DemoCabling::addPort(const Asset& owner, const QString& name, qint64 megabits, Instant now)
{
    SwitchPort port;
    port.id = SwitchPortId::create();
    port.assetId = owner.id;
    port.name = name;
    port.state = PortState::Up;
    port.speedMbps = megabits;
    port.mostMbps = 400'000;
    port.duplex = QStringLiteral("full");
    port.media = QStringLiteral("400GBASE-DR4");
    port.mediaSerial = QStringLiteral("XKR%1").arg(220'418 + ports.size());
    port.rxDbm = -1.4;
    port.txDbm = 0.9;
    port.mediaC = 48;
    port.errorCount = megabits < port.mostMbps ? 4711 : 0;
    port.observedAt = now.plusMs(-40'000);
    ports.push_back(port);
}

void DemoCabling::addAccesses(Instant now)
{
    SwitchAccess answers;
    answers.id = SwitchAccessId::create();
    answers.assetId = switches[0].id;
    answers.address = QStringLiteral("10.77.0.201");
    answers.method = SwitchMethod::SnmpV3;
    answers.username = QStringLiteral("watcher");
    answers.state = SwitchState::Answered;
    answers.askedAt = now.plusMs(-40'000);
    answers.answeredAt = answers.askedAt;
    answers.neighborCount = 9;
    SwitchAccess changed = answers;
    changed.id = SwitchAccessId::create();
    changed.assetId = switches[1].id;
    changed.address = QStringLiteral("10.77.0.202");
    changed.method = SwitchMethod::Nvue;
    changed.state = SwitchState::Failed;
    changed.reason = QStringLiteral("switch-pin-changed");
    changed.reasonArgs = {{QStringLiteral("host"), changed.address}};
    changed.certificate = QString(64, u'a');
    changed.presented = QString(64, u'b');
    changed.answeredAt = now.plusMs(-7'200'000);
    accesses = {answers, changed};
}

void DemoCabling::addCable(const QString& label, const Machine& machine, const QString& port,
                           int leaf, int leafPort, CableState state)
{
    Cable cable;
    cable.id = CableId::create();
    cable.label = label;
    cable.kind = CableKind::Dac;
    cable.state = state;
    cable.aKind = EndKind::Machine;
    cable.aId = machine.id.text();
    cable.aPort = port;
    cable.bKind = EndKind::Asset;
    cable.bId = switches[std::size_t(leaf)].id.text();
    cable.bPort = swp(leafPort);
    cable.lengthM = 2;
    cables.push_back(cable);
}

void DemoCabling::hear(int leaf, int leafPort, const QString& name, const QString& port,
                       Instant now)
{
    const Asset& teller = switches[std::size_t(leaf)];
    Neighbor row;
    row.id = NeighborId::create();
    row.localKind = EndKind::Asset;
    row.localId = teller.id.text();
    row.localName = teller.name;
    row.localPort = swp(leafPort);
    row.name = name;
    row.port = port;
    row.source = NeighborSource::Import;
    row.observedAt = now;
    neighbors.push_back(row);
}

} // namespace rackhouse
