#include "app/machines/bmcpoller.h"

#include "app/jobs/await.h"
#include "app/machines/bmcrecords.h"
#include "app/redfish/readers.h"
#include "models/store/store.h"

#include <algorithm>

namespace rackhouse
{

namespace
{
constexpr qint64 QueueAgainAfterMs = 10'000;
constexpr qsizetype FewBmcs = 1000; ///< reading more of them takes its time
constexpr int LookAgainAfter = 30;  ///< polls of a machine of which no power or inlet was found
} // namespace

BmcPoller::BmcPoller(Store& store, const Clock& clock, BmcPool& pool, Limits limits,
                     QObject* parent)
    : QObject(parent), m_store(store), m_clock(clock), m_pool(pool), m_limits(limits),
      m_handle(std::make_shared<BmcPoller*>(this))
{
    m_timer.setInterval(1000);
    connect(&m_timer, &QTimer::timeout, this, &BmcPoller::tick);
}

BmcPoller::~BmcPoller()
{
    *m_handle = nullptr;
}

void BmcPoller::start()
{
    m_timer.start();
}

void BmcPoller::stop()
{
    m_timer.stop();
}

void BmcPoller::tick()
{
    const Instant now = m_clock.now();
    const bool large = m_due.size() > FewBmcs;
    if (now.ms - m_queuedAt.ms >= QueueAgainAfterMs || (m_queue.empty() && !large)) {
        m_queuedAt = now;
        queueDue(now);
    }
    pollNext();
}

/// Those that have waited longest come first: where there are too many, each gets its turn.
void BmcPoller::queueDue(Instant now)
{
    const auto bmcs =
        m_store.read<std::vector<Bmc>>([](Reader& reader) { return reader.list<Bmc>(); });
    if (!bmcs)
        return;
    std::vector<std::pair<qint64, BmcId>> waiting;
    for (const Bmc& bmc : *bmcs) {
        // A BMC that was asked a moment ago (by discovery, by an earlier run) can wait its turn.
        Due& due = m_due[bmc.id];
        if (!due.at.isSet())
            due = {.at = bmc.triedAt.plusMs(m_limits.everyMs), .revision = bmc.revision};
        const bool changed = due.revision != bmc.revision;
        if (due.busy || (due.at > now && !changed) || bmc.secretId.isEmpty())
            continue;
        due.revision = bmc.revision;
        waiting.emplace_back(changed ? 0 : due.at.ms, bmc.id);
    }
    std::sort(waiting.begin(), waiting.end());
    m_queue.clear();
    for (const auto& [at, id] : waiting)
        m_queue.push_back(id);
}

void BmcPoller::pollNext()
{
    while (m_timer.isActive() && m_busy < m_limits.parallel && !m_queue.empty()) {
        const BmcId id = m_queue.front();
        m_queue.pop_front();
        m_due[id].busy = true;
        m_busy += 1;
        poll(id);
    }
}

/// Where the telemetry of a machine is read. One that did not tell all is looked at again later, or
/// when it has been switched on: most BMCs have no load to tell of while their machine is off.
std::shared_ptr<redfish::TelemetrySource> BmcPoller::sourceOf(const Machine& machine,
                                                              PowerState power)
{
    Telling& telling = m_telling[machine.id];
    const bool cameOn = power == PowerState::On && machine.power != PowerState::On;
    if (!telling.source ||
        (!telling.source->complete && (cameOn || telling.polls >= LookAgainAfter)))
        telling = {std::make_shared<redfish::TelemetrySource>()};
    if (telling.revision != machine.revision)
        telling.source->leakPaths = leakPathsOf(machine.id);
    telling.revision = machine.revision;
    telling.polls += 1;
    return telling.source;
}

/// As the last inventory found them: there may be some in any of dozens of chassis.
QStringList BmcPoller::leakPathsOf(const MachineId& machine) const
{
    const auto parts = m_store.read<std::vector<Component>>([&](Reader& reader) {
        return reader.list<Component>(
            {.equals = {{QStringLiteral("machine_id"), machine.text()},
                        {QStringLiteral("kind"), enumText(ComponentKind::Sensor)},
                        {QStringLiteral("model"), redfish::kLeak.toString()}}});
    });
    QStringList paths;
    for (const Component& part : parts.value_or(std::vector<Component>()))
        paths << part.detail.value(u"path").toString();
    return paths;
}

QCoro::Task<Result<std::vector<BmcPoller::Seen>>> BmcPoller::ask(BmcPool::Client client,
                                                                 std::vector<Machine> machines)
{
    const auto self = m_handle;
    std::vector<Seen> seen;
    if (machines.empty()) {
        auto probing = client->probe();
        const auto root = co_await probing;
        if (!root)
            co_return fail(root.error());
    }
    for (const Machine& machine : machines) {
        auto reading = client->get(machine.systemPath);
        const auto resource = co_await reading;
        if (!resource)
            co_return fail(resource.error());
        const redfish::System system = redfish::readSystem(*resource);
        if (!*self)
            co_return fail("internal");
        auto telling = client->telemetry(*resource, sourceOf(machine, system.power));
        const redfish::Telemetry telemetry = co_await telling;
        seen.push_back({machine.id, system.power, system.health, telemetry});
    }
    co_return seen;
}

QCoro::Task<void> BmcPoller::poll(BmcId id)
{
    const auto self = m_handle;
    const auto machines = m_store.read<std::vector<Machine>>([&](Reader& reader) {
        return reader.list<Machine>({.equals = {{QStringLiteral("bmc_id"), id.text()}}});
    });
    const auto client = m_pool.client(id);
    Result<std::vector<Seen>> seen = fail("internal");
    if (client && machines) {
        auto asking = ask(*client, *machines);
        seen = co_await asking;
    } else {
        seen = fail(client ? machines.error() : client.error());
    }
    if (!*self)
        co_return;
    const Instant now = m_clock.now();
    std::function<Result<void>(Writer&)> work = [id, seen, now](Writer& writer) -> Result<void> {
        const std::optional<Error> error = seen ? std::nullopt : std::optional(seen.error());
        if (auto noted = bmcrecords::noteAnswer(writer, id, error, now); !noted)
            return noted;
        for (const Seen& one : seen.value_or(std::vector<Seen>())) {
            auto machine = writer.get<Machine>(one.machine);
            if (!machine)
                continue;
            machine->power = one.power;
            machine->health = one.health;
            const Health leak = machine->leak;
            bmcrecords::takeTelemetry(*machine, one.telemetry);
            machine->observedAt = now;
            if (auto put = writer.put(*machine); !put)
                return put;
            if (auto told = bmcrecords::tellLeak(writer, *machine, leak, now); !told)
                return told;
        }
        return {};
    };
    auto write = m_store.write<void>(std::move(work));
    co_await settled(write); // when it fails, the next turn tries again
    if (!*self)
        co_return;
    Due& due = m_due[id];
    due.busy = false;
    due.failures = seen ? 0 : due.failures + 1;
    due.at = now.plusMs(
        std::min<qint64>(m_limits.everyMs << std::min(due.failures, 6), m_limits.longestMs));
    m_busy -= 1;
    pollNext();
}

} // namespace rackhouse
