#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/store/store.h"

#include <QElapsedTimer>
#include <QHash>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// Power loss in the middle of writing: a child process is killed at random instants under load,
/// ten times on one database. RACKHOUSE_STORE_KILLS says how often in all.
class TestKills : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void whatWasAcknowledgedIsThere_data();
    void whatWasAcknowledgedIsThere();

private:
    void writeAndKill();
    void check();
    void checkFeed(Reader& reader);
    qint64 scalar(const char* sql);
    void heard(const QByteArray& line);

    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    SystemClock m_clock;
    QRandomGenerator m_random = QRandomGenerator::securelySeeded();
    QSet<QString> m_events;          ///< acknowledged
    QHash<QString, qint64> m_counts; ///< highest acknowledged by thread
};

void TestKills::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("site.db"));
    m_events.clear();
    m_counts.clear();
}

void TestKills::heard(const QByteArray& line)
{
    const QStringList words = QString::fromLatin1(line.trimmed()).split(QLatin1Char(' '));
    QCOMPARE(words.size(), 3);
    qint64& count = m_counts[words.at(0)];
    count = std::max(count, words.at(1).toLongLong());
    m_events.insert(words.at(2));
}

void TestKills::writeAndKill()
{
    QProcess writer;
    writer.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    writer.start(QCoreApplication::applicationDirPath() + QStringLiteral("/store-kill-writer"),
                 {m_path});
    QVERIFY(writer.waitForStarted());
    // Every fourth dies early: while it opens the file, migrates it or recovers the log.
    const bool early = m_random.bounded(4) == 0;
    QElapsedTimer alive;
    alive.start();
    if (!early) {
        QVERIFY2(writer.waitForReadyRead(30'000), "the writer wrote nothing");
        alive.restart();
    }
    const qint64 lifetime = m_random.bounded(early ? 30 : 120);
    while (alive.elapsed() < lifetime && writer.state() == QProcess::Running)
        writer.waitForReadyRead(static_cast<int>(lifetime - alive.elapsed()));
    QCOMPARE(writer.state(), QProcess::Running);
    writer.kill();
    QVERIFY(writer.waitForFinished());
    QCOMPARE(writer.exitStatus(), QProcess::CrashExit);
    while (writer.canReadLine())
        heard(writer.readLine());
}

qint64 TestKills::scalar(const char* sql)
{
    auto database = Database::open(m_path, Database::Mode::ReadOnly);
    if (!database)
        return -1;
    auto query = (*database)->runOnce(QString::fromLatin1(sql));
    return query && query->next() ? query->value(0).toLongLong() : -1;
}

void TestKills::checkFeed(Reader& reader)
{
    // Every row has one newest entry that says the same, and the numbers have no gap.
    qint64 seen = 0;
    QHash<QString, QJsonObject> newest;
    for (;;) {
        const auto page = reader.changesSince(seen, Role::Admin, 5000);
        QVERIFY(page);
        if (page->empty())
            break;
        for (const Change& change : *page) {
            QVERIFY(!newest.contains(change.rowId));
            QVERIFY(change.seq > seen);
            newest.insert(change.rowId, change.body);
            seen = change.seq;
        }
    }
    qsizetype rows = 0;
    for (const RecordInfo* info : {&Rack::record(), &Event::record()}) {
        const auto all = reader.listJson(*info, {}, Role::Admin);
        QVERIFY(all);
        for (const QJsonObject& row : *all)
            QCOMPARE(newest.value(row.value(QStringLiteral("id")).toString()), row);
        rows += static_cast<qsizetype>(all->size());
    }
    QCOMPARE(newest.size(), rows);
}

void TestKills::check()
{
    auto store = Store::open(m_path, m_clock);
    QVERIFY2(store, qPrintable(store ? QString() : store.error().detail));
    {
        auto database = Database::open(m_path, Database::Mode::ReadOnly);
        auto query = (*database)->runOnce(QStringLiteral("PRAGMA integrity_check"));
        QVERIFY(query && query->next());
        QCOMPARE(query->value(0).toString(), QStringLiteral("ok"));
    }
    QCOMPARE(scalar("SELECT count(*) FROM change"),
             scalar("SELECT coalesce(max(seq), 0) FROM change"));
    const auto read = (*store)->read<void>([this](Reader& reader) -> Result<void> {
        const auto racks = reader.list<Rack>();
        const auto events = reader.list<Event>();
        if (!racks || !events)
            return fail("store-failed");
        QSet<QString> stored;
        QHash<QString, qint64> byThread;
        for (const Event& event : *events) {
            stored.insert(event.id.text());
            ++byThread[event.code];
        }
        // Nothing that was acknowledged is lost ...
        if (!stored.contains(m_events))
            return fail("store-failed", QStringLiteral("an event is lost"));
        for (const Rack& rack : *racks) {
            // ... and what was written together is there together.
            if (rack.powerLimitW != byThread.value(rack.name) ||
                rack.powerLimitW < m_counts.value(rack.name))
                return fail("store-failed", QStringLiteral("rack ") + rack.name);
        }
        if (static_cast<qsizetype>(racks->size()) < m_counts.size())
            return fail("store-failed", QStringLiteral("a rack is lost"));
        checkFeed(reader);
        return {};
    });
    QVERIFY2(read, qPrintable(read ? QString() : read.error().detail));
}

void TestKills::whatWasAcknowledgedIsThere_data()
{
    QTest::addColumn<int>("kills");
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("RACKHOUSE_STORE_KILLS", &given);
    for (int left = given ? wanted : 20, number = 1; left > 0; left -= 10, ++number)
        QTest::addRow("database %d", number) << std::min(left, 10);
}

void TestKills::whatWasAcknowledgedIsThere()
{
    QFETCH(int, kills);
    for (int kill = 0; kill < kills && !QTest::currentTestFailed(); ++kill) {
        writeAndKill();
        if (!QTest::currentTestFailed())
            check();
    }
    qInfo("%lld writes were acknowledged", static_cast<long long>(m_events.size()));
    QVERIFY(!m_events.isEmpty());
}

QTEST_GUILESS_MAIN(TestKills)
#include "test_store_kills.moc"
