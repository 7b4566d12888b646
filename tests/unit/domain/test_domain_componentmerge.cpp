#include "models/domain/componentmerge.h"

#include <QTest>

using namespace rackhouse;

namespace
{

Component report(Source source, ComponentKind kind, const QString& slot, const QString& serial = {})
{
    Component component;
    component.source = source;
    component.kind = kind;
    component.slot = slot;
    component.serial = serial;
    return component;
}

QStringList slotsOf(const std::vector<MergedComponent>& merged)
{
    QStringList names;
    for (const MergedComponent& part : merged)
        names << part.shown.slot;
    return names;
}

} // namespace

class TestComponentMerge : public QObject
{
    Q_OBJECT

private slots:
    void aDriveSeenByBothIsOne();
    void aNicIsKnownByItsMac();
    void partsWithoutSerialsArePairedInOrder();
    void whatOnlyOneSeesStays();
};

void TestComponentMerge::aDriveSeenByBothIsOne()
{
    Component bmc =
        report(Source::Bmc, ComponentKind::Drive, QStringLiteral("Bay 3"), QStringLiteral("S1"));
    bmc.model = QStringLiteral("PM1743");
    bmc.health = Health::Warning;
    bmc.capacityBytes = 7'600'000'000'000;
    Component agent = report(Source::Agent, ComponentKind::Drive, QStringLiteral("nvme0n1"),
                             QStringLiteral("s1"));
    agent.model = QStringLiteral("SAMSUNG MZWLO7T6HBLA");
    agent.firmware = QStringLiteral("OPPA1B5Q");
    agent.capacityBytes = 7'681'501'126'656;
    const auto merged = mergeReports({agent, bmc});
    QCOMPARE(merged.size(), std::size_t(1));
    QVERIFY(merged.front().byBmc && merged.front().byAgent);
    const Component& shown = merged.front().shown;
    QCOMPARE(shown.slot, QStringLiteral("Bay 3 (nvme0n1)"));
    QCOMPARE(shown.model, QStringLiteral("PM1743"));
    QCOMPARE(shown.firmware, QStringLiteral("OPPA1B5Q"));
    QCOMPARE(shown.capacityBytes, 7'681'501'126'656);
    QCOMPARE(shown.health, Health::Warning);
}

void TestComponentMerge::aNicIsKnownByItsMac()
{
    Component bmc = report(Source::Bmc, ComponentKind::Nic, QStringLiteral("NIC.1"));
    bmc.detail = {{QStringLiteral("mac"), QStringLiteral("52:54:00:48:00:0D")}};
    Component agent = report(Source::Agent, ComponentKind::Nic, QStringLiteral("eth0"),
                             QStringLiteral("52:54:00:48:00:0d"));
    agent.detail = {{QStringLiteral("mac"), QStringLiteral("52:54:00:48:00:0d")},
                    {QStringLiteral("driver"), QStringLiteral("e1000e")}};
    const Component other = report(Source::Agent, ComponentKind::Nic, QStringLiteral("eth1"),
                                   QStringLiteral("52:54:00:48:00:0e"));
    const auto merged = mergeReports({bmc, other, agent});
    QCOMPARE(slotsOf(merged),
             QStringList({QStringLiteral("NIC.1 (eth0)"), QStringLiteral("eth1")}));
    QCOMPARE(merged.front().shown.detail.value(QStringLiteral("driver")).toString(),
             QStringLiteral("e1000e"));
}

void TestComponentMerge::partsWithoutSerialsArePairedInOrder()
{
    const auto merged =
        mergeReports({report(Source::Bmc, ComponentKind::Cpu, QStringLiteral("CPU1")),
                      report(Source::Agent, ComponentKind::Cpu, QStringLiteral("1")),
                      report(Source::Bmc, ComponentKind::Cpu, QStringLiteral("CPU0")),
                      report(Source::Agent, ComponentKind::Cpu, QStringLiteral("0"))});
    QCOMPARE(slotsOf(merged),
             QStringList({QStringLiteral("CPU0 (0)"), QStringLiteral("CPU1 (1)")}));
}

void TestComponentMerge::whatOnlyOneSeesStays()
{
    const auto merged = mergeReports(
        {report(Source::Bmc, ComponentKind::Drive, QStringLiteral("Bay 1"), QStringLiteral("A")),
         report(Source::Bmc, ComponentKind::Drive, QStringLiteral("Bay 2"), QStringLiteral("B")),
         report(Source::Agent, ComponentKind::Drive, QStringLiteral("sda"), QStringLiteral("B")),
         report(Source::Agent, ComponentKind::Drive, QStringLiteral("sdb"), QStringLiteral("C"))});
    QCOMPARE(merged.size(), std::size_t(3));
    const auto count = [&merged](bool bmc, bool agent) {
        return std::count_if(merged.begin(), merged.end(), [&](const MergedComponent& part) {
            return part.byBmc == bmc && part.byAgent == agent;
        });
    };
    QCOMPARE(count(true, true), 1);
    QCOMPARE(count(true, false), 1);
    QCOMPARE(count(false, true), 1);
}

QTEST_GUILESS_MAIN(TestComponentMerge)
#include "test_domain_componentmerge.moc"
