#include "app/machines/neighbors.h"

#include "models/domain/fieldtext.h"
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

/// What the agent in a machine says, what the device itself says by whatever way, and what NetQ
/// says of it stand beside each other.
enum class Voice { Agent, Device, Netq };

Voice voiceOf(NeighborSource source)
{
    switch (source) {
    case NeighborSource::Agent:
        return Voice::Agent;
    case NeighborSource::Netq:
        return Voice::Netq;
    default:
        return Voice::Device;
    }
}

Result<std::vector<Neighbor>> toldBefore(Writer& writer, const NeighborTeller& teller)
{
    auto rows = writer.list<Neighbor>({.equals = {{QStringLiteral("local_id"), teller.id}}});
    if (rows) {
        std::erase_if(*rows, [voice = voiceOf(teller.source)](const Neighbor& row) {
            return voiceOf(row.source) != voice;
        });
    }
    return rows;
}

Neighbor rowOf(const NeighborTeller& teller, const LldpNeighbor& told, Instant now)
{
    Neighbor row;
    row.localKind = teller.kind;
    row.localId = teller.id;
    row.localName = teller.name;
    row.localPort = told.localPort;
    row.chassis = told.chassis;
    row.name = told.name;
    row.port = told.port;
    row.portText = told.portText;
    row.address = told.address;
    row.source = teller.source;
    row.observedAt = now;
    cleanTexts(row);
    return row;
}

/// Whether a row says the same, and not long ago.
bool stands(const Neighbor& old, const Neighbor& row, qint64 forMs)
{
    return old.localName == row.localName && old.portText == row.portText &&
           old.address == row.address && old.source == row.source &&
           old.observedAt.plusMs(forMs) > row.observedAt;
}

} // namespace

Result<void> replaceNeighbors(Writer& writer, const NeighborTeller& teller,
                              const QList<LldpNeighbor>& neighbors, Instant now)
{
    const auto old = toldBefore(writer, teller);
    if (!old)
        return fail(old.error());
    QHash<QString, Neighbor> known;
    for (const Neighbor& row : *old) {
        const QString key = keyOf(row.localPort, row.chassis, row.name, row.port);
        if (!known.contains(key))
            known.insert(key, row);
        else if (auto removed = writer.remove<Neighbor>(row.id); !removed)
            return removed;
    }
    QSet<QString> written;
    for (const LldpNeighbor& told : neighbors) {
        Neighbor row = rowOf(teller, told, now);
        const QString key = keyOf(row.localPort, row.chassis, row.name, row.port);
        if (written.contains(key))
            continue; // told twice, with other words
        written.insert(key);
        const auto before = known.constFind(key);
        const bool same =
            before != known.constEnd() && stands(*before, row, teller.seenAgainAfterMs);
        row.id = before == known.constEnd() ? NeighborId::create() : before->id;
        known.remove(key);
        if (same)
            continue;
        if (auto put = writer.put(row); !put)
            return put;
    }
    for (const Neighbor& gone : std::as_const(known)) {
        if (auto removed = writer.remove<Neighbor>(gone.id); !removed)
            return removed;
    }
    return {};
}

} // namespace rackhouse
