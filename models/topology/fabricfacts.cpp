#include "models/topology/fabricfacts.h"

#include <QCoreApplication>

namespace rackhouse
{

FabricPlaces::FabricPlaces(const FabricGraph& fabric) : m_fabric(fabric)
{
    for (int row = 0; row < static_cast<int>(fabric.nodes.size()); ++row) {
        const FabricGraph::Node& node = fabric.nodes[static_cast<std::size_t>(row)];
        m_byGuid.insert(node.guid, row);
        if (node.lid > 0)
            m_byLid.insert(node.lid, m_byLid.contains(node.lid) ? -1 : row);
    }
    for (int row = 0; row < static_cast<int>(fabric.links.size()); ++row) {
        const FabricGraph::Link& link = fabric.links[static_cast<std::size_t>(row)];
        m_links.insert({link.a, link.aPort.toLongLong()}, row);
        m_links.insert({link.b, link.bPort.toLongLong()}, row);
    }
}

int FabricPlaces::nodeOf(const FabricCounters& counters) const
{
    return counters.guid.isEmpty() ? m_byLid.value(counters.lid, -1) : nodeWithGuid(counters.guid);
}

QString FabricPlaces::nameAt(int row, qint64 port) const
{
    const FabricGraph::Node& node = m_fabric.nodes[static_cast<std::size_t>(row)];
    if (!node.host.isEmpty())
        return node.host + QLatin1Char(' ') + node.adapter;
    return QCoreApplication::translate("FabricFinding", "%1 port %2").arg(node.name).arg(port);
}

std::vector<FabricFinding> findingsOf(const FabricGraph& fabric, const FabricShape& shape,
                                      const FabricFacts& facts)
{
    std::vector<FabricFinding> all = findingsOf(fabric, shape);
    for (std::vector<FabricFinding> some :
         {countersFindings(fabric, facts), healthFindings(fabric, facts),
          planFindings(fabric, shape, facts)})
        std::move(some.begin(), some.end(), std::back_inserter(all));
    sortFindings(all);
    return all;
}

} // namespace rackhouse
