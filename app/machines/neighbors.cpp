#include "app/machines/neighbors.h"

#include "models/store/writer.h"

namespace rackhouse
{

namespace
{

QString keyOf(const QString& localPort, const QString& chassis, const QString& name,
              const QString& port)
{
    return QStringList{localPort, chassis, name, port}.join(QChar(0x1f));
}

} // namespace

Result<void> replaceNeighbors(Writer& writer, const NeighborTeller& teller,
                              const QList<LldpNeighbor>& neighbors, Instant now)
{
    const auto old =
        writer.list<Neighbor>({.equals = {{QStringLiteral("local_id"), teller.id},
                                          {QStringLiteral("source"), enumText(teller.source)}}});
    if (!old)
        return fail(old.error());
    QHash<QString, NeighborId> known;
    for (const Neighbor& row : *old) {
        const QString key = keyOf(row.localPort, row.chassis, row.name, row.port);
        if (!known.contains(key))
            known.insert(key, row.id);
        else if (auto removed = writer.remove<Neighbor>(row.id); !removed)
            return removed;
    }
    QSet<QString> written;
    for (const LldpNeighbor& told : neighbors) {
        const QString key = keyOf(told.localPort, told.chassis, told.name, told.port);
        if (written.contains(key))
            continue; // told twice, with other words
        written.insert(key);
        Neighbor row;
        row.id = known.contains(key) ? known.take(key) : NeighborId::create();
        row.localKind = teller.kind;
        row.localId = teller.id;
        row.localName = teller.name;
        row.localPort = told.localPort;
        row.chassis = told.chassis;
        row.name = told.name;
        row.port = told.port;
        row.portText = told.portText;
        row.source = teller.source;
        row.observedAt = now;
        if (auto put = writer.put(row); !put)
            return put;
    }
    for (const NeighborId& gone : std::as_const(known)) {
        if (auto removed = writer.remove<Neighbor>(gone); !removed)
            return removed;
    }
    return {};
}

} // namespace rackhouse
