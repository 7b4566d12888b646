#pragma once

#include "models/power/powerpicture.h"

namespace rackhouse
{

/// Books of power, row by row.
class PowerSite
{
public:
    PowerFeed& feed(const QString& name, const QString& side, const QString& above = {},
                    double amps = 0, qint64 phases = 1, double volts = 230)
    {
        PowerFeed row;
        row.id = PowerFeedId::create();
        row.name = name;
        row.side = side;
        row.amps = amps;
        row.phases = phases;
        row.volts = volts;
        if (!above.isEmpty())
            row.upstreamId = PowerFeedId(m_ids.value(above));
        m_ids.insert(name, row.id.text());
        books.feeds.push_back(row);
        return books.feeds.back();
    }
    Asset& pdu(const QString& name, const QString& from, RackId rack = {}, qint64 plateW = 0)
    {
        Asset row;
        row.id = AssetId::create();
        row.name = name;
        row.kind = AssetKind::Pdu;
        row.mount = Mount::LeftSide;
        row.rackId = rack;
        row.plateW = plateW;
        m_ids.insert(name, row.id.text());
        books.assets.push_back(row);
        if (!from.isEmpty())
            cable(from, name);
        return books.assets.back();
    }
    /// Power supplies of `psuW` each, one a cord.
    Machine& machine(const QString& name, const QStringList& cords, qint64 nowW, qint64 plateW,
                     RackId rack = {}, double psuW = 0)
    {
        Machine row;
        row.id = MachineId::create();
        row.name = name;
        row.rackId = rack;
        row.powerW = nowW;
        row.plateW = plateW;
        row.power = PowerState::On;
        m_ids.insert(name, row.id.text());
        books.machines.push_back(row);
        for (const QString& cord : cords) {
            cable(cord, name);
            if (psuW <= 0)
                continue;
            Component psu;
            psu.machineId = row.id;
            psu.kind = ComponentKind::Psu;
            psu.detail = {{QStringLiteral("capacity_w"), psuW}};
            books.supplies.push_back(psu);
        }
        return books.machines.back();
    }
    RackId rack(const QString& name, qint64 units, qint64 limitW = 0)
    {
        Rack row;
        row.id = RackId::create();
        row.name = name;
        row.heightUnits = units;
        row.powerLimitW = limitW;
        books.racks.push_back(row);
        return row.id;
    }
    Cable& cable(const QString& from, const QString& to)
    {
        Cable row;
        row.id = CableId::create();
        row.label = from + u'-' + to;
        row.kind = CableKind::Power;
        row.aId = m_ids.value(from);
        row.bId = m_ids.value(to);
        books.cables.push_back(row);
        return books.cables.back();
    }
    PowerPicture picture() const { return PowerPicture(books); }

    PowerPicture::Books books;

private:
    QHash<QString, QString> m_ids;
};

/// Two sides of 16 A, one phase at 230 V: 16 * 230 * 80 % = 2944 W each.
inline PowerSite twoSides()
{
    PowerSite site;
    site.feed(QStringLiteral("utility"), {}).kind = FeedKind::Utility;
    for (const QString& side : {QStringLiteral("A"), QStringLiteral("B")}) {
        site.feed(u"ups-" + side, side, QStringLiteral("utility")).kind = FeedKind::Ups;
        site.feed(u"breaker-" + side, {}, u"ups-" + side, 16);
        site.pdu(u"pdu-" + side, u"breaker-" + side);
    }
    return site;
}

} // namespace rackhouse
