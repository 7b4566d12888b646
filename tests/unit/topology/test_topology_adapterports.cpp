#include "models/base/json.h"
#include "models/topology/adapterports.h"
#include "tests/unit/topology/samples.h"

using namespace rackhouse;

/// What a collector in a machine lists of its adapters.
class TestAdapterPorts : public QObject
{
    Q_OBJECT

private slots:
    void aListOfARealMachine()
    {
        SAMPLE(list, "inband_collectors/ib_data_happy.json");
        const auto ports = readAdapterPorts(list);
        QVERIFY(ports);
        QCOMPARE(ports->size(), std::size_t(2));
        const Component& first = ports->front();
        QCOMPARE(first.kind, ComponentKind::InfiniBand);
        QCOMPARE(first.slot, QStringLiteral("mlx5_0"));
        QCOMPARE(first.serial, QStringLiteral("c470:bd03:0033:649a"));
        QCOMPARE(first.model, QStringLiteral("400 Gb/sec (4X NDR)"));
        QCOMPARE(stringOr(first.detail, QStringLiteral("link_layer")), QStringLiteral("Ethernet"));
        QCOMPARE(stringOr(first.detail, QStringLiteral("state")), QStringLiteral("ACTIVE"));
        QCOMPARE(integerOr(first.detail, QStringLiteral("speed_mbps")), 400'000);
        QCOMPARE(integerOr(first.detail, QStringLiteral("most_mbps")), 400'000);
        const Component& second = ports->back();
        QCOMPARE(second.serial, QStringLiteral("c470:bd03:0033:83cc"));
        QCOMPARE(stringOr(second.detail, QStringLiteral("link_layer")),
                 QStringLiteral("InfiniBand"));
        QCOMPARE(integerOr(second.detail, QStringLiteral("speed_mbps")), 200'000);
        QVERIFY(!second.detail.contains(QStringLiteral("most_mbps"))); // the collector has null
    }

    void whatIsNoSuchListIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("an object") << QByteArray(R"({"mlx5_name":"mlx5_0"})");
        QTest::newRow("an empty list") << QByteArray("[]");
        QTest::newRow("no name") << QByteArray(R"([{"guid":"c470:bd03:0033:649a"}])");
        QTest::newRow("no GUID") << QByteArray(R"([{"mlx5_name":"mlx5_0","guid":"none"}])");
    }

    void whatIsNoSuchListIsRefused()
    {
        QFETCH(QByteArray, text);
        const auto ports = readAdapterPorts(text);
        QVERIFY(!ports);
        QCOMPARE(ports.error().code, QStringLiteral("adapters-unreadable"));
    }
};

QTEST_GUILESS_MAIN(TestAdapterPorts)
#include "test_topology_adapterports.moc"
