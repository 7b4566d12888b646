#include "models/topology/fabricfindings.h"

#include "models/base/naturalorder.h"

#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <tuple>

namespace rackhouse
{
namespace
{

using Finding = FabricFinding;
using Kind = FabricGraph::Node::Kind;

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

constexpr std::size_t kFewestToCompare = 3;

/// What most have; of equals the higher: half of the cables being gone is no new usual.
template <class T>
T usualOf(const QMap<T, int>& counts)
{
    T usual{};
    int most = 0;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (*count >= most)
            std::tie(usual, most) = std::pair(count.key(), *count);
    }
    return usual;
}

class Inspector
{
public:
    Inspector(const FabricGraph& fabric, const FabricShape& shape)
        : m_fabric(fabric), m_shape(shape)
    {
        for (const FabricGraph::Node& node : fabric.nodes) {
            if (!node.host.isEmpty())
                ++m_adapters[node.host];
        }
        for (const auto& unit : shape.units()) {
            QMap<int, int> counts;
            for (const QString& host : unit.hosts)
                ++counts[m_adapters.value(host)];
            m_usualAdapters.push_back(usualOf(counts));
        }
    }

    std::vector<Finding> look()
    {
        lookAtAdapters();
        lookForMissingLeaves();
        countUplinks();
        lookAtUplinks();
        lookAtLinks();
        lookAtLight();
        lookAtPorts();
        sortFindings(m_found);
        return std::move(m_found);
    }

private:
    const FabricGraph::Node& node(int row) const { return m_fabric.nodes[at(row)]; }
    const FabricShape::Place& place(int row) const { return m_shape.places()[at(row)]; }

    void lookAtAdapters()
    {
        for (const FabricGraph::Link& link : m_fabric.links) {
            const bool first = node(link.a).kind == Kind::Adapter;
            const int adapter = first ? link.a : link.b;
            const int leaf = first ? link.b : link.a;
            if (node(adapter).kind != Kind::Adapter || node(leaf).kind != Kind::Switch)
                continue;
            Finding found{.node = adapter, .port = first ? link.aPort : link.bPort, .other = leaf};
            if (node(adapter).host.isEmpty()) {
                found.kind = Finding::Kind::DefaultName;
                found.name = node(adapter).name;
                m_found.push_back(found);
            } else {
                compare(found);
            }
        }
    }

    /// An adapter of a known host, against the unit of the host and its own rail.
    void compare(Finding found)
    {
        const auto& here = place(found.node);
        const auto& leaf = place(found.other);
        if (here.unit < 0 || here.rail < 0 || leaf.rail < 0)
            return;
        // A host with few adapters, such as a fabric manager, is on no rails.
        if (m_adapters.value(node(found.node).host) * 4 < m_usualAdapters[at(here.unit)] * 3)
            return;
        const auto& leaves = m_shape.units()[at(here.unit)].leaves;
        const bool known = here.rail < std::ssize(leaves);
        found.expected = known ? leaves[at(here.rail)] : -1;
        found.name = node(found.node).host + QLatin1Char(' ') + node(found.node).adapter;
        if (leaf.unit != here.unit)
            found.kind = Finding::Kind::WrongUnit;
        else if (leaf.rail == here.rail || leaves.size() < 2)
            return;
        m_found.push_back(found);
    }

    /// A rail that most units have a leaf for, and a unit with hosts that has none.
    void lookForMissingLeaves()
    {
        const auto& units = m_shape.units();
        for (int rail = 0; rail < m_shape.railCount(); ++rail) {
            const auto have = std::count_if(units.begin(), units.end(), [rail](const auto& unit) {
                return unit.leaves[at(rail)] >= 0;
            });
            if (have * 2 <= std::ssize(units))
                continue;
            for (std::size_t row = 0; row < units.size(); ++row) {
                if (units[row].leaves[at(rail)] < 0 && isRailUnit(units[row]))
                    m_found.push_back({.kind = Finding::Kind::MissingLeaf,
                                       .unit = static_cast<int>(row),
                                       .rail = rail,
                                       .name = nameOfMissing(units[row], rail)});
            }
        }
    }

    /// Hosts of another kind, such as storage, may have few rails.
    bool isRailUnit(const FabricShape::Unit& unit) const
    {
        const auto end = unit.leaves.begin() + m_shape.railCount();
        return std::count(unit.leaves.begin(), end, -1) * 2 <= m_shape.railCount();
    }

    /// The name that the pattern of the other leaves asks for: what changes from one rail to the
    /// next in another unit changes in this one too.
    QString nameOfMissing(const FabricShape::Unit& unit, int rail) const
    {
        for (int known = 0; known < m_shape.railCount(); ++known) {
            if (unit.leaves[at(known)] < 0)
                continue;
            for (const auto& other : m_shape.units()) {
                if (other.leaves[at(rail)] < 0 || other.leaves[at(known)] < 0)
                    continue;
                const QString name =
                    continued(node(unit.leaves[at(known)]).name, node(other.leaves[at(known)]).name,
                              node(other.leaves[at(rail)]).name);
                if (!name.isEmpty())
                    return name;
            }
        }
        return unit.name;
    }

    static QStringList pieces(const QString& name)
    {
        static const QRegularExpression piece(QStringLiteral("\\d+|\\D+"));
        QStringList all;
        for (auto match = piece.globalMatch(name); match.hasNext();)
            all << match.next().captured();
        return all;
    }

    /// What is to `here` as `rail` is to `there`; empty when the names have no common form.
    static QString continued(const QString& here, const QString& there, const QString& rail)
    {
        QStringList result = pieces(here);
        const QStringList from = pieces(there);
        const QStringList to = pieces(rail);
        if (result.size() != from.size() || from.size() != to.size() || from == to)
            return {};
        for (qsizetype i = 0; i < from.size(); ++i) {
            if (from[i] != to[i])
                result[i] = to[i];
        }
        return result.join(QString());
    }

    /// Against the leaves that are named alike, where there are enough of them.
    void lookAtUplinks()
    {
        QMap<QString, std::vector<int>> alike;
        std::vector<int> all;
        for (const auto& unit : m_shape.units()) {
            for (const int leaf : unit.leaves) {
                if (leaf < 0)
                    continue;
                all.push_back(leaf);
                alike[nameShape(node(leaf).name)].push_back(leaf);
            }
        }
        const bool byName = std::all_of(alike.cbegin(), alike.cend(), [](const auto& leaves) {
            return leaves.size() >= kFewestToCompare;
        });
        if (!byName)
            return compareUplinks(all);
        for (const auto& leaves : std::as_const(alike))
            compareUplinks(leaves);
    }

    void compareUplinks(const std::vector<int>& leaves)
    {
        if (leaves.size() < kFewestToCompare)
            return;
        QMap<int, int> counts;
        for (const int leaf : leaves)
            ++counts[place(leaf).upLinks];
        const int usual = usualOf(counts);
        for (const int leaf : leaves) {
            if (place(leaf).upLinks < usual)
                m_found.push_back({.kind = Finding::Kind::FewUplinks,
                                   .node = leaf,
                                   .count = place(leaf).upLinks,
                                   .usual = usual,
                                   .lacking = lackingTo(leaf, leaves),
                                   .name = node(leaf).name});
        }
    }

    void countUplinks()
    {
        for (const FabricGraph::Link& link : m_fabric.links) {
            for (const auto& [low, high] : {std::pair(link.a, link.b), std::pair(link.b, link.a)}) {
                if (place(low).tier == 1 && place(high).tier > 1)
                    ++m_uplinks[high][low];
            }
        }
    }

    /// By name. Where leaves go to different planes of spines, most have none to any one of them.
    std::vector<std::pair<int, int>> lackingTo(int leaf, const std::vector<int>& alike) const
    {
        std::vector<std::pair<int, int>> lacking;
        for (auto spine = m_uplinks.cbegin(); spine != m_uplinks.cend(); ++spine) {
            QMap<int, int> counts;
            for (const int other : alike)
                ++counts[spine->value(other)];
            if (const int fewer = usualOf(counts) - spine->value(leaf); fewer > 0)
                lacking.emplace_back(spine.key(), fewer);
        }
        std::sort(lacking.begin(), lacking.end(), [this](const auto& a, const auto& b) {
            return comesBefore(node(a.first).name, node(b.first).name);
        });
        return lacking;
    }

    /// A cable has two ends: several links at a port are a hub, or two devices of one name.
    void lookAtPorts()
    {
        QMap<std::pair<int, QString>, int> counts;
        for (const FabricGraph::Link& link : m_fabric.links) {
            ++counts[{link.a, link.aPort}];
            if (link.a != link.b || link.aPort != link.bPort)
                ++counts[{link.b, link.bPort}];
        }
        for (auto port = counts.cbegin(); port != counts.cend(); ++port) {
            const auto& [row, name] = port.key();
            if (port.value() > 1 && !name.isEmpty())
                m_found.push_back({.kind = Finding::Kind::SharedPort,
                                   .node = row,
                                   .port = name,
                                   .count = port.value(),
                                   .name = node(row).name});
        }
    }

    void lookAtLinks()
    {
        // Links of a kind: between the same tiers, of hosts also on the same rail.
        QMap<std::tuple<int, int, int>, QMap<double, int>> speeds;
        for (const FabricGraph::Link& link : m_fabric.links) {
            if (link.gigabits() > 0)
                ++speeds[kindOf(link)][link.gigabits()];
        }
        for (std::size_t row = 0; row < m_fabric.links.size(); ++row) {
            const FabricGraph::Link& link = m_fabric.links[row];
            Finding found{.node = link.a, .port = link.aPort, .other = link.b};
            found.link = static_cast<int>(row);
            found.name = node(link.a).name;
            if (link.a == link.b)
                found.kind = Finding::Kind::SelfLink;
            else if (!link.toldByBoth)
                found.kind = Finding::Kind::OneSided;
            else if (link.isAsymmetric())
                found.kind = Finding::Kind::Asymmetric;
            else if (isSlow(link, usualOf(speeds[kindOf(link)]), found))
                found.kind = Finding::Kind::SlowLink;
            else
                continue;
            m_found.push_back(found);
        }
    }

    static bool isSlow(const FabricGraph::Link& link, double usual, Finding& found)
    {
        found.possible = std::max(usual, link.most());
        return link.gigabits() > 0 && link.gigabits() < found.possible;
    }

    void lookAtLight()
    {
        for (std::size_t row = 0; row < m_fabric.links.size(); ++row) {
            const FabricGraph::Link& link = m_fabric.links[row];
            if (link.aRate.dimDbm != 0)
                addWeak(static_cast<int>(row), link.a, link.aPort, link.b);
            if (link.bRate.dimDbm != 0)
                addWeak(static_cast<int>(row), link.b, link.bPort, link.a);
        }
    }

    void addWeak(int link, int here, const QString& port, int there)
    {
        m_found.push_back({.kind = Finding::Kind::WeakLight,
                           .node = here,
                           .port = port,
                           .other = there,
                           .link = link,
                           .name = node(here).name});
    }

    std::tuple<int, int, int> kindOf(const FabricGraph::Link& link) const
    {
        const auto [low, high] = std::minmax(place(link.a).tier, place(link.b).tier);
        return {low, high, low > 0 ? -1 : std::max(place(link.a).rail, place(link.b).rail)};
    }

    const FabricGraph& m_fabric;
    const FabricShape& m_shape;
    QHash<QString, int> m_adapters;       ///< by host
    std::vector<int> m_usualAdapters;     ///< that most hosts of a unit have
    QMap<int, QHash<int, int>> m_uplinks; ///< cables by the upper switch and leaf
    std::vector<Finding> m_found;
};

} // namespace

void sortFindings(std::vector<FabricFinding>& findings)
{
    std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) {
        if (std::tie(a.kind, a.name) != std::tie(b.kind, b.name))
            return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
        return comesBefore(a.port, b.port);
    });
}

std::vector<FabricFinding> findingsOf(const FabricGraph& fabric, const FabricShape& shape)
{
    return Inspector(fabric, shape).look();
}

} // namespace rackhouse
