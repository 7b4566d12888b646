#include "tests/e2e/fixture.h"

#include <QTest>

using namespace rackhouse;

/// From a dark machine to a provisioned one to a wiped one, proved from outside: by a login over
/// SSH and by reading the disk images on the host.
class TestStory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void bios() { tell(QStringLiteral("bios")); }
    void uefi() { tell(QStringLiteral("uefi")); }

private:
    void tell(const QString& firmware);
    void inspected(const Machine& machine, const QString& firmware);
    void provisioned(Scene& scene, const QByteArray& marker);
    void wiped(Scene& scene, const QByteArray& marker);
};

void TestStory::initTestCase()
{
    if (const QString reason = whyNoScene(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

void TestStory::tell(const QString& firmware)
{
    const auto made = setScene({firmware});
    REQUIRE(made);
    Scene& scene = **made;
    REQUIRE(scene.story->prepare());
    const QByteArray marker = "marker-" + newUuid().toLatin1();

    const auto seen = scene.story->inspect(scene.machine);
    REQUIRE(seen);
    inspected(*seen, firmware);
    if (QTest::currentTestFailed())
        return;
    provisioned(scene, marker);
    if (QTest::currentTestFailed())
        return;
    wiped(scene, marker);
}

void TestStory::inspected(const Machine& machine, const QString& firmware)
{
    QCOMPARE(machine.state, MachineState::Available);
    QCOMPARE(enumText(machine.firmwareMode), firmware);
    QCOMPARE(machine.cpuCount, 1);
    QVERIFY(machine.memoryBytes > 700'000'000);
    QCOMPARE(machine.driveCount, 3);
    QVERIFY(!machine.macs.isEmpty());
}

void TestStory::provisioned(Scene& scene, const QByteArray& marker)
{
    const auto machine = scene.story->provision(scene.machine, QStringLiteral("node-7"));
    REQUIRE(machine);
    QCOMPARE(machine->state, MachineState::Provisioned);
    QCOMPARE(machine->hostname, QStringLiteral("node-7"));
    const auto hostname = scene.story->ssh(scene.machine, QStringLiteral("hostname"));
    REQUIRE(hostname);
    QCOMPARE(hostname->trimmed(), QByteArray("node-7"));
    REQUIRE(scene.story->ssh(
        scene.machine,
        QStringLiteral("echo %1 > planted && sync").arg(QString::fromLatin1(marker))));
    const auto planted = scene.story->countOnDisks(scene.machine, marker);
    REQUIRE(planted);
    QVERIFY(*planted > 0);
}

void TestStory::wiped(Scene& scene, const QByteArray& marker)
{
    const auto records = scene.story->wipe(scene.machine);
    REQUIRE(records);
    QCOMPARE(records->size(), 3u);
    for (const WipeRecord& record : *records) {
        QCOMPARE(record.result, WipeResult::Passed);
        QVERIFY(!record.serial.isEmpty());
        QVERIFY(record.markersChecked > 0);
        QCOMPARE(record.markersSurvived, 0);
    }
    const auto left = scene.story->countOnDisks(scene.machine, marker);
    REQUIRE(left);
    QCOMPARE(*left, 0);
    const auto machine = scene.story->machine(scene.machine);
    REQUIRE(machine);
    QCOMPARE(machine->state, MachineState::Available);
    QVERIFY(machine->wipedAt.isSet());
    QVERIFY(machine->hostname.isEmpty());
}

QTEST_GUILESS_MAIN(TestStory)
#include "test_e2e_story.moc"
