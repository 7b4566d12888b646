#include "tests/lab/failure.h"
#include "tests/lab/firmwarevariables.h"
#include "tests/lab/plan.h"
#include "tests/lab/qemuarguments.h"
#include "tests/lab/treebuilder.h"

#include <QFile>
#include <QSet>
#include <QTest>

using namespace rackhouse::lab;

// The parts of the lab that need no process: plans, trees, firmware variables.
class TestLabParts : public QObject
{
    Q_OBJECT

private slots:
    void demoFillsTwoRacks();
    void plansHaveNoTwins();
    void dgxHasEnoughToCrawl();
    void everyFailureHasAName();
    void firmwareVariablesKeepTheLastValue();
    void firmwareVariablesRefuseNonsense();
    void bootOrderFollowsTheOverride();
};

void TestLabParts::demoFillsTwoRacks()
{
    const auto plan = planDemo(false);
    QCOMPARE(plan.size(), 15U);
    QCOMPARE(std::count_if(plan.begin(), plan.end(), [](const auto& m) { return m.firmware; }), 3);
    QSet<QString> units;
    int occupied = 0;
    for (const PlannedMachine& machine : plan)
        for (int unit = machine.unit; unit < machine.unit + machine.height; ++unit, ++occupied) {
            QVERIFY(unit >= 1 && unit <= 42);
            units.insert(QStringLiteral("%1/%2").arg(machine.rack).arg(unit));
        }
    QCOMPARE(units.size(), occupied);
    QCOMPARE(planDemo(true).size(), 12U);
}

void TestLabParts::plansHaveNoTwins()
{
    LabOptions options;
    options.paper = 500;
    options.real = {Firmware::Bios, Firmware::Uefi};
    QSet<QString> names;
    QSet<QString> serials;
    const auto plan = planMachines(options);
    for (const PlannedMachine& machine : plan) {
        names.insert(machine.name);
        serials.insert(machine.serial);
    }
    QCOMPARE(names.size(), 502);
    QCOMPARE(serials.size(), 502);
    QVERIFY(plan.back().rack != plan.front().rack);
}

void TestLabParts::dgxHasEnoughToCrawl()
{
    const Personality dgx = *personalityByName(QStringLiteral("dgx-h100"));
    const Tree tree = buildTree(dgx, dgx.hardware);
    QVERIFY2(tree.size() >= 500, qPrintable(QString::number(tree.size())));
    const auto sensors =
        tree.read(QStringLiteral("/redfish/v1/Chassis/DGX/Sensors?$skip=50"), false, {});
    QVERIFY(sensors);
    QVERIFY(sensors->contains("Members"));
}

void TestLabParts::everyFailureHasAName()
{
    for (const QString& name : failureNames())
        QCOMPARE(failureName(*failureFromName(name)), name);
    QVERIFY(!failureFromName(QStringLiteral("Explode")));
}

void TestLabParts::firmwareVariablesKeepTheLastValue()
{
    QFile file(uefiVariables());
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("needs the package ovmf");
    auto variables = FirmwareVariables::parse(file.readAll());
    QVERIFY(variables);
    const QString name = QStringLiteral("BootNext");
    QVERIFY(variables->get(name).isEmpty());
    for (const QByteArray& value : {QByteArray("\x01\x00", 2), QByteArray("\xF0\x00", 2)}) {
        QVERIFY(variables->set(name, value));
        const auto again = FirmwareVariables::parse(variables->image());
        QVERIFY(again);
        QCOMPARE(again->get(name), value);
    }
    QVERIFY(variables->get(QStringLiteral("BootOrder")).isEmpty());
    QVERIFY(!variables->set(name, QByteArray(1'000'000, 'x')));
}

void TestLabParts::firmwareVariablesRefuseNonsense()
{
    QVERIFY(!FirmwareVariables::parse({}));
    QVERIFY(!FirmwareVariables::parse(QByteArray(100'000, '\xFF')));
}

void TestLabParts::bootOrderFollowsTheOverride()
{
    PlannedMachine plan;
    plan.name = QStringLiteral("node-01");
    plan.firmware = Firmware::Bios;
    const auto spec = qemuSpec(plan, QStringLiteral("machines"));
    const auto nicIndex = [&](const BootOverride& boot) {
        return qemuArguments(spec, boot)
            .filter(QStringLiteral("netdev=net0"))
            .join(u' ')
            .section(u'=', -1);
    };
    BootOverride boot;
    QCOMPARE(nicIndex(boot), QStringLiteral("9"));
    boot.enabled = QStringLiteral("Once");
    boot.target = QStringLiteral("Pxe");
    QCOMPARE(nicIndex(boot), QStringLiteral("1"));
    boot.target = QStringLiteral("Hdd");
    QCOMPARE(nicIndex(boot), QStringLiteral("9"));
}

QTEST_GUILESS_MAIN(TestLabParts)
#include "test_lab_parts.moc"
