#include "app/machines/housekeeping.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/network.h"
#include "models/domain/security.h"
#include "models/store/store.h"

#include <QCoroTask>
#include <QTemporaryDir>
#include <QtTest>

using namespace rackhouse;

/// What the database forgets by itself, and what it never does.
class TestMachinesHousekeeping : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = *Store::open(m_dir->filePath(QStringLiteral("s.db")), m_clock);
    }
    void cleanup() { m_store.reset(); }

    void oldEventsGo()
    {
        const Instant now = m_clock.now();
        for (int days = 100; days > 0; --days)
            putEvent(now.plusMs(-days * Day));
        Housekeeping keeper(*m_store, m_clock, {.batch = 3});
        QCOMPARE(swept(keeper), 10);
        const auto left = rows<Event>();
        QCOMPARE(left.size(), 90u);
        QCOMPARE(left.front().at, now.plusMs(-90 * Day));
        QCOMPARE(swept(keeper), 0);
    }

    void whatTheFloorWasLongAgoIsForgotten()
    {
        Rack rack;
        rack.id = RackId(nextId());
        for (int days = 0; days < 10; ++days) {
            rack.position = days;
            put([rack](Writer& writer) { return writer.put(rack); });
            m_clock.advanceMs(Day);
        }
        Housekeeping keeper(*m_store, m_clock, {.historyForMs = 5 * Day, .batch = 2});
        QCOMPARE(swept(keeper), 5);
        const auto begin =
            *m_store->read<Instant>([](Reader& reader) { return reader.historyBegin(); });
        QCOMPARE(begin, m_clock.now().plusMs(-5 * Day));
        const auto then = m_store->read<std::vector<QJsonObject>>([&](Reader& reader) {
            return reader.listJsonAsOf(Rack::record(), {}, begin, Role::Viewer);
        });
        QCOMPARE(then->front().value(QStringLiteral("position")).toInteger(), 5);
        QCOMPARE(swept(keeper), 0);
    }

    void aFloodOfEventsIsCut()
    {
        const Instant now = m_clock.now();
        for (int i = 0; i < 20; ++i)
            putEvent(now.plusMs(i));
        Housekeeping keeper(*m_store, m_clock, {.mostEvents = 5, .batch = 4});
        QCOMPARE(swept(keeper), 15);
        QCOMPARE(rows<Event>().front().at, now.plusMs(15));
    }

    void endedBootSessionsAndOldAnswersGo()
    {
        const QString who = QStringLiteral("tester");
        for (qint64 days : {-30, -8, -6, 1}) {
            BootSession session;
            session.id = BootSessionId(nextId());
            session.tokenHash = session.id.text();
            session.expiresAt = m_clock.now().plusMs(days * Day);
            put([session](Writer& writer) { return writer.put(session); });
            const Instant at = m_clock.now().plusMs(days * Day);
            put([session, at, who](Writer& writer) {
                return writer.putReply({session.id.text(), who, who, who, 201, "{}", at});
            });
        }
        Housekeeping keeper(*m_store, m_clock, {});
        QCOMPARE(swept(keeper), 2);
        const auto left = rows<BootSession>();
        QCOMPARE(left.size(), 2u);
        put([key = left.front().id.text(), who](Writer& writer) -> Result<void> {
            const auto reply = writer.findReply(key, who);
            return reply && *reply ? Result<void>() : Result<void>(fail("not-found"));
        });
    }

    void secretsGoWhenNothingNeedsThem()
    {
        const auto job = [this](JobState state, const char* field, qint64 endedDays) {
            Job made;
            made.id = JobId::create();
            made.state = state;
            made.params = {{QLatin1String(field), seal().text()}};
            made.finishedAt = m_clock.now().plusMs(endedDays * Day);
            put([made](Writer& writer) { return writer.put(made); });
            return made.params.value(QLatin1String(field)).toString();
        };
        Bmc bmc;
        bmc.id = BmcId::create();
        bmc.address = QStringLiteral("10.0.0.1");
        bmc.secretId = seal();
        put([bmc](Writer& writer) { return writer.put(bmc); });
        seal(); // a password that was replaced
        const QSet<QString> kept{bmc.secretId.text(), job(JobState::Running, "secret_id", 0),
                                 job(JobState::Failed, "user_data_id", -6),
                                 job(JobState::Cancelled, "user_data_id", -6)};
        job(JobState::Failed, "user_data_id", -8);
        job(JobState::Succeeded, "secret_id", 0);
        Housekeeping keeper(*m_store, m_clock, {});
        QCOMPARE(swept(keeper), 0); // a job may be on its way to the store
        m_clock.advanceMs(Day / 24 + 1);
        QCOMPARE(swept(keeper), 3);
        QSet<QString> left;
        for (const SealedSecret& secret : rows<SealedSecret>())
            left.insert(secret.id.text());
        QCOMPARE(left, kept);
    }

private:
    static constexpr qint64 Day = 24ll * 3600 * 1000;

    void put(std::function<Result<void>(Writer&)> work)
    {
        auto done = m_store->write<void>(std::move(work));
        QVERIFY(done.result());
    }
    SecretId seal()
    {
        const SealedSecret secret{SecretId::create(), "nonce", "sealed", m_clock.now()};
        put([secret](Writer& writer) { return writer.put(secret); });
        return secret.id;
    }
    /// Ids in the order of their making, also within a millisecond.
    QString nextId()
    {
        return QStringLiteral("01900000-0000-7000-8000-%1").arg(++m_made, 12, 10, QLatin1Char('0'));
    }
    void putEvent(Instant at)
    {
        Event event;
        event.id = EventId(nextId());
        event.at = at;
        put([event](Writer& writer) { return writer.put(event); });
    }
    template <class T>
    std::vector<T> rows()
    {
        return *m_store->read<std::vector<T>>([](Reader& reader) { return reader.list<T>(); });
    }
    static qint64 swept(Housekeeping& keeper)
    {
        auto sweep = keeper.sweep();
        return QCoro::waitFor(sweep).value_or(-1);
    }

    int m_made = 0; ///< events, whose ids follow one another
    ManualClock m_clock{{1'700'000'000'000}};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
};

QTEST_GUILESS_MAIN(TestMachinesHousekeeping)
#include "test_machines_housekeeping.moc"
