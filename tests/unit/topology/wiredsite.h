#pragma once

#include "models/topology/cabling.h"
#include "models/topology/fabricgraph.h"
#include "tests/support/demofabric.h"

#include <QBuffer>

namespace rackhouse
{

/// A few nodes, two leaves and a patch panel, put together line by line.
struct WiredSite {
    Cabling::Books books;

    QString machine(const char* name, const QStringList& macs = {})
    {
        Machine row;
        row.id = MachineId::create();
        row.name = QString::fromLatin1(name);
        row.macs = macs;
        books.machines.push_back(row);
        return row.id.text();
    }
    QString asset(const char* name, AssetKind kind)
    {
        Asset row;
        row.id = AssetId::create();
        row.name = QString::fromLatin1(name);
        row.kind = kind;
        books.assets.push_back(row);
        return row.id.text();
    }
    void cable(const char* label, const PortRef& a, const PortRef& b,
               CableState state = CableState::Connected)
    {
        Cable row;
        row.id = CableId::create();
        row.label = QString::fromLatin1(label);
        row.kind = CableKind::Dac;
        row.state = state;
        row.aKind = row.bKind = EndKind::Asset;
        row.aId = a.device;
        row.aPort = a.port;
        row.bId = b.device;
        row.bPort = b.port;
        if (b.isFree())
            row.bKind = EndKind::None;
        books.cables.push_back(row);
    }
    void hears(const PortRef& here, const char* name, const char* port, const char* text = "")
    {
        Neighbor row;
        row.id = NeighborId::create();
        row.localId = here.device;
        row.localPort = here.port;
        row.name = QString::fromLatin1(name);
        row.port = QString::fromLatin1(port);
        row.portText = QString::fromLatin1(text);
        books.neighbors.push_back(row);
    }
    /// What ibnetdiscover printed, as the site keeps it.
    void scan(QByteArray text)
    {
        QBuffer buffer(&text);
        buffer.open(QIODevice::ReadOnly);
        const DemoFabric rows = DemoFabric::of(FabricGraph::of(*readIbnetdiscover(buffer)), {});
        books.fabricNodes.insert(books.fabricNodes.end(), rows.nodes.begin(), rows.nodes.end());
        books.fabricLinks.insert(books.fabricLinks.end(), rows.links.begin(), rows.links.end());
    }
    QStringList sentences() const
    {
        const Cabling cabling(books);
        QStringList list;
        for (const CablingFinding& finding : cabling.findings())
            list << findingCode(finding.kind) + u": "_qs + cabling.sentence(finding);
        return list;
    }
};

inline PortRef at(const QString& device, const char* port)
{
    return {device, QString::fromLatin1(port)};
}

} // namespace rackhouse
