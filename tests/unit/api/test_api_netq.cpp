#include "apifixture.h"

#include "models/base/json.h"
#include "models/domain/asset.h"
#include "models/domain/wiring.h"

using namespace rackhouse;
using namespace rackhouse::api;

namespace
{

QByteArray graphOf(const QByteArray& host)
{
    return R"([{"nodes":[{"compounded_nodes":[
        {"id":"1","name":"leaf-1","device_type":"switch"},
        {"id":"2","name":")" +
           host + R"(","device_type":"host"}]}],
        "links":[{"compounded_links":[
        {"interfaces":[{"node":"1","interface":"swp1"},{"node":"2","interface":"eth0"}]},
        {"interfaces":[{"node":"1","interface":"swp2"},{"node":"2","interface":"eth1"}]}]}]}])";
}

QByteArray hostInSlot(int slot)
{
    return R"([{"Name":"node-1","ID":"a","DomainUUID":"3FBF","Health":"HEALTHY",
        "GpuIDList":["g1","g2","g3","g4"],"LocationInfo":{"ChassisSerialNumber":"1825",
        "SlotID":)" +
           QByteArray::number(slot) + R"(}},{"Name":"elsewhere","ID":"b","DomainUUID":"3FBF"}])";
}

} // namespace

/// The network as NetQ and NMX tell it, beside what its devices tell themselves.
class TestApiNetq : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
        m_machine = m_site->addMachine(QStringLiteral("node-1")).id;
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void aGraphTellsOfManyDevices()
    {
        const auto told = send(graphOf("node-1"), "observed_at=2020-01-01T10:00:00Z");
        QCOMPARE(codeOf(told), QString());
        QCOMPARE(integerOr(*told, QStringLiteral("devices")), 2);
        QCOMPARE(integerOr(*told, QStringLiteral("known")), 1);
        QCOMPARE(integerOr(*told, QStringLiteral("cables")), 2);
        // The switch is in no books, and its cables are seen all the same.
        QCOMPARE(told->value(QStringLiteral("unknown")).toArray(),
                 QJsonArray{QStringLiteral("leaf-1")});
        const auto rows = m_site->rows<Neighbor>({.orderBy = QStringLiteral("local_port")});
        QCOMPARE(rows.size(), std::size_t(4));
        QCOMPARE(rows.front().localPort, QStringLiteral("eth0"));
        QCOMPARE(rows.front().localId, m_machine.text());
        QCOMPARE(rows.front().localKind, EndKind::Machine);
        QCOMPARE(rows.front().name, QStringLiteral("leaf-1"));
        QCOMPARE(rows.front().source, NeighborSource::Netq);
        QCOMPARE(rows.front().observedAt.toIso(), QStringLiteral("2020-01-01T10:00:00.000Z"));
        QVERIFY(rows.back().localId.isEmpty());
    }

    void theNextGraphReplacesIt()
    {
        QCOMPARE(codeOf(send(graphOf("node-1"), "observed_at=2020-01-01T10:00:00Z")), QString());
        const auto first = m_site->rows<Neighbor>({.orderBy = QStringLiteral("id")});
        QCOMPARE(codeOf(send(graphOf("node-1"), "observed_at=2020-01-01T12:00:00Z")), QString());
        const auto second = m_site->rows<Neighbor>({.orderBy = QStringLiteral("id")});
        QCOMPARE(second.size(), first.size());
        QCOMPARE(second.front().id, first.front().id);
        QVERIFY(second.front().observedAt > first.front().observedAt);
        QCOMPARE(codeOf(send(graphOf("node-2"))), QString());
        for (const Neighbor& row : m_site->rows<Neighbor>())
            QVERIFY(row.localName != QLatin1String("node-1"));
    }

    void whatADeviceToldItselfStays()
    {
        const QJsonObject printed{
            {QStringLiteral("kind"), QStringLiteral("machine")},
            {QStringLiteral("id"), m_machine.text()},
            {QStringLiteral("text"),
             QStringLiteral(R"({"lldpNeighbors":[{"port":"eth0","neighborDevice":"leaf-9",
                 "neighborPort":"swp1"}]})")}};
        QCOMPARE(codeOf(awaitFuture(m_client->post(QStringLiteral("/neighbors/read"), printed))),
                 QString());
        QCOMPARE(codeOf(send(graphOf("node-1"))), QString());
        QCOMPARE(m_site->rows<Neighbor>().size(), std::size_t(5));
        // And the other way round.
        QCOMPARE(codeOf(awaitFuture(m_client->post(QStringLiteral("/neighbors/read"), printed))),
                 QString());
        QCOMPARE(m_site->rows<Neighbor>().size(), std::size_t(5));
        QCOMPARE(codeOf(awaitFuture(m_client->remove(QStringLiteral("/netq")))), QString());
        const auto left = m_site->rows<Neighbor>();
        QCOMPARE(left.size(), std::size_t(1));
        QCOMPARE(left.front().name, QStringLiteral("leaf-9"));
    }

    void aHostHasAPlaceInItsNvlinkDomain()
    {
        const auto told = send(hostInSlot(5));
        QCOMPARE(codeOf(told), QString());
        QCOMPARE(integerOr(*told, QStringLiteral("hosts")), 2);
        QCOMPARE(integerOr(*told, QStringLiteral("known")), 1);
        QCOMPARE(told->value(QStringLiteral("unknown")).toArray(),
                 QJsonArray{QStringLiteral("elsewhere")});
        auto parts = m_site->rows<Component>();
        QCOMPARE(parts.size(), std::size_t(1));
        const ComponentId id = parts.front().id;
        QCOMPARE(parts.front().machineId, m_machine);
        QCOMPARE(parts.front().slot, QStringLiteral("5"));
        QCOMPARE(parts.front().serial, QStringLiteral("1825"));
        QCOMPARE(parts.front().model, QStringLiteral("3fbf"));
        QCOMPARE(parts.front().health, Health::Ok);
        QCOMPARE(integerOr(parts.front().detail, QStringLiteral("gpus")), 4);
        // It was moved.
        QCOMPARE(codeOf(send(hostInSlot(6))), QString());
        parts = m_site->rows<Component>();
        QCOMPARE(parts.size(), std::size_t(1));
        QCOMPARE(parts.front().id, id);
        QCOMPARE(parts.front().slot, QStringLiteral("6"));
        QCOMPARE(codeOf(awaitFuture(m_client->remove(QStringLiteral("/netq")))), QString());
        QVERIFY(m_site->rows<Component>().empty());
    }

    void whatCannotBeReadChangesNothing()
    {
        QCOMPARE(codeOf(send(graphOf("node-1"))), QString());
        for (const QByteArray& text : {QByteArray(), QByteArray("[]"), QByteArray("Switch 1")})
            QCOMPARE(codeOf(send(text)), QStringLiteral("netq-unreadable"));
        QCOMPARE(codeOf(send(graphOf("node-1"), "observed_at=yesterday")),
                 QStringLiteral("bad-field"));
        QCOMPARE(m_site->rows<Neighbor>().size(), std::size_t(4));
        const auto viewer = m_site->client(Role::Viewer);
        QCOMPARE(codeOf(awaitFuture(viewer->remove(QStringLiteral("/netq")))),
                 QStringLiteral("forbidden"));
        QCOMPARE(m_site->rows<Neighbor>().size(), std::size_t(4));
    }

private:
    Result<QJsonObject> send(const QByteArray& text, const QByteArray& query = {})
    {
        QFile file(m_files.filePath(newUuid()));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("a file could not be written");
        file.close();
        return awaitFuture(m_client->upload(
            QStringLiteral("/netq?%1").arg(QString::fromLatin1(query)), file.fileName()));
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    QTemporaryDir m_files;
    MachineId m_machine;
};

QTEST_GUILESS_MAIN(TestApiNetq)
#include "test_api_netq.moc"
