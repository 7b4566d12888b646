#include "models/topology/fabricshape.h"

#include "models/topology/fabricrails.h"
#include "models/topology/groups.h"

#include <QCollator>
#include <QMap>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <deque>

namespace rackhouse
{
namespace
{

/// A switch with at least one host in so many cables is a leaf: a fabric manager on a spine does
/// not make that one.
constexpr int kCablesAHost = 32;

using Kind = FabricGraph::Node::Kind;

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

/// The value that most have; of equals the first.
template <class T>
T mostCommon(const QMap<T, int>& counts, T otherwise)
{
    const auto most = std::max_element(counts.cbegin(), counts.cend());
    return counts.isEmpty() ? otherwise : most.key();
}

/// "a08-p1-dgx-04-c01" without what tells one host from the next.
QString unitInName(QString host)
{
    static const QRegularExpression tail(QStringLiteral("[-_.]?[A-Za-z]*\\d+$"));
    return host.remove(tail);
}

} // namespace

FabricShape::FabricShape(const FabricGraph& fabric)
    : m_fabric(fabric), m_neighbors(fabric.nodes.size()), m_places(fabric.nodes.size()),
      m_leafOf(fabric.nodes.size(), -1)
{
    for (const FabricGraph::Link& link : fabric.links) {
        m_neighbors[at(link.a)].push_back(link.b);
        m_neighbors[at(link.b)].push_back(link.a);
    }
    findTiers();
    countLinks();
    findUnits();
    nameUnits();
    findRails();
}

void FabricShape::findTiers()
{
    std::deque<int> toVisit;
    for (std::size_t row = 0; row < m_places.size(); ++row) {
        const FabricGraph::Node& node = m_fabric.nodes[row];
        if (node.kind != Kind::Switch)
            continue;
        const auto& neighbors = m_neighbors[row];
        const auto hosts = std::count_if(neighbors.begin(), neighbors.end(), [this](int other) {
            return m_fabric.nodes[at(other)].kind == Kind::Adapter;
        });
        const bool leaf = hosts > 0 && hosts * kCablesAHost >= std::ssize(neighbors);
        m_places[row].tier = leaf ? 1 : -1;
        if (leaf)
            toVisit.push_back(static_cast<int>(row));
    }
    while (!toVisit.empty()) {
        const int row = toVisit.front();
        toVisit.pop_front();
        for (const int other : m_neighbors[at(row)]) {
            if (m_places[at(other)].tier >= 0)
                continue;
            m_places[at(other)].tier = m_places[at(row)].tier + 1;
            toVisit.push_back(other);
        }
    }
}

void FabricShape::countLinks()
{
    for (const FabricGraph::Link& link : m_fabric.links) {
        for (const auto& [here, there] : {std::pair(link.a, link.b), std::pair(link.b, link.a)}) {
            Place& place = m_places[at(here)];
            const Kind kind = m_fabric.nodes[at(here)].kind;
            const Kind other = m_fabric.nodes[at(there)].kind;
            ++place.links;
            if (kind == Kind::Switch && other == Kind::Adapter) {
                ++place.hostLinks;
                place.hostGigabits += link.gigabits();
            } else if (kind == Kind::Switch && other == Kind::Switch &&
                       m_places[at(there)].tier > place.tier) {
                ++place.upLinks;
                place.upGigabits += link.gigabits();
            } else if (kind == Kind::Adapter && other == Kind::Switch) {
                m_leafOf[at(here)] = there;
            }
        }
    }
}

std::vector<QStringList> FabricShape::hostsOfLeaves() const
{
    std::vector<QSet<QString>> sets(m_places.size());
    for (std::size_t row = 0; row < m_places.size(); ++row) {
        const QString& host = m_fabric.nodes[row].host;
        if (m_leafOf[row] >= 0 && !host.isEmpty())
            sets[at(m_leafOf[row])].insert(host);
    }
    std::vector<QStringList> hosts(m_places.size());
    std::transform(sets.begin(), sets.end(), hosts.begin(),
                   [](const QSet<QString>& set) { return QStringList(set.cbegin(), set.cend()); });
    return hosts;
}

void FabricShape::findUnits()
{
    const std::vector<QStringList> hosts = hostsOfLeaves();
    QHash<QString, std::vector<int>> leavesOfHost;
    for (std::size_t leaf = 0; leaf < hosts.size(); ++leaf) {
        for (const QString& host : hosts[leaf])
            leavesOfHost[host].push_back(static_cast<int>(leaf));
    }
    QMap<std::pair<int, int>, int> shared;
    for (const auto& leaves : std::as_const(leavesOfHost)) {
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            for (std::size_t j = i + 1; j < leaves.size(); ++j)
                ++shared[{leaves[i], leaves[j]}];
        }
    }
    Groups groups(m_places.size());
    for (auto pair = shared.cbegin(); pair != shared.cend(); ++pair) {
        const auto [a, b] = pair.key();
        if (pair.value() * 2 > std::min(hosts[at(a)].size(), hosts[at(b)].size()))
            groups.join(a, b);
    }
    QHash<int, int> unitOfGroup;
    for (std::size_t row = 0; row < m_places.size(); ++row) {
        if (m_places[row].tier != 1 || m_fabric.nodes[row].kind != Kind::Switch)
            continue;
        const int group = groups.of(static_cast<int>(row));
        if (!unitOfGroup.contains(group)) {
            unitOfGroup.insert(group, static_cast<int>(m_units.size()));
            m_units.emplace_back();
        }
        m_places[row].unit = unitOfGroup.value(group);
        m_units[at(m_places[row].unit)].leaves.push_back(static_cast<int>(row));
    }
    QHash<QString, QMap<int, int>> votes;
    for (std::size_t leaf = 0; leaf < hosts.size(); ++leaf) {
        for (const QString& host : hosts[leaf])
            ++votes[host][m_places[leaf].unit];
    }
    for (auto host = votes.cbegin(); host != votes.cend(); ++host) {
        if (const int unit = mostCommon(*host, -1); unit >= 0)
            m_units[at(unit)].hosts.append(host.key());
    }
}

void FabricShape::nameUnits()
{
    QCollator natural;
    natural.setNumericMode(true);
    for (Unit& unit : m_units) {
        QMap<QString, int> names;
        for (const QString& host : std::as_const(unit.hosts))
            ++names[unitInName(host)];
        unit.name = mostCommon(names, QString());
        std::sort(unit.hosts.begin(), unit.hosts.end(), natural);
    }
    std::stable_sort(m_units.begin(), m_units.end(), [&](const Unit& a, const Unit& b) {
        return natural.compare(a.name, b.name) < 0;
    });
    QHash<QString, int> unitOfHost;
    for (std::size_t unit = 0; unit < m_units.size(); ++unit) {
        for (const int leaf : m_units[unit].leaves)
            m_places[at(leaf)].unit = static_cast<int>(unit);
        for (const QString& host : std::as_const(m_units[unit].hosts))
            unitOfHost.insert(host, static_cast<int>(unit));
    }
    for (std::size_t row = 0; row < m_places.size(); ++row) {
        if (m_fabric.nodes[row].kind != Kind::Adapter || m_leafOf[row] < 0)
            continue;
        m_places[row].unit =
            unitOfHost.value(m_fabric.nodes[row].host, m_places[at(m_leafOf[row])].unit);
    }
}

void FabricShape::findRails()
{
    const FabricRails rails(m_fabric, m_places, m_leafOf);
    for (Unit& unit : m_units) {
        for (const int leaf : unit.leaves) {
            m_places[at(leaf)].rail = rails.ofLeaf(leaf);
            m_railCount = std::max(m_railCount, m_places[at(leaf)].rail + 1);
        }
    }
    for (std::size_t row = 0; row < m_places.size(); ++row) {
        if (const int leaf = rails.leafFor(static_cast<int>(row)); leaf >= 0)
            m_places[row].rail = m_places[at(leaf)].rail;
    }
    for (Unit& unit : m_units) {
        std::vector<int> byRail(at(m_railCount), -1);
        for (const int leaf : std::exchange(unit.leaves, {})) {
            const int rail = m_places[at(leaf)].rail;
            if (rail >= 0 && byRail[at(rail)] < 0)
                byRail[at(rail)] = leaf;
            else
                byRail.push_back(leaf); // a second leaf of that rail, or one that nobody names
        }
        unit.leaves = std::move(byRail);
    }
}

std::optional<double> FabricShape::oversubscription(int leaf) const
{
    const Place& place = m_places[at(leaf)];
    if (place.upGigabits <= 0)
        return std::nullopt;
    return place.hostGigabits / place.upGigabits;
}

std::optional<double> FabricShape::oversubscription() const
{
    double host = 0;
    double up = 0;
    for (const Place& place : m_places) {
        if (place.tier != 1)
            continue;
        host += place.hostGigabits;
        up += place.upGigabits;
    }
    return host > 0 && up > 0 ? std::optional(host / up) : std::nullopt;
}

} // namespace rackhouse
