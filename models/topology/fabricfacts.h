#pragma once

#include "models/domain/asset.h"
#include "models/domain/fabricfacts.h"
#include "models/topology/deviceindex.h"
#include "models/topology/fabricfindings.h"

namespace rackhouse
{

/// What is known of a fabric beside its cables.
struct FabricFacts {
    std::vector<FabricCounters> counters = {};
    std::vector<FabricHealth> switches = {};
    std::vector<FabricPlan> plan = {};
    std::vector<Asset> assets = {}; ///< of the books, with name, kind and serial
};

/// Finds the rows of a graph that facts are about.
class FabricPlaces
{
public:
    explicit FabricPlaces(const FabricGraph& fabric);

    int nodeWithGuid(const QString& guid) const { return m_byGuid.value(guid, -1); }
    /// By GUID, where it is known, else by LID; -1: it is not in the fabric.
    int nodeOf(const FabricCounters& counters) const;
    /// The row of the link at that port, or -1.
    int linkAt(int node, qint64 port) const { return m_links.value({node, port}, -1); }
    /// "leaf-1 port 12"; of an adapter, which is one port, its host and name.
    QString nameAt(int node, qint64 port) const;

private:
    const FabricGraph& m_fabric;
    QHash<QString, int> m_byGuid;
    QHash<qint64, int> m_byLid; ///< -1: of several
    QHash<std::pair<int, qint64>, int> m_links;
};

/// Finds the assets that switches are. Keeps no copy of what it is given.
class SwitchBooks
{
public:
    explicit SwitchBooks(const std::vector<Asset>& assets);

    /// The one of that serial, else of that name. Null: the books have none.
    const Asset* find(const QString& serial, const QString& name) const;

private:
    DeviceIndex m_names;
    QHash<QString, const Asset*> m_byId;
    QHash<QString, const Asset*> m_bySerial; ///< in upper case
};

std::vector<FabricFinding> countersFindings(const FabricGraph& fabric, const FabricFacts& facts);
std::vector<FabricFinding> healthFindings(const FabricGraph& fabric, const FabricFacts& facts);
std::vector<FabricFinding> planFindings(const FabricGraph& fabric, const FabricShape& shape,
                                        const FabricFacts& facts);

/// All of them and what the cables show, as sortFindings() orders them.
std::vector<FabricFinding> findingsOf(const FabricGraph& fabric, const FabricShape& shape,
                                      const FabricFacts& facts);

} // namespace rackhouse
