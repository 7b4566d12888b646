#include "models/topology/cabling.h"

#include "models/base/naturalorder.h"
#include "models/topology/lldp.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

PortRef endOf(const Cable& cable, bool b)
{
    return b ? PortRef{cable.bId, cable.bPort} : PortRef{cable.aId, cable.aPort};
}

bool carriesData(const Cable& cable)
{
    return cable.kind != CableKind::Power && cable.aKind != EndKind::Feed &&
           cable.bKind != EndKind::Feed;
}

CableTrace reversed(CableTrace way)
{
    std::reverse(way.hops.begin(), way.hops.end());
    for (CableTrace::Hop& hop : way.hops)
        std::swap(hop.from, hop.to);
    return way;
}

} // namespace

Cabling::Cabling(Books books)
    : m_books(std::move(books)), m_devices(m_books.machines, m_books.assets)
{
    indexDevices();
    indexWire();
    findSightings();
    compare();
}

Cabling::PortKey Cabling::keyOf(const PortRef& port)
{
    return {port.device, plainPort(port.port)};
}

void Cabling::indexDevices()
{
    QHash<QString, QString> racks;
    for (const Rack& rack : m_books.racks)
        racks.insert(rack.id.text(), rack.name);
    const auto put = [&](const auto& device) {
        m_names.insert(device.id.text(), device.name);
        QString place = racks.value(device.rackId.text());
        if (!place.isEmpty() && device.position > 0)
            place += QStringLiteral(" U%1").arg(device.position);
        m_places.insert(device.id.text(), place);
    };
    for (const Machine& machine : m_books.machines) {
        put(machine);
        if (machine.power == PowerState::Off)
            m_off.insert(machine.id.text());
    }
    for (const Asset& asset : m_books.assets) {
        put(asset);
        if (asset.kind == AssetKind::PatchPanel)
            m_panels.insert(asset.id.text());
    }
    for (const SwitchPort& port : m_books.switchPorts)
        m_portStates.insert(keyOf({port.assetId.text(), port.name}), {port.state, port.observedAt});
    for (const PowerFeed& feed : m_books.feeds)
        m_names.insert(feed.id.text(), feed.name);
    for (std::size_t row = 0; row < m_books.cables.size(); ++row) {
        const Cable& cable = m_books.cables[row];
        m_rows.insert(cable.id.text(), qsizetype(row));
        for (const bool b : {false, true}) {
            if (const PortRef end = endOf(cable, b); !end.isFree() && !end.port.isEmpty())
                m_cablesAt[keyOf(end)].append(qsizetype(row));
        }
    }
}

void Cabling::indexWire()
{
    m_links = wireLinks(
        {m_books.neighbors, m_books.fabricNodes, m_books.fabricLinks, portTwins(m_books.adapters)},
        m_devices);
    QSet<PortKey> wired;
    for (const WireLink& link : m_links) {
        for (const WireEnd& end : {link.a, link.b}) {
            for (const QString& port : end.ports) {
                Instant& last = m_heardAt[keyOf({end.device, port})];
                last = std::max(last, link.heardAt);
            }
        }
        if (link.isEcho()) {
            noteEcho({link.a.device, link.a.port});
            continue;
        }
        countCable(link, wired);
        hear(link.a, link.b, link.heardAt);
        m_tellers.insert({link.a.device, familyOf(link.a.port)});
        if (link.b.device.isEmpty())
            continue;
        hear(link.b, link.a, link.heardAt);
        m_tellers.insert({link.b.device, familyOf(link.b.port)});
    }
}

/// A port has one cable.
void Cabling::countCable(const WireLink& link, QSet<PortKey>& wired)
{
    bool isKnown = false;
    for (const WireEnd& end : {link.a, link.b}) {
        // Its other names may be words that several ports have.
        isKnown = isKnown || wired.contains(keyOf({end.device, end.ports.value(0)}));
        for (const QString& port : end.ports) {
            if (!end.device.isEmpty() && !port.isEmpty())
                wired.insert(keyOf({end.device, port}));
        }
    }
    m_heardCables += isKnown ? 0 : 1;
}

void Cabling::noteEcho(const PortRef& port)
{
    if (m_echoes.contains(keyOf(port)))
        return;
    m_echoes.insert(keyOf(port));
    const CableTrace way = trace(port);
    const CableId id = way.hops.empty() ? CableId() : way.hops.front().cable;
    m_findings.push_back({CablingFinding::Kind::HearsItself, id, port, {}, {}});
}

void Cabling::hear(const WireEnd& here, const WireEnd& there, Instant at)
{
    const auto isLater = [](Instant a, Instant b) {
        return a.ms > b.ms + kSwitchFreshMs;
    };
    for (const QString& port : here.ports) {
        auto& heard = m_wire[keyOf({here.device, port})];
        const auto same = std::find_if(heard.begin(), heard.end(), [&](const Heard& other) {
            return other.end.isSameAs(there);
        });
        // Of a cable that was moved within a device, both places were heard, one long before.
        const auto moved = std::find_if(heard.begin(), heard.end(), [&](const Heard& other) {
            return other.end.isOfDevice(there) && (isLater(at, other.at) || isLater(other.at, at));
        });
        if (same != heard.end()) {
            same->end.ports << there.ports;
            same->at = std::max(same->at, at);
        } else if (moved == heard.end()) {
            heard.append({there, at});
        } else if (isLater(at, moved->at)) {
            *moved = {there, at};
        }
    }
}

bool Cabling::tellsOfOthers(const PortRef& port) const
{
    return m_tellers.contains({port.device, familyOf(port.port)});
}

bool Cabling::isBooked(const WireEnd& end) const
{
    return std::any_of(end.ports.begin(), end.ports.end(), [&](const QString& port) {
        return m_cablesAt.contains(keyOf({end.device, port}));
    });
}

void Cabling::walk(CableTrace& way, PortRef here, const Cable& cameBy) const
{
    QSet<QString> seen{cameBy.id.text()};
    const Cable* last = &cameBy;
    while (!here.isFree() && m_panels.contains(here.device)) {
        const Cable* next = nullptr;
        for (const qsizetype row : m_cablesAt.value(keyOf(here))) {
            const Cable& candidate = m_books.cables[std::size_t(row)];
            // What is planned goes on as it is planned, where it is.
            const bool better = next == nullptr || candidate.state == last->state;
            if (candidate.id != last->id && better)
                next = &candidate;
        }
        if (next == nullptr)
            return;
        if (seen.contains(next->id.text())) {
            way.isLoop = true;
            return;
        }
        seen.insert(next->id.text());
        const bool fromA = keyOf(endOf(*next, false)) == keyOf(here);
        const PortRef there = endOf(*next, fromA);
        way.hops.push_back({next->id, here, there});
        here = there;
        last = next;
    }
}

CableTrace Cabling::wayOf(const Cable& cable) const
{
    PortRef a = endOf(cable, false);
    PortRef b = endOf(cable, true);
    if (a.isFree())
        std::swap(a, b);
    CableTrace there;
    there.hops.push_back({cable.id, a, b});
    walk(there, b, cable);
    CableTrace back;
    if (!there.isLoop)
        walk(back, a, cable);
    CableTrace whole;
    whole.isLoop = there.isLoop || back.isLoop;
    for (auto hop = back.hops.rbegin(); hop != back.hops.rend(); ++hop)
        whole.hops.push_back({hop->cable, hop->to, hop->from});
    whole.hops.insert(whole.hops.end(), there.hops.begin(), there.hops.end());
    return whole;
}

CableTrace Cabling::trace(const PortRef& port) const
{
    const Cable* chosen = nullptr;
    for (const qsizetype row : m_cablesAt.value(keyOf(port))) {
        const Cable& candidate = m_books.cables[std::size_t(row)];
        if (chosen == nullptr || candidate.state == CableState::Connected)
            chosen = &candidate;
    }
    if (chosen == nullptr)
        return {};
    CableTrace way = wayOf(*chosen);
    return keyOf(way.end()) == keyOf(port) ? reversed(std::move(way)) : way;
}

std::vector<CableTrace> Cabling::waysAt(const QString& device) const
{
    std::vector<CableTrace> ways;
    QSet<QString> done;
    for (const Cable& cable : m_books.cables) {
        if ((cable.aId != device && cable.bId != device) || done.contains(cable.id.text()))
            continue;
        CableTrace way = wayOf(cable);
        for (const CableTrace::Hop& hop : way.hops)
            done.insert(hop.cable.text());
        if (way.end().device == device && way.begin().device != device)
            way = reversed(std::move(way));
        ways.push_back(std::move(way));
    }
    std::stable_sort(ways.begin(), ways.end(), [](const CableTrace& a, const CableTrace& b) {
        return comesBefore(a.begin().port, b.begin().port);
    });
    return ways;
}

const Cable* Cabling::cable(const CableId& id) const
{
    const auto row = m_rows.constFind(id.text());
    return row == m_rows.cend() ? nullptr : &m_books.cables[std::size_t(*row)];
}

void Cabling::compare()
{
    QSet<QString> done;
    for (const Cable& cable : m_books.cables) {
        if (!carriesData(cable) || done.contains(cable.id.text()))
            continue;
        const CableTrace way = wayOf(cable);
        for (const CableTrace::Hop& hop : way.hops)
            done.insert(hop.cable.text());
        compareWay(way);
    }
    compareWire();
    compareSwitches();
    compareSightings();
    std::stable_sort(m_findings.begin(), m_findings.end(),
                     [this](const CablingFinding& a, const CablingFinding& b) {
                         if (a.kind != b.kind)
                             return a.kind < b.kind;
                         return comesBefore(placeText(a.from), placeText(b.from));
                     });
}

void Cabling::compareWay(const CableTrace& way)
{
    using Kind = CablingFinding::Kind;
    if (way.hops.empty())
        return;
    const CableId id = way.hops.front().cable;
    const PortRef a = way.begin();
    const PortRef b = way.end();
    const auto count = qsizetype(way.hops.size());
    bool planned = false;
    for (const CableTrace::Hop& hop : way.hops) {
        const Cable* part = cable(hop.cable);
        planned = planned || (part != nullptr && part->state == CableState::Planned);
    }
    if (way.isLoop)
        return m_findings.push_back({Kind::Loop, id, a, {}, {}});
    if (a.isFree() || b.isFree()) {
        if (!planned)
            m_findings.push_back({Kind::OpenEnd, id, a.isFree() ? b : a, {}, {}});
        return;
    }
    if (m_panels.contains(a.device) || m_panels.contains(b.device)) {
        m_told.untold += planned ? 0 : count;
        return; // the way ends at a panel: nothing hears there
    }
    const auto down = downPort(way);
    for (const auto& [here, there] : {std::pair{a, b}, std::pair{b, a}}) {
        const auto heard = m_wire.value(keyOf(here));
        const WireEnd booked{there.device, {}, there.port, {there.port}};
        const auto fits = [&booked](const Heard& other) {
            return other.end.device == booked.device && other.end.sharesPort(booked);
        };
        if (heard.isEmpty())
            continue;
        if (std::any_of(heard.begin(), heard.end(), fits)) {
            if (planned)
                m_findings.push_back({Kind::Confirm, id, a, b, b});
            else if (down) // it was heard before
                m_findings.push_back(*down);
            else
                m_told.confirmed += count;
            return;
        }
        if (planned)
            continue; // what is there now makes room for it
        const WireEnd& other = heard.front().end;
        m_findings.push_back(
            {Kind::WrongPort, id, here, there, {other.device, other.port}, other.name});
        return;
    }
    if (planned)
        m_findings.push_back({Kind::Connect, id, a, b, {}});
    else if (down)
        m_findings.push_back(*down);
    else if (isSighted(a, b))
        m_told.confirmed += count;
    else if (m_echoes.contains(keyOf(a)) || m_echoes.contains(keyOf(b)))
        return; // that is said already
    else if (tellsOfOthers(a) || tellsOfOthers(b))
        m_findings.push_back({Kind::NothingHeard, id, a, b, {}});
    else
        m_told.untold += count;
}

void Cabling::compareWire()
{
    using Kind = CablingFinding::Kind;
    QSet<PortKey> told;
    QSet<PortKey> crowded;
    for (const WireLink& link : m_links) {
        const PortRef from{link.a.device, link.a.port};
        if (link.isEcho())
            continue;
        if (m_wire.value(keyOf(from)).size() > 1 && !crowded.contains(keyOf(from))) {
            crowded.insert(keyOf(from));
            m_findings.push_back({Kind::SeveralAtPort, {}, from, {}, {}});
        }
        if (isBooked(link.a) || told.contains(keyOf(from)))
            continue;
        told.insert(keyOf(from));
        const PortRef there{link.b.device, link.b.port};
        if (there.isFree()) {
            m_findings.push_back({Kind::UnknownDevice, {}, from, {}, there, link.b.name});
            continue;
        }
        for (const QString& port : link.b.ports)
            told.insert(keyOf({there.device, port}));
        if (!isBooked(link.b))
            m_findings.push_back({Kind::NotInBooks, {}, from, {}, there});
    }
}

} // namespace rackhouse
