#include "tests/e2e/fixture.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace rackhouse;

/// `kill -9` of the appliance once in every step of a job: the job finishes all the same, and what
/// must not be done twice is done once.
class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void provision();
    void wipe();

private:
    SiteDriver::Watcher killer(Scene& scene);
    void plant(Scene& scene, const QByteArray& marker);
    static qsizetype started(Scene& scene, const QString& task);

    QSet<QString> m_killed;
};

void TestKill::initTestCase()
{
    if (const QString reason = whyNoScene(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
}

/// Kills the appliance as soon as a step is seen at work, once a step.
SiteDriver::Watcher TestKill::killer(Scene& scene)
{
    m_killed.clear();
    return [this, &scene, print = scene.story->printer()](const Job& job,
                                                          const std::vector<JobStep>& steps) {
        print(job, steps);
        for (const JobStep& step : steps) {
            const bool working =
                step.state == StepState::Running || step.state == StepState::Waiting;
            if (!working || m_killed.contains(step.name))
                continue;
            m_killed.insert(step.name);
            qInfo("kill -9 in %s", qPrintable(step.name));
            const auto restarted = scene.lab->restartAppliance();
            QVERIFY2(restarted, qPrintable(restarted ? QString() : textOf(restarted.error())));
            return;
        }
    };
}

/// How often the agent on the machine said that it began a task of that kind.
qsizetype TestKill::started(Scene& scene, const QString& task)
{
    const QRegularExpression begun(QStringLiteral("task \\S+: %1\\b").arg(task));
    const QString log = QString::fromUtf8(scene.lab->serialLog(scene.machine));
    return log.count(begun);
}

void TestKill::provision()
{
    const auto made = setScene({QStringLiteral("bios")});
    REQUIRE(made);
    Scene& scene = **made;
    REQUIRE(scene.story->prepare());
    REQUIRE(scene.story->inspect(scene.machine)); // only what was inspected can be provisioned
    const auto machine =
        scene.story->provision(scene.machine, QStringLiteral("survivor"), killer(scene));
    REQUIRE(machine);
    QVERIFY2(m_killed.size() >= 3,
             qPrintable(QStringList(m_killed.values()).join(QLatin1Char(' '))));
    QCOMPARE(machine->state, MachineState::Provisioned);
    QCOMPARE(started(scene, QStringLiteral("write-image")), 1);
    const auto hostname = scene.story->ssh(scene.machine, QStringLiteral("hostname"));
    REQUIRE(hostname);
    QCOMPARE(hostname->trimmed(), QByteArray("survivor"));
}

/// Writes the marker into the middle of every disk image while the machine is off.
void TestKill::plant(Scene& scene, const QByteArray& marker)
{
    const QString serial = scene.lab->machineFile(scene.machine, QStringLiteral("serial.log"));
    QDirIterator files(QFileInfo(serial).path(), {QStringLiteral("*.img")}, QDir::Files);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(file.size() / 2));
        QCOMPARE(file.write(marker), marker.size());
    }
}

void TestKill::wipe()
{
    const auto made = setScene({QStringLiteral("bios")});
    REQUIRE(made);
    Scene& scene = **made;
    const QByteArray marker = "marker-" + newUuid().toLatin1();
    REQUIRE(scene.story->inspect(scene.machine)); // nothing is wiped that was never looked at
    plant(scene, marker);
    QCOMPARE(scene.story->countOnDisks(scene.machine, marker).value_or(0), 3);
    const auto records = scene.story->wipe(scene.machine, killer(scene));
    REQUIRE(records);
    QVERIFY2(m_killed.size() >= 3,
             qPrintable(QStringList(m_killed.values()).join(QLatin1Char(' '))));
    QCOMPARE(records->size(), 3u);
    for (const WipeRecord& record : *records)
        QCOMPARE(record.result, WipeResult::Passed);
    QCOMPARE(started(scene, QStringLiteral("wipe-erase")), 1);
    const auto left = scene.story->countOnDisks(scene.machine, marker);
    REQUIRE(left);
    QCOMPARE(*left, 0);
}

QTEST_GUILESS_MAIN(TestKill)
#include "test_e2e_kill.moc"
