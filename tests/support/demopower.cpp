#include "tests/support/demopower.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

const QStringList kSides{QStringLiteral("A"), QStringLiteral("B")};

/// What the plates of the demo's models say.
qint64 plateOf(const Machine& machine)
{
    return machine.gpuCount >= 8 ? 10'200 : machine.gpuCount > 0 ? 2'400 : 1'100;
}

} // namespace

void DemoPower::tell(Machine& machine, int number)
{
    machine.plateW = plateOf(machine);
    if (machine.power == PowerState::Off)
        return;
    // Of some the BMC tells nothing.
    if (number % 9 == 8)
        return;
    machine.powerW = machine.plateW * (38 + number * 7 % 35) / 100;
    machine.inletC = 21.5 + number * 3 % 8 * 0.8;
    machine.hottestC = 48 + number * 5 % 31;
    if (machine.gpuCount < 8)
        return;
    machine.leak = number == 7 ? Health::Critical : Health::Ok;
    machine.leakAt = number == 7 ? QStringLiteral("Cold plate 2") : QString();
}

DemoPower DemoPower::make(const std::vector<Rack>& racks, const std::vector<Machine>& machines,
                          Instant now)
{
    DemoPower demo;
    const PowerFeedId grid =
        demo.addFeed(QStringLiteral("Grid"), FeedKind::Utility, {}, {}, 250).id;
    for (const QString& side : kSides) {
        const PowerFeedId ups =
            demo.addFeed(u"UPS " + side, FeedKind::Ups, side, grid, side == u"A" ? 160 : 125).id;
        const PowerFeedId panel =
            demo.addFeed(u"Panel " + side + u'1', FeedKind::Panel, side, ups, 100).id;
        for (const Rack& rack : racks) {
            const PowerFeedId breaker =
                demo.addFeed(u"Breaker " + side + u'-' + rack.name, FeedKind::Breaker, side, panel,
                             rack.name == u"A02" ? 16 : 32)
                    .id;
            demo.addPdu(rack, side, breaker);
        }
    }
    for (std::size_t i = 0; i < machines.size(); ++i)
        demo.addCords(machines[i], int(i), now);
    // A PDU that nobody has connected, and a cable that ends nowhere.
    Asset spare;
    spare.id = AssetId::create();
    spare.name = QStringLiteral("PDU spare");
    spare.kind = AssetKind::Pdu;
    spare.rackId = racks.empty() ? RackId() : racks.back().id;
    spare.mount = Mount::RightSide;
    demo.pdus.push_back(spare);
    demo.addCable(EndKind::Asset, demo.pdus.front().id.text(), EndKind::None, {}, {});
    return demo;
}

PowerFeed& DemoPower::addFeed(const QString& name, FeedKind kind, const QString& side,
                              const PowerFeedId& above, double amps)
{
    PowerFeed feed;
    feed.id = PowerFeedId::create();
    feed.name = name;
    feed.kind = kind;
    feed.side = side;
    feed.upstreamId = above;
    feed.hall = QStringLiteral("Hall 1");
    feed.volts = 400;
    feed.amps = amps;
    feed.phases = 3;
    feeds.push_back(feed);
    return feeds.back();
}

void DemoPower::addPdu(const Rack& rack, const QString& side, const PowerFeedId& breaker)
{
    Asset pdu;
    pdu.id = AssetId::create();
    pdu.name = u"PDU " + rack.name + u'-' + side;
    pdu.kind = AssetKind::Pdu;
    pdu.rackId = rack.id;
    pdu.mount = side == u"A" ? Mount::LeftSide : Mount::RightSide;
    pdu.manufacturer = QStringLiteral("Vertiv");
    pdu.model = QStringLiteral("GU30011L");
    pdu.plateW = 17'300;
    pdus.push_back(pdu);
    addCable(EndKind::Feed, breaker.text(), EndKind::Asset, pdu.id.text(), QStringLiteral("Inlet"));
}

void DemoPower::addCords(const Machine& machine, int number, Instant now)
{
    std::vector<QString> ends;
    for (const Asset& pdu : pdus) {
        if (pdu.rackId == machine.rackId)
            ends.push_back(pdu.id.text());
    }
    if (ends.size() < 2)
        return;
    const bool large = machine.gpuCount >= 8;
    const int count = large ? 6 : number == 3 ? 1 : 2;
    for (int i = 0; i < count; ++i) {
        const bool wrongSide = number == 4;
        addCable(EndKind::Asset, ends[wrongSide ? 0 : std::size_t(i) % 2], EndKind::Machine,
                 machine.id.text(), QStringLiteral("PSU %1").arg(i + 1));
        Component psu;
        psu.id = ComponentId::create();
        psu.machineId = machine.id;
        psu.kind = ComponentKind::Psu;
        psu.source = Source::Bmc;
        psu.slot = QStringLiteral("PSU %1").arg(i + 1);
        psu.model = large ? QStringLiteral("ECD16010095") : QStringLiteral("PWS-2K08A-1R");
        psu.health = Health::Ok;
        psu.detail = {{QStringLiteral("capacity_w"), large ? 3'300 : 2'400}};
        psu.observedAt = now;
        supplies.push_back(psu);
    }
}

void DemoPower::addCable(EndKind aKind, const QString& a, EndKind bKind, const QString& b,
                         const QString& port)
{
    Cable cable;
    cable.id = CableId::create();
    cable.label = QStringLiteral("P-%1").arg(cables.size() + 1, 4, 10, QLatin1Char('0'));
    cable.kind = CableKind::Power;
    cable.aKind = aKind;
    cable.aId = a;
    cable.bKind = bKind;
    cable.bId = b;
    cable.bPort = port;
    if (bKind == EndKind::Machine)
        cable.aPort = QString::number(++m_outlets[a]);
    cables.push_back(cable);
}

} // namespace rackhouse
