#include "app/api/fabricfacts.h"

#include "app/api/rowdifference.h"
#include "models/topology/fabriccounters.h"

#include <QSet>

#include <algorithm>
#include <set>

namespace rackhouse
{
namespace
{

Select ofFabric(const FabricId& fabric)
{
    return {.equals = {{QStringLiteral("fabric_id"), fabric.text()}}};
}

template <class T>
Result<QHash<QString, T>> rowsOf(Store& store, const FabricId& fabric)
{
    const auto rows = store.read<std::vector<T>>(
        [&fabric](Reader& reader) { return reader.list<T>(ofFabric(fabric)); });
    if (!rows)
        return fail(rows.error());
    QHash<QString, T> byId;
    for (const T& row : *rows)
        byId.insert(row.id.text(), row);
    return byId;
}

template <class T>
Result<void> replaceBy(Store& store, const QHash<QString, T>& there,
                       const QHash<QString, T>& wanted, const IsNews<T>& isNews = {})
{
    std::vector<RowWork> work;
    std::vector<RowWork> removals;
    addDifference(there, wanted, work, removals, isNews);
    work.insert(work.end(), removals.begin(), removals.end());
    return writeAll(store, work);
}

template <class T>
Result<void> forget(Store& store, const FabricId& fabric)
{
    const auto there = rowsOf<T>(store, fabric);
    return there ? replaceBy<T>(store, *there, {}) : fail(there.error());
}

/// The nodes that a fabric had when it was read last.
struct Known {
    QSet<QString> guids;
    QHash<qint64, QString> guidOfLid; ///< empty: of several

    static Result<Known> of(Store& store, const FabricId& fabric)
    {
        const auto nodes = rowsOf<FabricNode>(store, fabric);
        if (!nodes)
            return fail(nodes.error());
        if (nodes->isEmpty())
            return fail("fabric-unread");
        Known known;
        for (const FabricNode& node : *nodes) {
            known.guids.insert(node.guid);
            if (node.lid > 0)
                known.guidOfLid.insert(node.lid,
                                       known.guidOfLid.contains(node.lid) ? QString() : node.guid);
        }
        return known;
    }
};

QString nameOf(const FabricCounters& port)
{
    const QString node = port.guid.isEmpty() ? QStringLiteral("LID %1").arg(port.lid)
                                             : QStringLiteral("0x") + port.guid;
    return QStringLiteral("%1 port %2").arg(node).arg(port.port);
}

} // namespace

Result<FactsTaken> keepCounters(Store& store, const FabricId& fabric, const PerfqueryText& text,
                                const QString& guid, Instant at)
{
    const auto known = Known::of(store, fabric);
    const auto there = rowsOf<FabricCounters>(store, fabric);
    if (!known || !there)
        return fail(known ? there.error() : known.error());
    QHash<QString, FabricCounters> wanted = *there;
    for (const FabricCounters& row : *there) {
        if (!known->guids.contains(row.guid))
            wanted.remove(row.id.text());
    }
    FactsTaken taken;
    std::set<QString> unknown;
    taken.skippedLines = text.notes.size();
    // A file of many devices is not named after one of them.
    const bool isOne = std::all_of(text.ports.begin(), text.ports.end(), [&](const auto& port) {
        return port.lid == text.ports.front().lid;
    });
    const QString named = isOne ? guid : QString();
    for (const FabricCounters& read : text.ports) {
        FabricCounters row = read;
        row.guid = named.isEmpty() ? known->guidOfLid.value(read.lid) : named;
        row.fabricId = fabric;
        const QString node = row.guid.isEmpty() ? QStringLiteral("lid %1").arg(row.lid) : row.guid;
        row.id = FabricCountersId(idIn(
            fabric,
            QStringLiteral("counters %1:%2 %3").arg(node).arg(row.port).arg(enumText(row.set))));
        const FabricCounters before = there->value(row.id.text(), row);
        FabricCounters kept = withReading(before, read, at);
        kept.lid = row.lid;
        wanted.insert(kept.id.text(), kept);
        ++taken.taken;
        if (!known->guids.contains(row.guid))
            unknown.insert(nameOf(row));
    }
    taken.unknown = QStringList(unknown.begin(), unknown.end());
    // Between any two readings every port counts on: that is for the next reading, not for all who
    // follow the feed.
    if (auto written = replaceBy<FabricCounters>(store, *there, wanted, isNews); !written)
        return fail(written.error());
    return taken;
}

Result<FactsTaken> keepHealth(Store& store, const FabricId& fabric,
                              const std::vector<FabricHealth>& switches, Instant at)
{
    const auto known = Known::of(store, fabric);
    const auto there = rowsOf<FabricHealth>(store, fabric);
    if (!known || !there)
        return fail(known ? there.error() : known.error());
    QHash<QString, FabricHealth> wanted = *there;
    for (const FabricHealth& row : *there) {
        if (!known->guids.contains(row.guid))
            wanted.remove(row.id.text());
    }
    FactsTaken taken;
    for (FabricHealth row : switches) {
        if (row.guid.isEmpty()) {
            ++taken.skippedLines;
            continue;
        }
        row.id = FabricHealthId(idIn(fabric, QStringLiteral("health ") + row.guid));
        row.fabricId = fabric;
        row.observedAt = at;
        ++taken.taken;
        if (!known->guids.contains(row.guid))
            taken.unknown << QStringLiteral("0x") + row.guid;
        const auto old = wanted.constFind(row.id.text());
        if (old == wanted.cend() || old->observedAt.ms <= at.ms)
            wanted.insert(row.id.text(), row);
    }
    if (auto written = replaceBy(store, *there, wanted); !written)
        return fail(written.error());
    return taken;
}

Result<FactsTaken> keepPlan(Store& store, const FabricId& fabric,
                            const std::vector<FabricPlan>& plan)
{
    const auto there = rowsOf<FabricPlan>(store, fabric);
    if (!there)
        return fail(there.error());
    QHash<QString, FabricPlan> wanted;
    for (FabricPlan row : plan) {
        row.id = FabricPlanId(idIn(fabric, QStringLiteral("plan ") + row.name));
        row.fabricId = fabric;
        wanted.insert(row.id.text(), row);
    }
    if (auto written = replaceBy(store, *there, wanted); !written)
        return fail(written.error());
    return FactsTaken{std::ssize(plan), {}, 0};
}

Result<void> forgetFacts(Store& store, const FabricId& fabric)
{
    for (const auto& forgotten :
         {forget<FabricCounters>(store, fabric), forget<FabricHealth>(store, fabric),
          forget<FabricPlan>(store, fabric)}) {
        if (!forgotten)
            return forgotten;
    }
    return {};
}

} // namespace rackhouse
