#include "app/switches/switchrecords.h"

#include "models/domain/fieldtext.h"
#include "models/store/writer.h"

#include <QHash>

#include <algorithm>
#include <initializer_list>
#include <tuple>
#include <type_traits>

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
    return std::tuple(row.state, row.speedMbps, row.mostMbps, row.duplex, row.errorCount, row.media,
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

/// Whether one of these questions was not answered.
bool lacks(const SwitchFacts& facts, std::initializer_list<const char*> topics)
{
    return std::any_of(topics.begin(), topics.end(), [&facts](const char* topic) {
        return facts.missing.contains(QLatin1String(topic));
    });
}

/// What nothing was told of stays as it was where a question that tells it was not answered. Which
/// question that is depends on the method: all that may be are named.
void keepUntold(const SwitchFacts& before, SwitchFacts& row)
{
    const auto keep = [&](auto field, std::initializer_list<const char*> topics) {
        using Value = std::remove_cvref_t<decltype(row.*field)>;
        const bool isKept = row.*field == Value() && lacks(row, topics);
        if (isKept)
            row.*field = before.*field;
        return isKept;
    };
    keep(&SwitchFacts::hostname, {"name", "identity"});
    keep(&SwitchFacts::model, {"identity"});
    keep(&SwitchFacts::serial, {"identity"});
    keep(&SwitchFacts::software, {"identity", "name"});
    const bool sensors = keep(&SwitchFacts::hottestC, {"temperatures", "fans", "identity"});
    const bool supplies = keep(&SwitchFacts::supplyCount, {"supplies", "fans", "identity"});
    const bool fans = keep(&SwitchFacts::fanCount, {"fans", "identity"});
    for (const QString& line : before.failed) {
        const bool isKept = line.startsWith(QLatin1String("PSU"), Qt::CaseInsensitive)   ? supplies
                            : line.startsWith(QLatin1String("Fan"), Qt::CaseInsensitive) ? fans
                                                                                         : sensors;
        if (isKept && !row.failed.contains(line))
            row.failed << line;
    }
}

void keepUntold(const SwitchFacts& facts, const SwitchPort& before, SwitchPort& row)
{
    if (lacks(facts, {"optics"})) {
        row.mostMbps = before.mostMbps;
        row.media = before.media;
        row.mediaSerial = before.mediaSerial;
        row.rxDbm = before.rxDbm;
        row.txDbm = before.txDbm;
        row.mediaC = before.mediaC;
    }
    if (lacks(facts, {"macs"}))
        row.macs = before.macs;
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
    for (const auto& entry : words.ports) {
        SwitchPort row = entry.second;
        row.assetId = asset;
        row.observedAt = now;
        cleanTexts(row);
        const SwitchPort* before = known.take(row.name);
        if (before)
            keepUntold(words.facts, *before, row);
        if (auto put = putOver(writer, before, row, seenAgainAfterMs); !put)
            return put;
    }
    for (const SwitchPort* gone : std::as_const(known)) {
        if (auto removed = writer.remove<SwitchPort>(gone->id); !removed)
            return removed;
    }
    return {};
}

} // namespace

Result<void> replaceSwitchWords(Writer& writer, const AssetId& asset, SwitchWords words,
                                Instant now, qint64 seenAgainAfterMs)
{
    const auto old = rowsOf<SwitchFacts>(writer, asset);
    if (!old)
        return fail(old.error());
    const SwitchFacts* before = old->empty() ? nullptr : &old->front();
    if (before) {
        keepUntold(*before, words.facts);
        words.conclude();
    }
    SwitchFacts row = words.facts;
    row.assetId = asset;
    row.observedAt = now;
    cleanTexts(row);
    if (auto put = putOver(writer, before, row, seenAgainAfterMs); !put)
        return put;
    return words.ports.empty() || lacks(words.facts, {"ports"})
               ? Result<void>()
               : replacePorts(writer, asset, words, now, seenAgainAfterMs);
}

} // namespace rackhouse
