#include "widgets/fabric/fabricread.h"

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
    books.ports = rows.list<SwitchPort>();
    return EthernetFabric::of(books);
}

FabricPicture::Source scanned(Rows& rows, const Fabric& fabric, const std::vector<Asset>& assets)
{
    const Select mine{.equals = {{u"fabric_id"_qs, fabric.id.text()}}};
    FabricPicture::Source source{fabric, rows.list<FabricNode>(mine), {}};
    source.graph = graphOf(source.nodes, rows.list<FabricLink>(mine));
    source.facts = {rows.list<FabricCounters>(mine), rows.list<FabricHealth>(mine),
                    rows.list<FabricPlan>(mine), assets};
    QHash<QString, QString> serials; // by GUID
    for (const FabricHealth& health : source.facts.switches)
        serials.insert(health.guid, health.serial);
    const SwitchBooks books(assets);
    for (std::size_t row = 0; row < source.nodes.size(); ++row) {
        if (source.nodes[row].kind != FabricNodeKind::Switch)
            continue;
        // The graph has the name of a managed switch, without its chassis and model.
        const Asset* asset =
            books.find(serials.value(source.nodes[row].guid), source.graph.nodes[row].name);
        if (asset != nullptr)
            source.assets.insert(int(row), asset->id);
    }
    return source;
}

/// All fabrics of a site: those that were read, then Ethernet.
struct Fabrics {
    std::vector<Asset> assets;
    std::vector<Fabric> read;
    std::vector<EthernetFabric> ethernet;

    static Fabrics of(Rows& rows)
    {
        Fabrics all;
        all.assets = rows.listFields<Asset>({u"id"_qs, u"name"_qs, u"kind"_qs, u"serial"_qs});
        all.read = rows.list<Fabric>({.orderBy = u"name"_qs});
        all.ethernet = readEthernet(rows, all.assets);
        return all;
    }
    const Fabric& at(std::size_t number) const
    {
        return number < read.size() ? read[number] : ethernet[number - read.size()].fabric;
    }
    std::size_t size() const { return read.size() + ethernet.size(); }
    FabricRead::Choice choice(std::size_t number) const
    {
        const Fabric& fabric = at(number);
        return {fabric.id.text(),
                (number < read.size() ? tr("InfiniBand %1") : tr("Ethernet %1")).arg(fabric.name)};
    }
    FabricPicture::Source source(Rows& rows, std::size_t number) const
    {
        if (number < read.size())
            return scanned(rows, read[number], assets);
        const EthernetFabric& network = ethernet[number - read.size()];
        return {network.fabric, network.nodes, network.graph, network.assets};
    }
};

bool hasOneOf(Rows& rows, const Fabrics& fabrics, std::size_t number, const QStringList& machines)
{
    if (number >= fabrics.read.size()) {
        const auto& nodes = fabrics.ethernet[number - fabrics.read.size()].nodes;
        return std::any_of(nodes.begin(), nodes.end(), [&machines](const FabricNode& node) {
            return machines.contains(node.machineId.text());
        });
    }
    return std::any_of(machines.begin(), machines.end(), [&](const QString& machine) {
        return rows.count(FabricNode::record(),
                          {.equals = {{u"fabric_id"_qs, fabrics.at(number).id.text()},
                                      {u"machine_id"_qs, machine}}}) > 0;
    });
}

int choose(Rows& rows, const Fabrics& fabrics, const FabricWish& wish)
{
    int first = -1;
    int seen = -1;
    int wanted = -1;
    for (std::size_t number = fabrics.size(); number-- > 0;) {
        first = int(number);
        if (fabrics.at(number).scannedAt.isSet())
            seen = first;
        if (fabrics.at(number).id.text() == wish.id)
            wanted = first;
    }
    if (wanted < 0 || !hasOneOf(rows, fabrics, std::size_t(wanted), wish.machines)) {
        for (std::size_t number = 0; number < fabrics.size(); ++number) {
            if (hasOneOf(rows, fabrics, number, wish.machines))
                return int(number);
        }
    }
    return wanted >= 0 ? wanted : seen >= 0 ? seen : first;
}

} // namespace

FabricRead readFabric(Rows& rows, const FabricWish& wish, const query::Filter& filter)
{
    FabricRead read;
    const Fabrics fabrics = Fabrics::of(rows);
    for (std::size_t number = 0; number < fabrics.size(); ++number)
        read.choices.push_back(fabrics.choice(number));
    read.chosen = choose(rows, fabrics, wish);
    if (read.chosen < 0 || !fabrics.at(std::size_t(read.chosen)).scannedAt.isSet())
        return read;
    FabricPicture::Source source = fabrics.source(rows, std::size_t(read.chosen));
    source.isFiltered = !filter.isEmpty();
    if (source.isFiltered) {
        for (const Machine& machine : rows.listFields<Machine>({u"id"_qs}, filter))
            source.matching.insert(machine.id.text());
    }
    read.picture = std::make_shared<FabricPicture>(std::move(source));
    return read;
}

std::vector<FabricFindings> readFabricFindings(Rows& rows)
{
    std::vector<FabricFindings> all;
    const Fabrics fabrics = Fabrics::of(rows);
    for (std::size_t number = 0; number < fabrics.size(); ++number) {
        if (fabrics.at(number).scannedAt.isSet())
            all.push_back(
                {fabrics.choice(number), FabricPicture(fabrics.source(rows, number)).findings()});
    }
    return all;
}

} // namespace rackhouse
