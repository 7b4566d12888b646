#include "tests/e2e/fixture.h"
#include "tests/e2e/stepkiller.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTimer>

using namespace rackhouse;

/// `kill -9` of the appliance in every step of a job, at its very start and once more when it is
/// seen at work: the job finishes all the same, and what must not be done twice is done once.
class TestKill : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void provision();
    void wipe();
    void cleanup();

private:
    void arm(Scene& scene);
    void restart();
    SiteDriver::Watcher watcher();
    void killedEverywhere();
    static void plant(const Scene& scene, const QByteArray& marker);
    qsizetype started(const QString& task);

    Scene* m_scene = nullptr;
    std::unique_ptr<StepKiller> m_killer;
    QTimer m_restarts;
    QSet<QString> m_steps;
    QSet<QString> m_atWork; ///< steps that were seen at work and killed in
};

void TestKill::initTestCase()
{
    if (const QString reason = whyNoScene(); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    constexpr int lookEveryMs = 20;
    m_restarts.setInterval(lookEveryMs);
    connect(&m_restarts, &QTimer::timeout, this, [this] {
        if (m_killer->hasEnded())
            restart();
    });
}

void TestKill::cleanup()
{
    m_restarts.stop();
    m_killer.reset();
}

/// From now on each step that begins is killed in.
void TestKill::arm(Scene& scene)
{
    m_scene = &scene;
    m_steps.clear();
    m_atWork.clear();
    const QString state = scene.lab->directory() + QStringLiteral("/appliance");
    m_killer = std::make_unique<StepKiller>(state + QStringLiteral("/rackhouse.db"));
    REQUIRE(m_killer->follow(scene.lab->appliance().pid));
    m_restarts.start();
}

void TestKill::restart()
{
    REQUIRE(m_scene->lab->restartAppliance());
    REQUIRE(m_killer->follow(m_scene->lab->appliance().pid));
}

/// Kills the appliance when a step is seen at work from outside, once a step.
SiteDriver::Watcher TestKill::watcher()
{
    return [this, print = m_scene->story->printer()](const Job& job,
                                                     const std::vector<JobStep>& steps) {
        print(job, steps);
        for (const JobStep& step : steps) {
            m_steps.insert(step.name);
            const bool working =
                step.state == StepState::Running || step.state == StepState::Waiting;
            if (!working || m_atWork.contains(step.name) || m_killer->hasEnded())
                continue;
            m_atWork.insert(step.name);
            qInfo("kill -9 in %s", qPrintable(step.name));
            return restart();
        }
    };
}

void TestKill::killedEverywhere()
{
    m_restarts.stop();
    m_killer->release();
    QVERIFY(!m_steps.isEmpty());
    QCOMPARE(m_killer->killed(), m_steps);
    QVERIFY(m_atWork.size() >= 3);
}

/// How often the agent on the machine said that it began a task of that kind.
qsizetype TestKill::started(const QString& task)
{
    const QRegularExpression begun(QStringLiteral("task \\S+: %1\\b").arg(task));
    const QString log = QString::fromUtf8(m_scene->lab->serialLog(m_scene->machine));
    return log.count(begun);
}

void TestKill::provision()
{
    const auto made = setScene({QStringLiteral("bios")});
    REQUIRE(made);
    Scene& scene = **made;
    REQUIRE(scene.story->prepare());
    REQUIRE(scene.story->inspect(scene.machine)); // only what was inspected can be provisioned
    arm(scene);
    if (QTest::currentTestFailed())
        return;
    const auto machine =
        scene.story->provision(scene.machine, QStringLiteral("survivor"), watcher());
    REQUIRE(machine);
    killedEverywhere();
    QCOMPARE(machine->state, MachineState::Provisioned);
    QCOMPARE(started(QStringLiteral("write-image")), 1);
    const auto hostname = scene.story->ssh(scene.machine, QStringLiteral("hostname"));
    REQUIRE(hostname);
    QCOMPARE(hostname->trimmed(), QByteArray("survivor"));
}

/// Writes the marker into the middle of every disk image while the machine is off.
void TestKill::plant(const Scene& scene, const QByteArray& marker)
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
    arm(scene);
    if (QTest::currentTestFailed())
        return;
    const auto records = scene.story->wipe(scene.machine, watcher());
    REQUIRE(records);
    killedEverywhere();
    QCOMPARE(records->size(), 3u);
    for (const WipeRecord& record : *records)
        QCOMPARE(record.result, WipeResult::Passed);
    QCOMPARE(started(QStringLiteral("wipe-erase")), 1);
    const auto left = scene.story->countOnDisks(scene.machine, marker);
    REQUIRE(left);
    QCOMPARE(*left, 0);
}

QTEST_GUILESS_MAIN(TestKill)
#include "test_e2e_kill.moc"
