#include "app/switches/switchpoller.h"

#include "app/jobs/await.h"
#include "app/machines/neighbors.h"
#include "app/switches/switchrecords.h"
#include "models/domain/floor.h"
#include "models/store/store.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

/// A neighbour that stays is written anew once it was seen so long ago, not at every answer.
constexpr qint64 SeenAgainAfterMs = 900'000;
/// Nor are a switch and its ports, of which there are many more: they are stale after an hour.
constexpr qint64 SameAgainAfterMs = 1'800'000;
constexpr int MostDoublings = 6;

NeighborSource sourceOf(SwitchMethod method)
{
    switch (method) {
    case SwitchMethod::Eapi:
        return NeighborSource::Eapi;
    case SwitchMethod::Nvue:
        return NeighborSource::Nvue;
    case SwitchMethod::Sonic:
        return NeighborSource::Sonic;
    case SwitchMethod::SnmpV2c:
    case SwitchMethod::SnmpV3:
        break;
    }
    return NeighborSource::Snmp;
}

Result<void> takeNeighbors(Writer& writer, const SwitchAccess& access,
                           const QList<LldpNeighbor>& neighbors, Instant now)
{
    const auto asset = writer.get<Asset>(access.assetId);
    if (!asset)
        return fail(asset.error());
    return replaceNeighbors(writer,
                            {.kind = EndKind::Asset,
                             .id = asset->id.text(),
                             .name = asset->name,
                             .source = sourceOf(access.method),
                             .seenAgainAfterMs = SeenAgainAfterMs},
                            neighbors, now);
}

/// Writes down what became of it. What was asked with other settings than those of now says
/// nothing.
Result<SwitchAccess> note(Writer& writer, const SwitchAccess& asked,
                          const SwitchAsker::Outcome& outcome, Instant now)
{
    auto row = writer.get<SwitchAccess>(asked.id);
    if (!row || row->revision != asked.revision)
        return row;
    row->askedAt = now;
    row->presented.clear();
    if (row->certificate.isEmpty())
        row->certificate = outcome.certificate;
    Result<void> done;
    if (outcome.neighbors) {
        row->state = SwitchState::Answered;
        row->reason.clear();
        row->reasonArgs = {};
        row->answeredAt = now;
        row->neighborCount = outcome.neighbors->size();
        done = takeNeighbors(writer, *row, *outcome.neighbors, now);
        if (done)
            done = replaceSwitchWords(writer, row->assetId, outcome.words, now, SameAgainAfterMs);
    } else {
        const Error& error = outcome.neighbors.error();
        row->state = SwitchState::Failed;
        row->reason = error.code;
        row->reasonArgs = QJsonObject::fromVariantMap(error.args);
        row->presented = error.args.value(QStringLiteral("presented")).toString();
    }
    if (done)
        done = writer.put(*row);
    return done ? row : Result<SwitchAccess>(fail(done.error()));
}

} // namespace

SwitchPoller::SwitchPoller(Store& store, const Clock& clock, const redfish::Vault& vault,
                           Limits limits, QObject* parent)
    : QObject(parent), m_store(store), m_clock(clock), m_limits(limits),
      m_asker(store, vault, limits.asking), m_handle(std::make_shared<SwitchPoller*>(this))
{
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &SwitchPoller::tick);
}

SwitchPoller::~SwitchPoller()
{
    *m_handle = nullptr;
}

void SwitchPoller::start()
{
    m_timer.start();
}

void SwitchPoller::stop()
{
    m_timer.stop();
}

bool SwitchPoller::isDue(const SwitchAccess& access, Instant now)
{
    const Due& due = m_due[access.id];
    if (due.busy)
        return false;
    if (access.state == SwitchState::New)
        return true; // new, or changed by a person
    const qint64 everyMs = access.everySeconds * 1000;
    const qint64 waitMs = std::max(
        everyMs, std::min(everyMs << std::min(due.failures, MostDoublings), m_limits.longestMs));
    return access.askedAt.plusMs(waitMs) <= now;
}

void SwitchPoller::tick()
{
    if (!m_timer.isActive() || m_busy >= m_limits.parallel)
        return;
    auto rows = m_store.read<std::vector<SwitchAccess>>(
        [](Reader& reader) { return reader.list<SwitchAccess>(); });
    if (!rows)
        return;
    const Instant now = m_clock.now();
    std::erase_if(*rows, [&](const SwitchAccess& access) { return !isDue(access, now); });
    // Those that have waited longest come first.
    std::sort(rows->begin(), rows->end(),
              [](const SwitchAccess& a, const SwitchAccess& b) { return a.askedAt < b.askedAt; });
    for (const SwitchAccess& access : *rows) {
        if (m_busy >= m_limits.parallel)
            break;
        begin(access);
    }
}

QFuture<Result<SwitchAccess>> SwitchPoller::ask(SwitchAccessId id)
{
    auto promise = std::make_shared<QPromise<Result<SwitchAccess>>>();
    promise->start();
    QMetaObject::invokeMethod(this, [this, id, promise] { askNow(id, promise); });
    return promise->future();
}

void SwitchPoller::askNow(const SwitchAccessId& id, const Promise& promise)
{
    const auto access =
        m_store.read<SwitchAccess>([&](Reader& reader) { return reader.get<SwitchAccess>(id); });
    if (!access || !m_timer.isActive()) {
        promise->addResult(access ? Result<SwitchAccess>(fail("stopping")) : access);
        return promise->finish();
    }
    m_due[id].waiting.push_back(promise);
    if (!m_due[id].busy)
        begin(*access);
}

void SwitchPoller::begin(const SwitchAccess& access)
{
    m_due[access.id].busy = true;
    m_busy += 1;
    askOne(access);
}

QCoro::Task<void> SwitchPoller::askOne(SwitchAccess access)
{
    const auto self = m_handle;
    auto asking = m_asker.ask(access);
    const SwitchAsker::Outcome outcome = co_await asking;
    if (!*self)
        co_return;
    const Instant now = m_clock.now();
    std::function<Result<SwitchAccess>(Writer&)> work = [access, outcome, now](Writer& writer) {
        return note(writer, access, outcome, now);
    };
    auto write = m_store.write<SwitchAccess>(std::move(work));
    const auto row = co_await settled(write);
    if (!*self)
        co_return;
    Due& due = m_due[access.id];
    due.failures = outcome.neighbors ? 0 : due.failures + 1;
    ended(access.id, row);
}

void SwitchPoller::ended(const SwitchAccessId& id, const Result<SwitchAccess>& row)
{
    m_busy -= 1;
    m_due[id].busy = false;
    const std::vector<Promise> waiting = std::exchange(m_due[id].waiting, {});
    if (!row)
        m_due.remove(id); // it was removed meanwhile, or the store will be asked again
    for (const Promise& promise : waiting) {
        promise->addResult(row);
        promise->finish();
    }
}

} // namespace rackhouse
