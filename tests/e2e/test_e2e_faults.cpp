#include "tests/e2e/sitedriver.h"

#include "app/client/pairing.h"

#include <QCoreApplication>

using namespace rackhouse;

namespace
{

/// Percent of the usual time limits: what takes minutes on a floor takes seconds here.
constexpr int kPatience = 4;
constexpr int kJobMs = 120'000;

template <class T>
QString codeOf(const Result<T>& result)
{
    return result ? QString() : result.error().code;
}

} // namespace

/// A real appliance and the lab's virtual machines that break: what an operator sees, and that work
/// goes on afterwards.
class TestFaults : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void twoConsolesStartOneJob();
    void machinesThatVanishEndTheirJobs();
    void aChangedCertificateIsTrustedByAPersonOnly();
    void aRevokedConsoleIsShutOutAtOnce();

private:
    std::unique_ptr<client::SiteClient> secondConsole();
    Result<QJsonObject> ask(const QString& path, const QJsonObject& body = {})
    {
        return await(m_site->client().post(path, body));
    }
    Result<Job> retry(const JobId& id)
    {
        const auto answer = ask(QStringLiteral("/jobs/%1/retry").arg(id.text()));
        return answer ? fromJson<Job>(*answer) : Result<Job>(fail(answer.error()));
    }
    Machine machineOf(const LabBmc& bmc)
    {
        return m_site->machineBySerial(bmc.serial).value_or(Machine());
    }
    Bmc bmcOf(const LabBmc& bmc)
    {
        const QUrlQuery wanted{{QStringLiteral("address"), bmc.address}};
        const auto rows = m_site->list<Bmc>(QStringLiteral("/bmcs"), wanted);
        return rows && !rows->empty() ? rows->front() : Bmc();
    }
    QJsonObject seenBy(const LabBmc& bmc)
    {
        return m_lab
            ->control({{QStringLiteral("cmd"), QStringLiteral("machine")},
                       {QStringLiteral("name"), bmc.name}})
            .value_or(QJsonObject());
    }
    static QJsonObject inspection(const MachineId& machine)
    {
        return {{QStringLiteral("kind"), QStringLiteral("inspect")},
                {QStringLiteral("machine_id"), machine.text()},
                {QStringLiteral("params"), QJsonObject()}};
    }

    QTemporaryDir m_config;
    QTemporaryDir m_otherConfig;
    std::unique_ptr<LabFixture> m_lab;
    std::unique_ptr<SiteDriver> m_site;
};

void TestFaults::initTestCase()
{
    LabFixture::Options options;
    options.paper = 6;
    options.appliance = qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhoused");
    options.applianceArguments = {QStringLiteral("--patience"), QString::number(kPatience)};
    auto lab = LabFixture::start(options);
    QVERIFY2(lab, lab ? "" : qPrintable(lab.error().detail));
    m_lab = *std::move(lab);
    m_site = std::make_unique<SiteDriver>(*m_lab, m_config.path());
    QCOMPARE(codeOf(m_site->pair(QStringLiteral("lab"))), QString());
    QCOMPARE(codeOf(m_site->fillRacks()), QString());
}

void TestFaults::cleanup()
{
    for (const LabBmc& bmc : m_lab->bmcs())
        QVERIFY(m_lab->fail(bmc.name, QStringLiteral("none")));
}

std::unique_ptr<client::SiteClient> TestFaults::secondConsole()
{
    const auto code =
        ask(QStringLiteral("/pairings"), {{QStringLiteral("role"), QStringLiteral("operator")}});
    if (!code)
        return nullptr;
    client::PairingInput input;
    input.api = QUrl(m_lab->appliance().api);
    input.fingerprint = m_lab->appliance().fingerprint;
    input.code = Redacted<QString>(code->value(u"code").toString());
    input.computer = QStringLiteral("second@console");
    input.name = QStringLiteral("second-") + newUuid().left(8);
    const auto paired =
        await(client::pairWithSite(input, client::SiteRegistry(m_otherConfig.path())));
    return paired ? std::make_unique<client::SiteClient>(paired->access) : nullptr;
}

/// Both ask for every machine before either has an answer.
void TestFaults::twoConsolesStartOneJob()
{
    const auto other = secondConsole();
    QVERIFY(other);
    struct Race {
        QFuture<Result<QJsonObject>> mine;
        QFuture<Result<QJsonObject>> theirs;
    };
    std::vector<Race> races;
    for (const LabBmc& bmc : m_lab->bmcs()) {
        const QJsonObject body = inspection(machineOf(bmc).id);
        races.push_back({m_site->client().post(QStringLiteral("/jobs"), body),
                         other->post(QStringLiteral("/jobs"), body)});
    }
    for (Race& race : races) {
        const auto mine = await(race.mine);
        const auto theirs = await(race.theirs);
        QVERIFY(mine.has_value() != theirs.has_value());
        const auto& won = mine ? mine : theirs;
        const Error lost = mine ? theirs.error() : mine.error();
        const QString job = won->value(u"id").toString();
        QCOMPARE(lost.code, QStringLiteral("machine-busy"));
        QCOMPARE(problemStatus(lost.code), 409);
        QVERIFY2(problemText(lost).contains(job), qPrintable(problemText(lost)));
        QCOMPARE(codeOf(ask(QStringLiteral("/jobs/%1/cancel").arg(job))), QString());
        const auto ended = m_site->watch(JobId(job), kJobMs);
        QCOMPARE(codeOf(ended), QString());
        QCOMPARE(ended->state, JobState::Cancelled);
    }
}

void TestFaults::machinesThatVanishEndTheirJobs()
{
    struct Case {
        const char* mode;
        const char* reason;
        LabBmc bmc;
        JobId job;
    };
    std::vector<Case> cases{{"Refuse", "bmc-unreachable", {}, {}},
                            {"Hang", "bmc-timeout", {}, {}},
                            {"CloseMidBody", "bmc-closed", {}, {}},
                            {"Html", "bmc-not-redfish", {}, {}},
                            {"LosesPower", "timed-out", {}, {}}};
    for (size_t i = 0; i < cases.size(); ++i) {
        cases[i].bmc = m_lab->bmcs().at(i);
        QVERIFY(m_lab->fail(cases[i].bmc.name, QLatin1String(cases[i].mode)));
        const auto job = m_site->start(JobKind::Inspect, machineOf(cases[i].bmc).id, {});
        QCOMPARE(codeOf(job), QString());
        cases[i].job = job->id;
    }
    for (const Case& one : cases) {
        const auto job = m_site->watch(one.job, kJobMs);
        QVERIFY2(job, one.mode);
        QCOMPARE(job->state, JobState::Failed);
        QCOMPARE(job->reason, QLatin1String(one.reason));
        const Machine machine = machineOf(one.bmc);
        QVERIFY(machine.jobId.isEmpty());
        QCOMPARE(machine.state, MachineState::Discovered);
        QVERIFY(m_lab->fail(one.bmc.name, QStringLiteral("none")));
    }
    // Back again, the same job does what could not be done.
    for (const Case& one : cases) {
        QCOMPARE(codeOf(retry(one.job)), QString());
        const QString path = QStringLiteral("/jobs/") + one.job.text();
        const auto step = [&] {
            const auto row = await(m_site->client().get(path));
            return row ? row->value(u"step").toString() : codeOf(row);
        };
        QTRY_COMPARE_WITH_TIMEOUT(step(), QStringLiteral("await-agent"), 60'000);
        QCOMPARE(codeOf(ask(path + QStringLiteral("/cancel"))), QString());
        QCOMPARE(m_site->watch(one.job, kJobMs)->state, JobState::Cancelled);
    }
}

void TestFaults::aChangedCertificateIsTrustedByAPersonOnly()
{
    const LabBmc bmc = m_lab->bmcs().back();
    const Machine machine = machineOf(bmc);
    const QJsonObject on{{QStringLiteral("action"), QStringLiteral("on")}};
    QVERIFY(m_lab->fail(bmc.name, QStringLiteral("NewCertificate")));
    const QJsonObject before = seenBy(bmc);
    const auto job = m_site->start(JobKind::Power, machine.id, on);
    QCOMPARE(codeOf(job), QString());
    const auto failed = m_site->watch(job->id, kJobMs);
    QCOMPARE(codeOf(failed), QString());
    QCOMPARE(failed->reason, QStringLiteral("bmc-pin-changed"));
    QCOMPARE(seenBy(bmc).value(u"requests"), before.value(u"requests")); // no password was sent

    const Bmc row = bmcOf(bmc);
    QCOMPARE(row.state, BmcState::PinChanged);
    QCOMPARE(row.presented.size(), 64);
    QVERIFY(row.presented != row.certificate);
    const QUrlQuery ofMachine{{QStringLiteral("machine_id"), machine.id.text()},
                              {QStringLiteral("code"), QStringLiteral("bmc-pin-changed")}};
    const auto events = m_site->list<Event>(QStringLiteral("/events"), ofMachine);
    QVERIFY(events && !events->empty());
    QCOMPARE(events->front().severity, Severity::Critical);

    const QString path = QStringLiteral("/bmcs/%1/accept-certificate").arg(row.id.text());
    const auto accept = [&](const QString& fingerprint) {
        return codeOf(ask(path, {{QStringLiteral("fingerprint"), fingerprint}}));
    };
    QCOMPARE(accept(QString(64, u'0')), QStringLiteral("bmc-certificate-other"));
    QCOMPARE(accept({}), QStringLiteral("bad-field"));
    QCOMPARE(accept(row.presented), QString());
    QCOMPARE(accept(row.presented), QStringLiteral("bmc-certificate-other")); // nothing is new now
    QCOMPARE(codeOf(retry(job->id)), QString());
    QCOMPARE(m_site->watch(job->id, kJobMs)->state, JobState::Succeeded);
    QTRY_COMPARE_WITH_TIMEOUT(bmcOf(bmc).state, BmcState::Reachable, 20'000);
    QCOMPARE(bmcOf(bmc).certificate, row.presented);
}

void TestFaults::aRevokedConsoleIsShutOutAtOnce()
{
    const auto other = secondConsole();
    QVERIFY(other);
    const auto site = await(other->get(QStringLiteral("/site")));
    QCOMPARE(codeOf(site), QString());
    const auto credentials = await(m_site->client().get(QStringLiteral("/credentials")));
    QVERIFY(credentials);
    for (const QJsonValue& item : credentials->value(u"items").toArray()) {
        if (item.toObject().value(u"name").toString() == u"second@console")
            QVERIFY(await(m_site->client().remove(QStringLiteral("/credentials/") +
                                                  item.toObject().value(u"id").toString())));
    }
    // On the connection that is open, too.
    const auto refused = await(other->get(QStringLiteral("/site")));
    QCOMPARE(codeOf(refused), QStringLiteral("certificate-revoked"));
    QVERIFY(problemText(refused.error()).contains(QStringLiteral("revoked")));
}

QTEST_GUILESS_MAIN(TestFaults)
#include "test_e2e_faults.moc"
