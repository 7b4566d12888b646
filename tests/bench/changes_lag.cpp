#include "tests/bench/benches.h"

#include "app/api/apiserver.h"
#include "app/client/replicasync.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

namespace rackhouse::bench
{

namespace
{

constexpr int kChanges = 300;
constexpr int kPauseMs = 5;
constexpr double kLimitMs = 250;

/// The API asks nothing of jobs here.
class NoJobs final : public JobService
{
public:
    QFuture<Result<Job>> submit(JobRequest) override { return none(); }
    QFuture<Result<Job>> cancel(JobId, QString) override { return none(); }
    QFuture<Result<Job>> hold(JobId, QString) override { return none(); }
    QFuture<Result<Job>> release(JobId, QString) override { return none(); }
    QFuture<Result<Job>> retry(JobId, QString, QString) override { return none(); }

private:
    static QFuture<Result<Job>> none()
    {
        return QtFuture::makeReadyFuture<Result<Job>>(fail("not-found"));
    }
};

/// Nor of switches.
class NoSwitches final : public SwitchAsking
{
public:
    QFuture<Result<SwitchAccess>> ask(SwitchAccessId) override
    {
        return QtFuture::makeReadyFuture<Result<SwitchAccess>>(fail("not-found"));
    }
};

/// Writes a row and waits for it in the replica; the time from its commit, in ms.
class Lag : public QObject
{
public:
    Lag(Store& store, Replica& replica, const QString& siteKey) : m_store(store)
    {
        // The synchroniser's thread emits this after its commit.
        connect(&replica, &Replica::siteSynchronised, this,
                [this, siteKey](const QString& key, qint64 seq) {
                    if (key == siteKey && m_wanted > 0 && seq >= m_wanted)
                        arrived();
                });
    }

    std::vector<double> run()
    {
        next();
        m_loop.exec();
        return m_lags;
    }

private:
    void next()
    {
        m_wanted = 0;
        Machine machine;
        machine.id = MachineId::create();
        machine.name = machine.id.text();
        const auto put = m_store.write<qint64>([machine](Writer& writer) -> Result<qint64> {
            if (auto done = writer.put(machine); !done)
                return fail(done.error());
            return writer.lastChange();
        });
        const auto seq = put.result();
        m_timer.start();
        if (!seq)
            return m_loop.quit();
        m_wanted = *seq;
    }

    void arrived()
    {
        m_lags.push_back(static_cast<double>(m_timer.nsecsElapsed()) / 1e6);
        m_wanted = 0;
        if (m_lags.size() >= kChanges)
            return m_loop.quit();
        QTimer::singleShot(kPauseMs, this, [this] { next(); });
    }

    Store& m_store;
    QElapsedTimer m_timer;
    QEventLoop m_loop;
    qint64 m_wanted = 0;
    std::vector<double> m_lags;
};

double percentile(std::vector<double> values, double part)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(part * static_cast<double>(values.size() - 1))];
}

} // namespace

/// From the commit at the appliance to the row in the console's replica, over TLS on loopback.
Result<void> changesLag(const Print& print)
{
    const QTemporaryDir dir;
    const SystemClock clock;
    NoJobs jobs;
    NoSwitches switches;
    const auto store = Store::open(dir.filePath(QStringLiteral("site.db")), clock);
    const auto ca = api::SiteCa::open(dir.filePath(QStringLiteral("ca")), clock, {});
    const auto replica = Replica::open(dir.filePath(QStringLiteral("replica.db")), clock);
    if (!store || !ca || !replica)
        return fail("store-failed");
    const Redacted<QString> token(newUuid());
    const auto seal = [](const Redacted<QString>&) -> Result<SealedSecret> {
        return fail("internal");
    };
    api::ApiServer server({**store, jobs, **ca, clock, seal, switches, dir.path()},
                          {.embeddedToken = token});
    if (auto listening = server.listen(QHostAddress::LocalHost, 0); !listening)
        return listening;
    client::SiteAccess access{QUrl(QStringLiteral("https://127.0.0.1:%1").arg(server.port())),
                              (*ca)->serverFingerprint()};
    access.token = token;
    const QString siteKey = newUuid();
    client::ReplicaSync sync(access, siteKey, **replica);
    QEventLoop first;
    QObject::connect(&sync, &client::ReplicaSync::contact, &first, &QEventLoop::quit);
    QTimer::singleShot(10'000, &first, &QEventLoop::quit);
    sync.start();
    first.exec();
    const std::vector<double> lags = Lag(**store, **replica, siteKey).run();
    sync.stop();
    if (lags.empty())
        return fail("store-failed");
    for (const auto& [name, part] : {std::pair{"p50", 0.5}, std::pair{"p99", 0.99}}) {
        Measure measure = lowerIsBetter(QStringLiteral("changes.lag"), percentile(lags, part),
                                        QStringLiteral("ms"), QStringLiteral("limit"), kLimitMs);
        measure.more = {{QStringLiteral("percentile"), QString::fromLatin1(name)},
                        {QStringLiteral("changes"), static_cast<qint64>(lags.size())}};
        print(measure);
    }
    return {};
}

} // namespace rackhouse::bench
