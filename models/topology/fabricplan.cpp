// A fabric as it was planned, against the wire.
#include "models/base/naturalorder.h"
#include "models/domain/hostranges.h"
#include "models/topology/fabricfacts.h"

#include <QCoreApplication>
#include <QMap>
#include <QSet>

namespace rackhouse
{
namespace
{

constexpr qsizetype kMostHosts = 200'000;
constexpr qsizetype kMostNamed = 6;

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricFinding", text);
}

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

/// As names are compared: without domain, in lower case.
QString plain(const QString& name)
{
    return DeviceIndex::shortName(name.trimmed()).toLower();
}

QString listed(QStringList names)
{
    std::sort(names.begin(), names.end(), comesBefore);
    const qsizetype more = names.size() - kMostNamed;
    if (more > 0)
        names = names.mid(0, kMostNamed) << tr("%L1 more").arg(more);
    return names.join(QStringLiteral(", "));
}

class Comparison
{
public:
    Comparison(const FabricGraph& fabric, const FabricShape& shape) : m_fabric(fabric)
    {
        for (int row = 0; row < static_cast<int>(fabric.nodes.size()); ++row) {
            const FabricGraph::Node& node = fabric.nodes[at(row)];
            if (node.kind == FabricGraph::Node::Kind::Switch)
                m_switches.insert(plain(node.name), row);
            else if (!node.host.isEmpty())
                m_hosts[plain(node.host)].push_back(row);
        }
        for (const FabricGraph::Link& link : fabric.links) {
            m_neighbors[link.a].insert(link.b);
            m_neighbors[link.b].insert(link.a);
            for (const auto& [low, high] : {std::pair(link.a, link.b), std::pair(link.b, link.a)}) {
                if (shape.places()[at(high)].tier > shape.places()[at(low)].tier)
                    m_above[low].insert(high);
            }
        }
    }

    std::vector<FabricFinding> look(const std::vector<FabricPlan>& plan)
    {
        for (const FabricPlan& planned : plan)
            m_planned.insert(plain(planned.name));
        for (const FabricPlan& planned : plan) {
            const int row = m_switches.value(plain(planned.name), -1);
            if (row < 0)
                add(FabricFinding::Kind::NotThere, -1, planned.name,
                    tr("%1 is planned and not on the wire. Look whether it is up and cabled.")
                        .arg(planned.name));
            else
                compareParents(planned, row);
            compareHosts(planned, row);
        }
        lookForUnplanned();
        return std::move(m_found);
    }

private:
    const QString& nameOf(int row) const { return m_fabric.nodes[at(row)].name; }

    FabricFinding& add(FabricFinding::Kind kind, int node, const QString& name, const QString& told)
    {
        m_found.push_back({.kind = kind, .node = node});
        m_found.back().name = name;
        m_found.back().told = told;
        return m_found.back();
    }

    QStringList namesOf(const QSet<int>& rows) const
    {
        QStringList names;
        for (const int row : rows)
            names << nameOf(row);
        return names;
    }

    /// A parent that is not on the wire has a line of its own.
    void compareParents(const FabricPlan& planned, int row)
    {
        QStringList lacking;
        int first = -1;
        for (const QString& parent : planned.parents) {
            const int above = m_switches.value(plain(parent), -1);
            if (above < 0 || m_neighbors.value(row).contains(above))
                continue;
            lacking << parent;
            first = first < 0 ? above : first;
        }
        if (lacking.isEmpty())
            return;
        const QStringList now = namesOf(m_above.value(row));
        const QString to = now.isEmpty() ? tr("no switch above it") : listed(now);
        add(FabricFinding::Kind::OtherSpine, row, planned.name,
            tr("%1 is planned below %2 and is cabled to %3. Move its cables, or correct the plan.")
                .arg(planned.name, listed(lacking), to))
            .expected = first;
    }

    void compareHosts(const FabricPlan& planned, int leaf)
    {
        QStringList absent;
        for (const QString& range : planned.hosts) {
            const auto hosts = expandHosts(range, kMostHosts);
            for (const QString& host : hosts ? *hosts : QStringList()) {
                m_planned.insert(plain(host));
                const auto adapters = m_hosts.constFind(plain(host));
                if (adapters == m_hosts.cend())
                    absent << host;
                else if (leaf >= 0)
                    compareLeaf(host, *adapters, planned.name, leaf);
            }
        }
        if (absent.size() == 1)
            add(FabricFinding::Kind::NotThere, leaf, absent.first(),
                tr("%1 is planned below %2 and is not on the wire. Look whether it is up and "
                   "cabled.")
                    .arg(absent.first(), planned.name));
        else if (!absent.isEmpty())
            add(FabricFinding::Kind::NotThere, leaf, absent.first(),
                tr("%L1 hosts are planned below %2 and are not on the wire: %3. Look whether they "
                   "are up and cabled.")
                    .arg(absent.size())
                    .arg(planned.name, listed(absent)));
    }

    void compareLeaf(const QString& host, const std::vector<int>& adapters, const QString& planned,
                     int leaf)
    {
        QSet<int> leaves;
        for (const int adapter : adapters)
            leaves.unite(m_neighbors.value(adapter));
        if (leaves.contains(leaf))
            return;
        const QString now = leaves.isEmpty() ? tr("no switch") : listed(namesOf(leaves));
        FabricFinding& found =
            add(FabricFinding::Kind::OtherLeaf, adapters.front(), host,
                tr("%1 is planned below %2 and is plugged into %3. Move its cables, or correct "
                   "the plan.")
                    .arg(host, planned, now));
        found.expected = leaf;
        found.other = leaves.isEmpty() ? -1 : *leaves.cbegin();
    }

    void lookForUnplanned()
    {
        const auto tell = [this](int row, const QString& name) {
            add(FabricFinding::Kind::Unplanned, row, name,
                tr("%1 is on the wire and not in the plan. Add it to the plan, or take it out.")
                    .arg(name));
        };
        for (auto known = m_switches.cbegin(); known != m_switches.cend(); ++known) {
            if (!m_planned.contains(known.key()))
                tell(*known, nameOf(*known));
        }
        for (auto host = m_hosts.cbegin(); host != m_hosts.cend(); ++host) {
            if (!m_planned.contains(host.key()))
                tell(host->front(), m_fabric.nodes[at(host->front())].host);
        }
    }

    const FabricGraph& m_fabric;
    QMap<QString, int> m_switches; ///< rows by plain name
    QMap<QString, std::vector<int>> m_hosts;
    QHash<int, QSet<int>> m_neighbors;
    QHash<int, QSet<int>> m_above; ///< switches of higher tiers
    QSet<QString> m_planned;       ///< plain names
    std::vector<FabricFinding> m_found;
};

} // namespace

std::vector<FabricFinding> planFindings(const FabricGraph& fabric, const FabricShape& shape,
                                        const FabricFacts& facts)
{
    if (facts.plan.empty())
        return {};
    return Comparison(fabric, shape).look(facts.plan);
}

} // namespace rackhouse
