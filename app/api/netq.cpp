#include "app/api/netq.h"

#include "app/api/audit.h"
#include "app/api/moment.h"
#include "app/api/rowdifference.h"
#include "models/domain/fieldtext.h"
#include "models/topology/deviceindex.h"
#include "models/topology/netq.h"

#include <QFile>
#include <QJsonArray>
#include <QSet>

namespace rackhouse::api
{
namespace
{

constexpr qsizetype kMostNamed = 100; ///< devices that are in no books, in one answer

struct Known {
    std::vector<Machine> machines;
    std::vector<Asset> assets;
    std::vector<Neighbor> neighbors;   ///< that NetQ has told before
    std::vector<Component> components; ///< that NMX has
};

Result<Known> readKnown(Store& store)
{
    return store.read<Known>([](Reader& reader) -> Result<Known> {
        const auto bySource = [](const QString& source) {
            return Select{.equals = {{QStringLiteral("source"), source}}};
        };
        auto machines = reader.list<Machine>();
        auto assets = reader.list<Asset>();
        auto neighbors = reader.list<Neighbor>(bySource(enumText(NeighborSource::Netq)));
        auto components = reader.list<Component>(bySource(enumText(Source::Nmx)));
        for (const Error* error :
             {machines ? nullptr : &machines.error(), assets ? nullptr : &assets.error(),
              neighbors ? nullptr : &neighbors.error(),
              components ? nullptr : &components.error()}) {
            if (error)
                return fail(*error);
        }
        return Known{std::move(*machines), std::move(*assets), std::move(*neighbors),
                     std::move(*components)};
    });
}

Result<void> note(Store& store, const Call& call, const char* action)
{
    return store
        .write<void>([&call, action](Writer& writer) {
            return writeAudit(writer, call.caller.name, action, "site", {});
        })
        .result();
}

/// Writes what differs; a row that stays what it is, by its key, keeps its id.
template <class T, class KeyOf>
Result<void> replaceRows(Store& store, const std::vector<T>& before, std::vector<T> wanted,
                         KeyOf keyOf)
{
    QHash<QString, T> there;
    QHash<QString, decltype(T::id)> ids;
    for (const T& row : before) {
        there.insert(row.id.text(), row);
        ids.insert(keyOf(row), row.id);
    }
    QHash<QString, T> rows;
    QSet<QString> seen;
    for (T& row : wanted) {
        const QString key = keyOf(row);
        if (seen.contains(key))
            continue; // told twice
        seen.insert(key);
        row.id = ids.contains(key) ? ids.value(key) : decltype(T::id)::create();
        rows.insert(row.id.text(), row);
    }
    std::vector<RowWork> work;
    std::vector<RowWork> removals;
    addDifference(there, rows, work, removals);
    work.insert(work.end(), removals.begin(), removals.end());
    return writeAll(store, work);
}

QString keyOfNeighbor(const Neighbor& row)
{
    return QStringList{row.localName.toLower(), row.localPort, row.name.toLower(), row.port}.join(
        QChar(0x1f));
}

QString keyOfPlace(const Component& row)
{
    return row.machineId.text() + QChar(0x1f) + row.model;
}

class Intake
{
public:
    Intake(const Known& known, Instant at) : m_index(known.machines, known.assets), m_at(at)
    {
        for (const Machine& machine : known.machines)
            m_machines.insert(machine.id.text());
    }

    std::vector<Neighbor> neighborsOf(const NetqGraph& graph)
    {
        for (const NetqGraph::Device& device : graph.devices)
            require(device.name, m_index.called(device.name));
        std::vector<Neighbor> rows = graph.neighbors();
        for (Neighbor& row : rows) {
            row.localId = m_index.called(row.localName);
            if (!row.localId.isEmpty())
                row.localKind = isMachine(row.localId) ? EndKind::Machine : EndKind::Asset;
            row.observedAt = m_at;
            cleanTexts(row);
        }
        return rows;
    }

    std::vector<Component> placesOf(const std::vector<NvlinkHost>& hosts)
    {
        std::vector<Component> rows;
        for (const NvlinkHost& host : hosts) {
            const QString machine = m_index.called(host.name);
            if (!require(host.name, isMachine(machine) ? machine : QString()))
                continue;
            Component row = host.toComponent();
            row.machineId = MachineId(machine);
            row.observedAt = m_at;
            cleanTexts(row);
            rows.push_back(std::move(row));
        }
        return rows;
    }

    /// `told`: how many devices or hosts there are.
    QJsonObject answer(QJsonObject counts, std::size_t told) const
    {
        counts.insert(QStringLiteral("known"), qint64(told) - m_unknown.size());
        counts.insert(QStringLiteral("unknown"),
                      QJsonArray::fromStringList(m_unknown.mid(0, kMostNamed)));
        counts.insert(QStringLiteral("unknown_count"), m_unknown.size());
        return counts;
    }

private:
    bool require(const QString& name, const QString& id)
    {
        if (id.isEmpty())
            m_unknown << name;
        return !id.isEmpty();
    }

    bool isMachine(const QString& id) const { return m_machines.contains(id); }

    DeviceIndex m_index;
    QSet<QString> m_machines; ///< ids
    Instant m_at;
    QStringList m_unknown;
};

Result<QByteArray> contentOf(const Call& call)
{
    QFile file(call.request.bodyFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail("read-failed", file.errorString());
    return file.readAll();
}

} // namespace

Result<QJsonObject> takeNetq(Store& store, const Call& call)
{
    const auto content = contentOf(call);
    if (!content)
        return fail(content.error());
    const auto text = readNetq(*content);
    const auto at = observedIn(call.request.query, store.clock().now());
    if (!text || !at)
        return fail(text ? at.error() : text.error());
    const auto known = readKnown(store);
    if (!known)
        return fail(known.error());
    if (auto noted = note(store, call, "netq.read"); !noted)
        return fail(noted.error());
    Intake intake(*known, *at);
    if (const auto* graph = std::get_if<NetqGraph>(&*text)) {
        const auto done =
            replaceRows(store, known->neighbors, intake.neighborsOf(*graph), keyOfNeighbor);
        if (!done)
            return fail(done.error());
        return intake.answer({{QStringLiteral("devices"), qint64(graph->devices.size())},
                              {QStringLiteral("cables"), qint64(graph->cables.size())},
                              {QStringLiteral("skipped"), graph->skipped}},
                             graph->devices.size());
    }
    const auto& hosts = std::get<std::vector<NvlinkHost>>(*text);
    if (auto done = replaceRows(store, known->components, intake.placesOf(hosts), keyOfPlace);
        !done)
        return fail(done.error());
    return intake.answer({{QStringLiteral("hosts"), qint64(hosts.size())}}, hosts.size());
}

Result<QJsonObject> forgetNetq(Store& store, const Call& call)
{
    const auto known = readKnown(store);
    if (!known)
        return fail(known.error());
    if (auto noted = note(store, call, "netq.forget"); !noted)
        return fail(noted.error());
    if (auto done = replaceRows(store, known->neighbors, {}, keyOfNeighbor); !done)
        return fail(done.error());
    if (auto done = replaceRows(store, known->components, {}, keyOfPlace); !done)
        return fail(done.error());
    return QJsonObject{};
}

} // namespace rackhouse::api
