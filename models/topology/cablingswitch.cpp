// What switches say of themselves and of their ports, beside the books.
#include "models/topology/cabling.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{

namespace
{

using Kind = CablingFinding::Kind;

/// Letters and digits, in one case: "DCS-7280SR" and "dcs 7280sr" are one.
QString plain(const QString& text)
{
    QString kept;
    for (const QChar c : text) {
        if (c.isLetterOrNumber())
            kept += c.toLower();
    }
    return kept;
}

/// One says more of the same: "SN5600" and "MSN5600-CS2R", "DCS-7280SR" and "DCS-7280SR-48C6-R".
bool isSameModel(const QString& a, const QString& b)
{
    return plain(a).contains(plain(b)) || plain(b).contains(plain(a));
}

bool isDown(PortState state)
{
    return state == PortState::Down || state == PortState::Disabled;
}

} // namespace

bool Cabling::isStale(const CablingFinding& finding, Instant now)
{
    return finding.told.isSet() && now.ms > finding.told.ms + kSwitchFreshMs;
}

/// A port at which something is heard is up, whatever its switch said before.
bool Cabling::isOutdated(const ToldState& state, const PortRef& port) const
{
    return m_heardAt.value(keyOf(port)).ms > state.at.ms + kSwitchFreshMs;
}

std::optional<CablingFinding> Cabling::downPort(const CableTrace& way) const
{
    for (const auto& [here, there] :
         {std::pair{way.begin(), way.end()}, std::pair{way.end(), way.begin()}}) {
        const ToldState told = m_portStates.value(keyOf(here));
        if (!isDown(told.state) || m_off.contains(there.device) || isOutdated(told, here) ||
            isOutdated(told, there))
            continue;
        CablingFinding down{Kind::PortDown, way.hops.front().cable, here, there, {}};
        down.told = told.at;
        return down;
    }
    return std::nullopt;
}

void Cabling::compareSwitches()
{
    for (const SwitchFacts& facts : m_books.switchFacts) {
        const auto asset =
            std::find_if(m_books.assets.begin(), m_books.assets.end(),
                         [&facts](const Asset& known) { return known.id == facts.assetId; });
        if (asset == m_books.assets.end())
            continue;
        const auto differs = [&](Kind kind, const QString& heard, const QString& booked) {
            CablingFinding finding;
            finding.kind = kind;
            finding.from = {asset->id.text(), {}};
            finding.heard = heard;
            finding.booked = booked;
            finding.told = facts.observedAt;
            m_findings.push_back(finding);
        };
        const QString serial = plain(facts.serial);
        if (!serial.isEmpty() && !asset->serial.isEmpty() && serial != plain(asset->serial))
            differs(Kind::OtherSerial, facts.serial, asset->serial);
        if (!facts.model.isEmpty() && !asset->model.isEmpty() &&
            !isSameModel(facts.model, asset->model))
            differs(Kind::OtherModel, facts.model, asset->model);
    }
}

/// Exactly one machine at a port of a switch, which tells nothing of itself there.
void Cabling::findSightings()
{
    for (const SwitchPort& port : m_books.switchPorts) {
        QSet<QString> seen;
        for (const QString& mac : port.macs) {
            if (const QString device = m_devices.withMac(mac); !device.isEmpty())
                seen.insert(device);
        }
        const auto here = keyOf({port.assetId.text(), port.name});
        if (seen.size() == 1 && m_names.contains(here.first) && !m_wire.contains(here))
            m_sightings.insert(here, {*seen.begin(), {}});
    }
}

bool Cabling::isSighted(const PortRef& a, const PortRef& b) const
{
    return m_sightings.value(keyOf(a)).device == b.device ||
           m_sightings.value(keyOf(b)).device == a.device;
}

void Cabling::compareSightings()
{
    for (const SwitchPort& port : m_books.switchPorts) {
        const PortRef from{port.assetId.text(), port.name};
        const auto seen = m_sightings.constFind(keyOf(from));
        if (seen == m_sightings.cend() || trace(from).end().device == seen->device)
            continue;
        CablingFinding finding;
        finding.kind = Kind::SeenByMac;
        finding.from = from;
        finding.actual = *seen;
        finding.told = port.observedAt;
        m_findings.push_back(finding);
    }
}

} // namespace rackhouse
