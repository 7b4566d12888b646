#include "apifixture.h"

#include "models/domain/floor.h"

#include <QJsonArray>

using namespace rackhouse;

/// The floor as it was, through the API.
class TestApiHistory : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Viewer);
        m_begin = m_site->clock.now();
        m_site->clock.advanceMs(kMinute);
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void whatWasMovedAndRemovedIsListedWhereItWas()
    {
        Machine machine = m_site->addMachine(u"gpu-1"_qs);
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = u"leaf-1"_qs;
        leaf.position = 40;
        m_site->put(leaf);
        const QString before = later();
        machine.position = 9;
        m_site->put(machine);
        QVERIFY(m_site->store->write<void>([&](Writer& w) { return w.remove<Asset>(leaf.id); })
                    .result());
        later();
        QCOMPARE(rows("/machines", before).at(0)[u"position"_qs].toInteger(), 0);
        QCOMPARE(rows("/machines").at(0)[u"position"_qs].toInteger(), 9);
        QCOMPARE(rows("/assets", before).at(0)[u"name"_qs].toString(), u"leaf-1"_qs);
        QVERIFY(rows("/assets").isEmpty());
        QVERIFY(rows("/machines", m_begin.plusMs(1000).toIso()).isEmpty());
        QCOMPARE(rows("/machines", before, {{u"name"_qs, u"gpu-2"_qs}}).size(), 0);
        QCOMPARE(rows("/machines", before, {{u"name"_qs, u"gpu-1"_qs}}).size(), 1);
    }

    void rowsComeInPages()
    {
        for (int i = 0; i < 5; ++i)
            m_site->addMachine(u"m%1"_qs.arg(i));
        const QString then = later();
        for (int i = 5; i < 8; ++i)
            m_site->addMachine(u"m%1"_qs.arg(i));
        QSet<QString> names;
        QString after;
        do {
            const auto page =
                get("/machines", {{u"at"_qs, then}, {u"limit"_qs, u"2"_qs}, {u"after"_qs, after}});
            QVERIFY(page);
            for (const QJsonValue& row : page->value(u"items"_qs).toArray())
                names.insert(row[u"name"_qs].toString());
            after = page->value(u"next"_qs).toString();
        } while (!after.isEmpty());
        QCOMPARE(names.size(), 5);
    }

    void aMomentMayBeWrittenInAnyZone()
    {
        m_site->addMachine(u"gpu-1"_qs);
        later();
        const QDateTime now = m_site->clock.now().toDateTime();
        QCOMPARE(rows("/machines", now.toOffsetFromUtc(7200).toString(Qt::ISODate)).size(), 1);
        QCOMPARE(rows("/machines", now.toOffsetFromUtc(-3600).toString(Qt::ISODate)).size(), 1);
    }

    void momentsThatCannotBeShownAreRefused_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("code");
        QTest::newRow("before the beginning")
            << u"2001-01-01T00:00:00Z"_qs << u"moment-too-early"_qs;
        QTest::newRow("to come") << u"2901-01-01T00:00:00Z"_qs << u"moment-in-future"_qs;
        QTest::newRow("no zone") << u"2026-01-01T00:00:00"_qs << u"bad-field"_qs;
        QTest::newRow("no time") << u"2026-01-01"_qs << u"bad-field"_qs;
        QTest::newRow("no date") << u"yesterday"_qs << u"bad-field"_qs;
        QTest::newRow("empty") << QString() << u"bad-field"_qs;
    }
    void momentsThatCannotBeShownAreRefused()
    {
        QFETCH(QString, at);
        QFETCH(QString, code);
        QCOMPARE(codeOf(get("/machines", {{u"at"_qs, at}})), code);
        if (code == u"bad-field"_qs)
            QCOMPARE(codeOf(get("/history", {{u"at"_qs, at}})), code);
    }

    void theWayBackSaysWhereItBegins()
    {
        const auto answer = get("/machines", {{u"at"_qs, u"2001-01-01T00:00:00Z"_qs}});
        const auto history = get("/history", {});
        QVERIFY(history);
        QCOMPARE(answer.error().args.value(u"begin"_qs).toString(),
                 history->value(u"begin"_qs).toString());
        QVERIFY(problemText(answer.error()).contains(history->value(u"begin"_qs).toString()));
        QVERIFY(get("/racks", {{u"at"_qs, history->value(u"begin"_qs).toString()}}));
    }

    void changesAreFoundOneAfterTheOther()
    {
        const QString start = later();
        Machine machine = m_site->addMachine(u"gpu-1"_qs);
        later();
        machine.position = 3;
        m_site->put(machine);
        later();
        const auto answer = get("/history", {{u"at"_qs, start}});
        QCOMPARE(answer->value(u"before"_qs).toString(), QString());
        const QString first = answer->value(u"after"_qs).toString();
        QCOMPARE(rows("/machines", first).size(), 1);
        const QString second = get("/history", {{u"at"_qs, first}})->value(u"after"_qs).toString();
        QCOMPARE(rows("/machines", second).at(0)[u"position"_qs].toInteger(), 3);
        const auto last = get("/history", {{u"at"_qs, second}});
        QCOMPARE(last->value(u"after"_qs).toString(), QString());
        QCOMPARE(last->value(u"before"_qs).toString(), first);
        QVERIFY(last->value(u"marks"_qs).toArray().size() >= 1);
        QCOMPARE(codeOf(get("/history", {{u"parts"_qs, u"0"_qs}})), u"bad-field"_qs);
    }

    void onlyKindsWithAHistoryHaveIt()
    {
        const QString at = later();
        QCOMPARE(codeOf(get("/jobs", {{u"at"_qs, at}})), u"bad-field"_qs);
        const auto document = get("/openapi.json", {});
        QVERIFY(document);
        const auto names = [&](const char* path) {
            QStringList found;
            const QJsonObject paths = document->value(u"paths"_qs).toObject();
            const QJsonValue call = paths.value(QLatin1String(path))[u"get"_qs];
            for (const QJsonValue& parameter : call[u"parameters"_qs].toArray())
                found << parameter[u"name"_qs].toString();
            return found;
        };
        QVERIFY(names("/machines").contains(u"at"_qs));
        QVERIFY(names("/history").contains(u"parts"_qs));
        QVERIFY(!names("/jobs").contains(u"at"_qs));
    }

private:
    static constexpr qint64 kMinute = 60'000;

    /// The moment now; time goes on by a minute.
    QString later()
    {
        const QString now = m_site->clock.now().plusMs(1000).toIso();
        m_site->clock.advanceMs(kMinute);
        return now;
    }
    Result<QJsonObject> get(const char* path, const QList<QPair<QString, QString>>& items)
    {
        QUrlQuery query;
        query.setQueryItems(items);
        return awaitFuture(m_client->get(QString::fromLatin1(path), query));
    }
    QJsonArray rows(const char* path, const QString& at = {},
                    QList<QPair<QString, QString>> items = {})
    {
        if (!at.isEmpty())
            items.append({u"at"_qs, at});
        const auto answer = get(path, items);
        return answer ? answer->value(u"items"_qs).toArray() : QJsonArray();
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    Instant m_begin;
};

QTEST_GUILESS_MAIN(TestApiHistory)
#include "test_api_history.moc"
