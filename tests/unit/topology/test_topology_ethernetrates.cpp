#include "tests/unit/topology/wire.h"

#include <QTest>

using namespace rackhouse;

/// How fast the links of Ethernet run, and how much light comes in.
class TestEthernetRates : public QObject
{
    Q_OBJECT

private slots:
    /// Switches tell the speed of their ports.
    void aSlowUplink()
    {
        Wire site = Wire::rails();
        site.uplinkSpeeds();
        QVERIFY(site.findings().isEmpty());
        site.port(Wire::leaf(2, 1), Wire::swp(62)).speedMbps = 100'000;
        site.port(QStringLiteral("spine-1"), Wire::swp(11)).speedMbps = 100'000;
        QCOMPARE(site.findings(), QStringList{QStringLiteral("slow-link spine-1 swp11")});
    }

    /// Two links of a kind have no usual speed, and two modules say what they can.
    void aLinkThatRunsSlowerThanItsModules()
    {
        Wire site;
        for (const char* name : {"leaf-1", "spine-1"}) {
            site.device(QLatin1String(name));
            SwitchPort& port = site.port(QLatin1String(name), Wire::swp(1));
            port.speedMbps = 100'000;
            port.mostMbps = 400'000;
        }
        site.cable(QStringLiteral("leaf-1"), Wire::swp(1), QStringLiteral("spine-1"), Wire::swp(1));
        QCOMPARE(site.findings(), QStringList{QStringLiteral("slow-link leaf-1 swp1")});
        site.port(QStringLiteral("spine-1"), Wire::swp(1)).mostMbps = 100'000;
        QVERIFY(site.findings().isEmpty());
    }

    void endsThatRunAtDifferentSpeeds()
    {
        Wire site = Wire::rails();
        site.uplinkSpeeds();
        site.port(QStringLiteral("spine-1"), Wire::swp(11)).speedMbps = 100'000;
        QCOMPARE(site.findings(), QStringList{QStringLiteral("asymmetric spine-1 swp11")});
        // What was told a day before the other end was asked is of another time.
        site.port(QStringLiteral("spine-1"), Wire::swp(11)).observedAt = kNow.plusMs(-24 * kHourMs);
        QVERIFY(site.findings().isEmpty());
    }

    /// Its switch answers what it hears, and no longer how its ports run.
    void aSpeedThatWasToldLongBeforeTheCableWasHeard()
    {
        Wire site = Wire::rails();
        site.uplinkSpeeds();
        for (SwitchPort* port : {&site.port(Wire::leaf(2, 1), Wire::swp(62)),
                                 &site.port(QStringLiteral("spine-1"), Wire::swp(11))})
            port->speedMbps = 100'000;
        for (const qint64 age : {kHourMs, kHourMs + 1}) {
            for (SwitchPort& port : site.books.ports)
                port.observedAt = kNow.plusMs(-age);
            QCOMPARE(site.findings().size(), age == kHourMs ? 1 : 0);
        }
    }

    void littleLightComesIn()
    {
        Wire site = Wire::rails();
        site.uplinkSpeeds();
        SwitchPort& port = site.port(QStringLiteral("spine-2"), Wire::swp(6));
        port.media = QStringLiteral("400GBASE-DR4");
        port.rxDbm = -11.9;
        QVERIFY(site.findings().isEmpty());
        port.rxDbm = -14.2;
        QCOMPARE(site.findings(), QStringList{QStringLiteral("weak-light spine-2 swp6")});
        const auto drawn = site.picture();
        const QString text = drawn->sentence(drawn->findings().front());
        QVERIFY2(text.contains(QStringLiteral("-14.2 dBm")), qPrintable(text));
        port.media = QStringLiteral("400GBASE-ZR"); // for 80 km
        QVERIFY(site.findings().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestEthernetRates)
#include "test_topology_ethernetrates.moc"
