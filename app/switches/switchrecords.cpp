#include "app/switches/switchrecords.h"

#include "models/store/writer.h"

#include <QHash>

#include <tuple>

namespace rackhouse
{

namespace
{

template <class T>
Result<std::vector<T>> rowsOf(Writer& writer, const AssetId& asset)
{
    return writer.list<T>({.equals = {{QStringLiteral("asset_id"), asset.text()}}});
}

/// What makes another row of it at once.
auto core(const SwitchFacts& row)
{
    return std::tie(row.hostname, row.model, row.serial, row.software, row.supplyCount,
                    row.fanCount, row.failed, row.missing);
}

auto core(const SwitchPort& row)
{
    return std::tuple(row.state, row.speedMbps, row.mostMbps, row.duplex, row.media,
                      row.mediaSerial, row.isDim(), row.macs);
}

/// `before`: the row as it is, or null.
template <class T>
Result<void> putOver(Writer& writer, const T* before, T row, qint64 seenAgainAfterMs)
{
    if (before && core(*before) == core(row) &&
        before->observedAt.plusMs(seenAgainAfterMs) > row.observedAt)
        return {};
    row.id = before ? before->id : decltype(row.id)::create();
    return writer.put(row);
}

Result<void> replacePorts(Writer& writer, const AssetId& asset, const SwitchWords& words,
                          Instant now, qint64 seenAgainAfterMs)
{
    const auto old = rowsOf<SwitchPort>(writer, asset);
    if (!old)
        return fail(old.error());
    QHash<QString, const SwitchPort*> known;
    for (const SwitchPort& row : *old)
        known.insert(row.name, &row);
    for (const auto& [name, port] : words.ports) {
        SwitchPort row = port;
        row.assetId = asset;
        row.observedAt = now;
        if (auto put = putOver(writer, known.take(name), row, seenAgainAfterMs); !put)
            return put;
    }
    for (const SwitchPort* gone : std::as_const(known)) {
        if (auto removed = writer.remove<SwitchPort>(gone->id); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<void> replaceSwitchWords(Writer& writer, const AssetId& asset, const SwitchWords& words,
                                Instant now, qint64 seenAgainAfterMs)
{
    const auto old = rowsOf<SwitchFacts>(writer, asset);
    if (!old)
        return fail(old.error());
    SwitchFacts row = words.facts;
    row.assetId = asset;
    row.observedAt = now;
    const SwitchFacts* before = old->empty() ? nullptr : &old->front();
    if (auto put = putOver(writer, before, row, seenAgainAfterMs); !put)
        return put;
    return words.ports.empty() ? Result<void>()
                               : replacePorts(writer, asset, words, now, seenAgainAfterMs);
}

} // namespace rackhouse
