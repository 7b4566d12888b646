#include "widgets/fabric/fabricread.h"

#include "models/topology/deviceindex.h"
#include "models/topology/ethernetfabric.h"
#include "widgets/common/records.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricPage", text);
}

std::vector<EthernetFabric> readEthernet(Rows& rows, const std::vector<Asset>& assets)
{
    EthernetFabric::Books books;
    books.neighbors = rows.list<Neighbor>();
    if (books.neighbors.empty())
        return {};
    books.machines = rows.listFields<Machine>({u"id"_qs, u"name"_qs, u"hostname"_qs, u"macs"_qs});
    books.assets = assets;
    books.nics = rows.list<Component>({.equals = {{u"kind"_qs, enumText(ComponentKind::Nic)}}});
    return EthernetFabric::of(books);
}

FabricPicture::Source scanned(Rows& rows, const Fabric& fabric, const std::vector<Asset>& assets)
{
    const Select mine{.equals = {{u"fabric_id"_qs, fabric.id.text()}}};
    FabricPicture::Source source{fabric, rows.list<FabricNode>(mine), {}};
    source.graph = graphOf(source.nodes, rows.list<FabricLink>(mine));
    const DeviceIndex books({}, assets);
    for (std::size_t row = 0; row < source.nodes.size(); ++row) {
        if (source.nodes[row].kind != FabricNodeKind::Switch)
            continue;
        // The graph has the name of a managed switch, without its chassis and model.
        if (const QString id = books.called(source.graph.nodes[row].name); !id.isEmpty())
            source.assets.insert(int(row), AssetId(id));
    }
    return source;
}

} // namespace

FabricRead readFabric(Rows& rows, const QString& wanted, const query::Filter& filter)
{
    FabricRead read;
    std::optional<FabricPicture::Source> source;
    const auto assets = rows.listFields<Asset>({u"id"_qs, u"name"_qs, u"kind"_qs});
    const auto isChosen = [&](const Fabric& fabric) {
        return !source && (wanted.isEmpty() || fabric.id.text() == wanted);
    };
    for (const Fabric& fabric : rows.list<Fabric>({.orderBy = u"name"_qs})) {
        read.choices.push_back({fabric.id.text(), tr("InfiniBand %1").arg(fabric.name)});
        if (isChosen(fabric))
            source = scanned(rows, fabric, assets);
    }
    for (EthernetFabric& network : readEthernet(rows, assets)) {
        read.choices.push_back(
            {network.fabric.id.text(), tr("Ethernet %1").arg(network.fabric.name)});
        if (isChosen(network.fabric))
            source = {network.fabric, std::move(network.nodes), std::move(network.graph),
                      std::move(network.assets)};
    }
    if (!source)
        return read;
    source->isFiltered = !filter.isEmpty();
    if (source->isFiltered) {
        for (const Machine& machine : rows.listFields<Machine>({u"id"_qs}, filter))
            source->matching.insert(machine.id.text());
    }
    read.picture = std::make_shared<FabricPicture>(*std::move(source));
    return read;
}

} // namespace rackhouse
