#include "apifixture.h"

#include "models/domain/fabric.h"
#include "models/domain/fabricfacts.h"

using namespace rackhouse;
using namespace rackhouse::api;

namespace
{

/// A leaf of LID 7 with a host of LID 4.
const QByteArray oneHost =
    "Switch\t65 \"S-0a\"\t\t# \"MF0;leaf-01:M/U1\" enhanced port 0 lid 7 lmc 0\n"
    "[1]\t\"H-0b\"[1](b)\t\t# \"node-1 HCA-1\" lid 4 4xNDR\n\n"
    "Ca\t1 \"H-0b\"\t\t# \"node-1 HCA-1\"\n"
    "[1](b)\t\"S-0a\"[1]\t\t# lid 4 lmc 0 \"leaf-01\" lid 7 4xNDR\n";

QByteArray counted(int lid, int port, int symbols)
{
    return "# Port extended counters: Lid " + QByteArray::number(lid) + " port " +
           QByteArray::number(port) + " (CapMask: 0x5300)\nSymbolErrorCounter:..............." +
           QByteArray::number(symbols) + '\n';
}

const QByteArray aSwitch = "=====\nQuantum Mellanox Technologies\n=====\n"
                           "part number | MQM8790-HS2F\nserial number | MT1\nGUID | 0x0a\n"
                           "fan status | ERROR\nfan#1 (rpm) | foo\n";

const QByteArray aPlan = "switches:\n  spine-1: {switches: [leaf-01]}\n"
                         "blocks:\n- {switch: leaf-01, nodes: ['node-[1-2]']}\n";

} // namespace

/// What is known of a fabric beside its cables comes the way that the fabric comes.
class TestApiFabricFacts : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
        const auto made = awaitFuture(m_client->post(
            QStringLiteral("/fabrics"), {{QStringLiteral("name"), QStringLiteral("compute")}}));
        m_id = made->value(QStringLiteral("id")).toString();
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void theScanKeepsLids()
    {
        QCOMPARE(codeOf(send(oneHost)), QString());
        for (const FabricNode& node : m_site->rows<FabricNode>())
            QCOMPARE(node.lid, node.kind == FabricNodeKind::Switch ? 7 : 4);
    }

    void countersAreKeptByLidWithWhatWasBefore()
    {
        QCOMPARE(codeOf(send(oneHost)), QString());
        const auto first = send(counted(7, 1, 100), "observed_at=2020-01-01T10:00:00Z");
        QCOMPARE(codeOf(first), QString());
        QCOMPARE(first->value(QStringLiteral("counters")).toInteger(), 1);
        QVERIFY(first->value(QStringLiteral("unknown")).toArray().isEmpty());
        auto rows = m_site->rows<FabricCounters>();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.front().guid, QStringLiteral("000000000000000a"));
        QVERIFY(!rows.front().beforeAt.isSet());
        QCOMPARE(codeOf(send(counted(7, 1, 140), "observed_at=2020-01-01T12:00:00Z")), QString());
        rows = m_site->rows<FabricCounters>();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.front().observedAt.ms - rows.front().beforeAt.ms, 7'200'000);
        const QString counter = QStringLiteral("SymbolErrorCounter");
        QCOMPARE(rows.front().before.value(counter).toInteger(), 100);
        QCOMPARE(rows.front().counters.value(counter).toInteger(), 140);
    }

    /// Of what a port sends nobody hears who does not ask, and the next reading is counted from it.
    void whatPortsOnlySendIsKeptAndNotInTheFeed()
    {
        const auto sent = [](int symbols, qint64 words) -> QByteArray {
            return counted(7, 1, symbols) + "PortXmitData:....." + QByteArray::number(words) + '\n';
        };
        const auto inFeed = [this] {
            const auto changes = *m_site->store->read<std::vector<Change>>(
                [](Reader& reader) { return reader.changesSince(0, Role::Viewer); });
            const auto found =
                std::find_if(changes.begin(), changes.end(), [](const Change& change) {
                    return change.kind == FabricCounters::record().kindText();
                });
            return found == changes.end() ? QJsonObject() : found->body;
        };
        const auto words = [](const QJsonObject& row, const char* part) {
            return row[QLatin1String(part)].toObject()[QStringLiteral("PortXmitData")].toInteger();
        };
        QCOMPARE(codeOf(send(oneHost)), QString());
        QCOMPARE(codeOf(send(sent(3, 1000), "observed_at=2020-01-01T10:00:00Z")), QString());
        QCOMPARE(words(inFeed(), "counters"), 1000);
        QCOMPARE(codeOf(send(sent(3, 5000), "observed_at=2020-01-01T11:00:00Z")), QString());
        QCOMPARE(words(inFeed(), "counters"), 1000);
        const QString path = QStringLiteral("/fabrics/%1/counters").arg(m_id);
        auto asked = awaitFuture(m_client->get(path))->value(QStringLiteral("items"))[0].toObject();
        QCOMPARE(words(asked, "counters"), 5000);
        QCOMPARE(words(asked, "before"), 1000);
        // Also after a restart.
        m_site->serve(*m_site->jobs);
        m_client = m_site->client(Role::Operator);
        QCOMPARE(codeOf(send(sent(40, 9000), "observed_at=2020-01-01T12:00:00Z")), QString());
        QCOMPARE(words(inFeed(), "counters"), 9000);
        QCOMPARE(words(inFeed(), "before"), 5000);
        asked = awaitFuture(m_client->get(path))->value(QStringLiteral("items"))[0].toObject();
        QCOMPARE(asked, inFeed());
    }

    void theNameOfAFileSaysWhichNodeItIs()
    {
        QCOMPARE(codeOf(send(oneHost)), QString());
        // The node has another LID by now.
        QCOMPARE(codeOf(send(counted(999, 1, 1), "guid=000000000000000b")), QString());
        QCOMPARE(m_site->rows<FabricCounters>().front().guid, QStringLiteral("000000000000000b"));
    }

    void aFileOfManyNodesIsNamedAfterNone()
    {
        QCOMPARE(codeOf(send(oneHost)), QString());
        QCOMPARE(codeOf(send(counted(7, 1, 1) + counted(99, 1, 1), "guid=000000000000000b")),
                 QString());
        const auto rows = m_site->rows<FabricCounters>();
        QCOMPARE(rows.size(), std::size_t(2));
        for (const FabricCounters& row : rows)
            QVERIFY(row.guid != QLatin1String("000000000000000b"));
    }

    void whatIsToComeIsNow()
    {
        QCOMPARE(codeOf(send(oneHost)), QString());
        QCOMPARE(codeOf(send(counted(7, 1, 1), "observed_at=2999-01-01T00:00:00Z")), QString());
        QVERIFY(m_site->rows<FabricCounters>().front().observedAt <= m_site->store->clock().now());
        QCOMPARE(codeOf(send(counted(7, 1, 1), "observed_at=yesterday")),
                 QStringLiteral("bad-field"));
    }

    void aPortOfNoFabricIsTold()
    {
        QCOMPARE(codeOf(send(oneHost)), QString());
        const auto answer = send(counted(7, 1, 1) + counted(99, 3, 1));
        QCOMPARE(codeOf(answer), QString());
        QCOMPARE(answer->value(QStringLiteral("counters")).toInteger(), 2);
        QCOMPARE(answer->value(QStringLiteral("unknown")).toArray(),
                 QJsonArray{QStringLiteral("LID 99 port 3")});
        QCOMPARE(m_site->rows<FabricCounters>().size(), std::size_t(2));
        // Where the next files do not tell of it, it is not kept for ever.
        QCOMPARE(codeOf(send(counted(7, 1, 1))), QString());
        QCOMPARE(m_site->rows<FabricCounters>().size(), std::size_t(1));
    }

    void aSwitchTellsOfItsParts()
    {
        QCOMPARE(codeOf(send(oneHost)), QString());
        const auto answer = send(aSwitch);
        QCOMPARE(codeOf(answer), QString());
        QCOMPARE(answer->value(QStringLiteral("switches")).toInteger(), 1);
        const auto rows = m_site->rows<FabricHealth>();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows.front().serial, QStringLiteral("MT1"));
        QCOMPARE(rows.front().guid, QStringLiteral("000000000000000a"));
        QVERIFY(rows.front().unread.contains(QStringLiteral("fan#1 (rpm)")));
        const SwitchParts parts = SwitchParts::of(rows.front().parts);
        QCOMPARE(parts.fanStatus, QStringLiteral("ERROR"));
        QVERIFY(!parts.fans.front().rpm && !parts.temperatureC);
    }

    void aPlanTakesThePlaceOfTheOneBefore()
    {
        const auto answer = send(aPlan); // before the fabric is read, too
        QCOMPARE(codeOf(answer), QString());
        QCOMPARE(answer->value(QStringLiteral("planned")).toInteger(), 2);
        QCOMPARE(codeOf(send(QByteArray(aPlan).replace("spine-1", "spine-2"))), QString());
        QStringList names;
        for (const FabricPlan& row : m_site->rows<FabricPlan>())
            names << row.name;
        names.sort();
        QCOMPARE(names, (QStringList{QStringLiteral("leaf-01"), QStringLiteral("spine-2")}));
        QCOMPARE(codeOf(send("switches:\n  a: {switches: [a]}\n")), QStringLiteral("plan-loop"));
        QCOMPARE(m_site->rows<FabricPlan>().size(), std::size_t(2));
    }

    void factsNeedAFabric()
    {
        QCOMPARE(codeOf(send(counted(7, 1, 1))), QStringLiteral("fabric-unread"));
        QCOMPARE(codeOf(send(aSwitch)), QStringLiteral("fabric-unread"));
        QVERIFY(m_site->rows<FabricCounters>().empty());
        // The next one can come: nothing is held.
        QCOMPARE(codeOf(send(oneHost)), QString());
    }

    void allGoesWithTheFabric()
    {
        for (const QByteArray& text : {oneHost, counted(7, 1, 1), aSwitch, aPlan})
            QCOMPARE(codeOf(send(text)), QString());
        const auto listed =
            awaitFuture(m_client->get(QStringLiteral("/fabrics/%1/plan").arg(m_id)));
        QCOMPARE(listed->value(QStringLiteral("items")).toArray().size(), 2);
        QCOMPARE(codeOf(awaitFuture(m_client->remove(QStringLiteral("/fabrics/") + m_id))),
                 QString());
        QVERIFY(m_site->rows<FabricCounters>().empty() && m_site->rows<FabricHealth>().empty() &&
                m_site->rows<FabricPlan>().empty() && m_site->rows<Fabric>().empty());
    }

private:
    Result<QJsonObject> send(const QByteArray& text, const QByteArray& query = {})
    {
        QFile file(m_files.filePath(newUuid()));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("a file could not be written");
        file.close();
        return awaitFuture(m_client->upload(
            QStringLiteral("/fabrics/%1/scan?%2").arg(m_id, QString::fromLatin1(query)),
            file.fileName()));
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    QTemporaryDir m_files;
    QString m_id;
};

QTEST_GUILESS_MAIN(TestApiFabricFacts)
#include "test_api_fabricfacts.moc"
