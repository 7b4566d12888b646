#include "apifixture.h"

#include "models/domain/allocation.h"
#include "models/domain/fabric.h"

#include <algorithm>

using namespace rackhouse;
using namespace rackhouse::api;

namespace
{

/// A leaf and two adapters, one of which tells no name of its own.
const QByteArray twoHosts =
    "Switch\t65 \"S-0a\"\t\t# \"MF0;leaf-01:M/U1\" enhanced port 0 lid 7 lmc 0\n"
    "[1]\t\"H-0b\"[1](b)\t\t# \"node-1 HCA-1\" lid 4 4xNDR\n"
    "[2]\t\"H-0c\"[1](c)\t\t# \"MT4129 ConnectX7\" lid 5 4xNDR\n\n"
    "Ca\t1 \"H-0b\"\t\t# \"node-1 HCA-1\"\n"
    "[1](b)\t\"S-0a\"[1]\t\t# lid 4 lmc 0 \"leaf-01\" lid 7 4xNDR\n\n"
    "Ca\t1 \"H-0c\"\t\t# \"MT4129 ConnectX7\"\n"
    "[1](c)\t\"S-0a\"[2]\t\t# lid 5 lmc 0 \"leaf-01\" lid 7 4xNDR\n";

/// A leaf with so many hosts from that number on; a form feed, which is a blank, between the nodes.
QByteArray hosts(int first, int count)
{
    QByteArray leaf = "Switch 65 \"S-0a\" # \"leaf-01\" enhanced port 0 lid 7 lmc 0\n";
    QByteArray adapters;
    for (int host = first; host < first + count; ++host) {
        const QByteArray guid = QByteArray::number(0x100 + host, 16);
        const QByteArray port = QByteArray::number(host);
        leaf += "[" + port + "] \"H-" + guid + "\"[1] # \"n" + port + " HCA-1\" lid 4 4xNDR\n";
        adapters += "\fCa 1 \"H-" + guid + "\" # \"n" + port + " HCA-1\"\n[1] \"S-0a\"[" + port +
                    "] # lid 4 lmc 0 \"leaf-01\" lid 7 4xNDR\n";
    }
    return leaf + adapters;
}

} // namespace

class TestApiFabrics : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
        const auto made = awaitFuture(m_client->post(
            QStringLiteral("/fabrics"), {{QStringLiteral("name"), QStringLiteral("compute")}}));
        QCOMPARE(codeOf(made), QString());
        m_id = made->value(QStringLiteral("id")).toString();
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void aPictureBecomesNodesAndLinks()
    {
        Machine machine = m_site->addMachine(QStringLiteral("r1-u07"));
        machine.hostname = QStringLiteral("node-2");
        m_site->put(machine);
        Component card;
        card.id = ComponentId(newUuid());
        card.machineId = machine.id;
        card.kind = ComponentKind::InfiniBand;
        card.slot = QStringLiteral("mlx5_0");
        card.serial = QStringLiteral("0000:0000:0000:000c");
        m_site->put(card);

        const auto fabric = scan(twoHosts);
        QCOMPARE(codeOf(fabric), QString());
        QCOMPARE(fabric->value(QStringLiteral("node_count")).toInteger(), 3);
        QCOMPARE(fabric->value(QStringLiteral("link_count")).toInteger(), 2);
        QVERIFY(fabric->value(QStringLiteral("scanned_at")).toInteger() > 0);
        QStringList hosts;
        for (const FabricNode& node : m_site->rows<FabricNode>())
            hosts << node.host + u'/' + node.adapter + u'/' + enumText(node.kind);
        hosts.sort();
        // The card without a name is joined with the inventory by its GUID.
        QCOMPARE(hosts,
                 (QStringList{QStringLiteral("//switch"), QStringLiteral("node-1/HCA-1/adapter"),
                              QStringLiteral("node-2/mlx5_0/adapter")}));
        const auto named = m_site->rows<FabricNode>(
            {.equals = {{QStringLiteral("guid"), QStringLiteral("000000000000000c")}}});
        QCOMPARE(named.front().machineId, machine.id);
        const auto links =
            awaitFuture(m_client->get(QStringLiteral("/fabrics/%1/links").arg(m_id)));
        QCOMPARE(links->value(QStringLiteral("items")).toArray().size(), 2);
    }

    void aLinkKeepsWhatBothEndsTell()
    {
        QByteArray slow = twoHosts;
        slow.replace("lid 4 lmc 0 \"leaf-01\" lid 7 4xNDR", "lid 4 lmc 0 \"leaf-01\" lid 7 1xSDR");
        QVERIFY(scan(slow));
        QStringList rates;
        for (const FabricLink& link : m_site->rows<FabricLink>())
            rates << QStringLiteral("%1x%2 %3x%4")
                         .arg(link.lanes)
                         .arg(link.speed)
                         .arg(link.bLanes)
                         .arg(link.bSpeed);
        rates.sort();
        QCOMPARE(rates,
                 (QStringList{QStringLiteral("4xNDR 1xSDR"), QStringLiteral("4xNDR 4xNDR")}));
    }

    void aSecondLookTellsOnlyWhatChanged()
    {
        QVERIFY(scan(twoHosts));
        const auto before = m_site->rows<FabricNode>();
        const qint64 newest = feedEnd();
        QVERIFY(scan(twoHosts));
        // Only the fabric itself and the audit row that tells who did it.
        QVERIFY2(feedEnd() <= newest + 2, qPrintable(QString::number(feedEnd() - newest)));
        // One host is unplugged.
        QByteArray less = twoHosts.left(twoHosts.lastIndexOf("Ca\t1"));
        less.replace("[2]\t\"H-0c\"[1](c)\t\t# \"MT4129 ConnectX7\" lid 5 4xNDR\n", "");
        QVERIFY(scan(less));
        const auto after = m_site->rows<FabricNode>();
        QCOMPARE(after.size(), std::size_t(2));
        QCOMPARE(m_site->rows<FabricLink>().size(), std::size_t(1));
        for (const FabricNode& node : after) {
            QVERIFY(std::any_of(before.begin(), before.end(),
                                [&](const FabricNode& old) { return old.id == node.id; }));
        }
    }

    void aTextWithoutMuchOfWhatIsKnownAsksFirst()
    {
        QVERIFY(scan(hosts(1, 12)));
        QCOMPARE(m_site->rows<FabricLink>().size(), std::size_t(12));
        const auto refused = scan(hosts(1, 6));
        QCOMPARE(codeOf(refused), QStringLiteral("fabric-would-shrink"));
        QVERIFY2(problemText(refused.error())
                     .startsWith(QStringLiteral("6 of 13 nodes and 6 of 12 links would go.")),
                 qPrintable(problemText(refused.error())));
        QCOMPARE(m_site->rows<FabricNode>().size(), std::size_t(13));
        QCOMPARE(m_site->rows<FabricLink>().size(), std::size_t(12));
        // As many others are not the same ones.
        QCOMPARE(codeOf(scan(hosts(7, 12))), QStringLiteral("fabric-would-shrink"));
        QCOMPARE(codeOf(scan(hosts(1, 7))), QString()); // a handful goes
        QCOMPARE(codeOf(scan(hosts(30, 12))), QStringLiteral("fabric-would-shrink"));
        QCOMPARE(codeOf(scan(hosts(30, 12), QStringLiteral("?replace=yes"))), QString());
        QCOMPARE(m_site->rows<FabricNode>().size(), std::size_t(13));
    }

    /// Another host prints the same cables in another order.
    void theOtherEndFirstIsTheSameFabric()
    {
        QVERIFY(scan(hosts(1, 12)));
        QByteArrayList parts = hosts(1, 12).split('\f');
        std::reverse(parts.begin(), parts.end());
        QCOMPARE(codeOf(scan(parts.join('\f'))), QString());
        QCOMPARE(m_site->rows<FabricLink>().size(), std::size_t(12));
    }

    void aPictureIsAsOldAsItsTextTells()
    {
        const auto seen = [this](const QByteArray& text, const QString& query) {
            const auto fabric = scan(text, query);
            return fabric ? fabric->value(QStringLiteral("scanned_at")).toInteger() : -1;
        };
        auto settings = m_site->rows<SiteSettings>().front();
        settings.timeZone = QStringLiteral("Asia/Tokyo");
        m_site->put(settings);
        const auto moment = [](const char* iso) {
            return QDateTime::fromString(QLatin1String(iso), Qt::ISODate).toMSecsSinceEpoch();
        };
        const QString sent = QStringLiteral("?observed_at=2025-08-09T00:00:00Z");
        const QByteArray head = "#\n# Topology file: generated on Fri Aug  8 06:33:24 2025\n#\n";
        QCOMPARE(seen(head + twoHosts, sent), moment("2025-08-07T21:33:24Z"));
        // Without one the sender says it, and without him it is now.
        QCOMPARE(seen(twoHosts, sent), moment("2025-08-09T00:00:00Z"));
        QCOMPARE(seen(twoHosts, {}), m_site->clock.now().ms);
        // A clock that is ahead tells nothing of the future.
        QCOMPARE(seen("# Topology file: generated on Thu Jan  1 00:00:00 2099\n" + twoHosts, sent),
                 m_site->clock.now().ms);
    }

    void whatATextLeavesOpenIsCounted()
    {
        const auto cut = scan(twoHosts.left(twoHosts.lastIndexOf("Ca\t1")));
        QCOMPARE(cut->value(QStringLiteral("skipped_lines")).toInteger(), 1);
        QCOMPARE(scan(twoHosts)->value(QStringLiteral("skipped_lines")).toInteger(), 0);
    }

    void aTextThatIsNoneChangesNothing()
    {
        QVERIFY(scan(twoHosts));
        QCOMPARE(codeOf(scan("<html>login</html>\n")), QStringLiteral("topology-empty"));
        QCOMPARE(codeOf(scan("")), QStringLiteral("topology-empty"));
        QCOMPARE(m_site->rows<FabricNode>().size(), std::size_t(3));
        QVERIFY(QDir(m_site->dir.filePath(QStringLiteral("fabrics")))
                    .isEmpty(QDir::Files | QDir::Hidden));
    }

    void aFabricGoesWithAllThatIsInIt()
    {
        QVERIFY(scan(twoHosts));
        const QString path = QStringLiteral("/fabrics/") + m_id;
        const auto viewer = m_site->client(Role::Viewer);
        QCOMPARE(codeOf(awaitFuture(viewer->remove(path))), QStringLiteral("forbidden"));
        QCOMPARE(codeOf(awaitFuture(m_client->remove(path))), QString());
        QVERIFY(m_site->rows<Fabric>().empty());
        QVERIFY(m_site->rows<FabricNode>().empty());
        QVERIFY(m_site->rows<FabricLink>().empty());
        QCOMPARE(codeOf(scan(twoHosts)), QStringLiteral("not-found"));
    }

    void namesAreUnique()
    {
        const auto again = awaitFuture(m_client->post(
            QStringLiteral("/fabrics"), {{QStringLiteral("name"), QStringLiteral("compute")}}));
        QCOMPARE(codeOf(again), QStringLiteral("name-taken"));
    }

private:
    Result<QJsonObject> scan(const QByteArray& text, const QString& query = {})
    {
        QFile file(m_files.filePath(newUuid()));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("a file could not be written");
        file.close();
        return awaitFuture(m_client->upload(QStringLiteral("/fabrics/%1/scan").arg(m_id) + query,
                                            file.fileName()));
    }
    qint64 feedEnd()
    {
        return *m_site->store->read<qint64>([](Reader& reader) -> Result<qint64> {
            const auto changes = reader.changesSince(0, Role::Admin);
            return changes->empty() ? 0 : changes->back().seq;
        });
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    QTemporaryDir m_files;
    QString m_id;
};

QTEST_GUILESS_MAIN(TestApiFabrics)
#include "test_api_fabrics.moc"
