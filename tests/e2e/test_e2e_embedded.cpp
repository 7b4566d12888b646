#include "app/console/embeddedengine.h"
#include "models/store/store.h"
#include "tests/e2e/fixture.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <unistd.h>

using namespace rackhouse;

/// The window goes while its appliance works: the job is finished all the same, and then the
/// appliance ends. The machine is a virtual one whose BMC hangs while the window goes.
class TestEmbedded : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void closed();
    void killed();
    void cleanup();

private:
    void startJob(EmbeddedEngine& engine);
    void finishesAlone();
    QByteArray holder() const;
    bool isHeld() const;
    qint64 requests() const;
    QString state() const { return m_data->filePath(QStringLiteral("embedded")); }

    static constexpr int kReadyMs = 60'000;
    static constexpr int kJobMs = 180'000; ///< a request that hangs is given up after 30 s

    std::unique_ptr<QTemporaryDir> m_data;
    std::unique_ptr<LabFixture> m_lab;
    JobId m_job;
};

void TestEmbedded::init()
{
    m_data = std::make_unique<QTemporaryDir>();
    LabFixture::Options options;
    options.paper = 1;
    auto lab = LabFixture::start(options);
    QVERIFY2(lab, lab ? "" : qPrintable(lab.error().detail));
    m_lab = *std::move(lab);
}

/// What the process that holds the state directory says of itself.
QByteArray TestEmbedded::holder() const
{
    QFile lock(state() + QStringLiteral("/lock"));
    return lock.open(QIODevice::ReadOnly) ? lock.readAll().trimmed() : QByteArray();
}

bool TestEmbedded::isHeld() const
{
    const QByteArray path = QFile::encodeName(state() + QStringLiteral("/lock"));
    const int lock = ::open(path.constData(), O_RDWR | O_CLOEXEC);
    const bool held = lock >= 0 && ::flock(lock, LOCK_EX | LOCK_NB) != 0;
    ::close(lock);
    return held;
}

/// Finds the machine, makes its BMC hang, and starts a job that now waits for it.
void TestEmbedded::startJob(EmbeddedEngine& engine)
{
    QSignalSpy ready(&engine, &EmbeddedEngine::ready);
    REQUIRE(engine.start(state()));
    QVERIFY(ready.wait(kReadyMs));
    SiteDriver site(*m_lab, m_data->path());
    site.use(ready.first().first().value<client::SiteAccess>());
    REQUIRE(site.fillRacks());
    const LabBmc bmc = m_lab->bmcs().front();
    const auto machine = site.machineBySerial(bmc.serial);
    REQUIRE(machine);
    REQUIRE(m_lab->fail(bmc.name, QStringLiteral("Hang")));
    const qint64 before = requests();
    const auto job = site.start(JobKind::Power, machine->id,
                                {{QStringLiteral("action"), QStringLiteral("force-off")}});
    REQUIRE(job);
    m_job = job->id;
    QTRY_VERIFY(requests() > before); // it waits for an answer
}

/// How many requests the BMC has got.
qint64 TestEmbedded::requests() const
{
    const auto machine = m_lab->control({{QStringLiteral("cmd"), QStringLiteral("machine")},
                                         {QStringLiteral("name"), m_lab->bmcs().front().name}});
    return machine ? integerOr(*machine, QStringLiteral("requests")) : -1;
}

/// The BMC answers again; nobody is there but the appliance.
void TestEmbedded::finishesAlone()
{
    QTRY_VERIFY(holder().endsWith(" given-up"));
    QVERIFY(isHeld());
    REQUIRE(m_lab->fail(m_lab->bmcs().front().name, QStringLiteral("none")));
    QTRY_VERIFY_WITH_TIMEOUT(!isHeld(), kJobMs);
    const SystemClock clock;
    const auto store = Store::open(state() + QStringLiteral("/rackhouse.db"), clock);
    REQUIRE(store);
    const auto job = (*store)->read<Job>([this](Reader& reader) { return reader.get<Job>(m_job); });
    REQUIRE(job);
    QCOMPARE(job->state, JobState::Succeeded);
}

void TestEmbedded::closed()
{
    auto engine = std::make_unique<EmbeddedEngine>();
    startJob(*engine);
    if (QTest::currentTestFailed())
        return;
    engine.reset();
    finishesAlone();
}

/// Opened again, the window has the job that was under way; then it is killed.
void TestEmbedded::killed()
{
    auto engine = std::make_unique<EmbeddedEngine>();
    startJob(*engine);
    if (QTest::currentTestFailed())
        return;
    const QByteArray first = holder();
    engine.reset();
    QProcess window;
    window.setProcessChannelMode(QProcess::ForwardedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), m_data->path());
    window.setProcessEnvironment(environment);
    window.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    window.start(QCoreApplication::applicationDirPath() + QStringLiteral("/rackhouse"),
                 {QStringLiteral("--embedded"), QStringLiteral("--data"), m_data->path()});
    QVERIFY(window.waitForStarted());
    // Another appliance, which its window has not left.
    QTRY_VERIFY_WITH_TIMEOUT(isHeld() && !holder().contains(' ') && holder() != first, kReadyMs);
    window.kill();
    QVERIFY(window.waitForFinished());
    finishesAlone();
}

void TestEmbedded::cleanup()
{
    // After a failure: nothing may be left running.
    const qint64 pid = holder().split(' ').first().toLongLong();
    if (isHeld() && pid > 1)
        ::kill(static_cast<pid_t>(pid), SIGTERM);
    m_lab.reset();
}

QTEST_GUILESS_MAIN(TestEmbedded)
#include "test_e2e_embedded.moc"
