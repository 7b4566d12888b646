#include "tests/unit/lab/labclient.h"

#include <QTest>

using namespace rackhouse;

// The named failure modes, seen by a client that handles nothing.
class TestLabFailures : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void refuse();
    void hang();
    void drop401Once();
    void slowBody();
    void spoiltBodies();
    void closeMidBody();
    void taskStuck();
    void wrongEtag();
    void ignoresBootOverride();
    void ignoresPower();
    void losesPower();
    void newCertificate();
    void unknownNames();
    void labsRunSideBySide();

private:
    void fail(const char* mode);
    LabReply reset(const char* type);
    LabReply root() { return m_client->get(QStringLiteral("/redfish/v1"), 3000); }
    QString power();

    std::unique_ptr<LabFixture> m_lab;
    std::unique_ptr<LabClient> m_client;
};

namespace
{

const QString kName = QStringLiteral("smc-01");
const QString kSystem = QStringLiteral("/redfish/v1/Systems/1");

QJsonObject pxeOnce()
{
    return {{QStringLiteral("Boot"),
             QJsonObject{{QStringLiteral("BootSourceOverrideTarget"), QStringLiteral("Pxe")},
                         {QStringLiteral("BootSourceOverrideEnabled"), QStringLiteral("Once")}}}};
}

LabFixture::Options oneSupermicro()
{
    LabFixture::Options options;
    options.paper = 1;
    options.personality = QStringLiteral("supermicro");
    return options;
}

} // namespace

void TestLabFailures::initTestCase()
{
    auto lab = LabFixture::start(oneSupermicro());
    QVERIFY2(lab, lab ? "" : qPrintable(lab.error().detail));
    m_lab = std::move(*lab);
    m_client = std::make_unique<LabClient>(m_lab->bmc(kName));
}

void TestLabFailures::cleanup()
{
    fail("none");
    QCOMPARE(root().status, 200);
}

void TestLabFailures::fail(const char* mode)
{
    const auto set = m_lab->fail(kName, QLatin1String(mode));
    QVERIFY2(set, set ? "" : qPrintable(set.error().detail));
}

LabReply TestLabFailures::reset(const char* type)
{
    return m_client->send("POST", kSystem + QStringLiteral("/Actions/ComputerSystem.Reset"),
                          {{QStringLiteral("ResetType"), QLatin1String(type)}});
}

QString TestLabFailures::power()
{
    return m_client->get(kSystem).json().value(u"PowerState").toString();
}

void TestLabFailures::refuse()
{
    fail("Refuse");
    QCOMPARE(root().error, QNetworkReply::ConnectionRefusedError);
}

void TestLabFailures::hang()
{
    fail("Hang");
    QCOMPARE(m_client->get(QStringLiteral("/redfish/v1"), 500).status, 0);
}

void TestLabFailures::drop401Once()
{
    fail("Drop401Once");
    QCOMPARE(root().status, 200);
    QCOMPARE(m_client->get(kSystem).status, 401);
    QCOMPARE(m_client->get(kSystem).status, 200);
}

void TestLabFailures::slowBody()
{
    fail("SlowBody");
    const LabReply reply = m_client->get(QStringLiteral("/redfish/v1"), 700);
    QVERIFY(!reply.body.isEmpty() || reply.status == 200);
    QVERIFY(reply.json().isEmpty());
}

void TestLabFailures::spoiltBodies()
{
    fail("BadJson");
    QCOMPARE(root().status, 200);
    QVERIFY(root().json().isEmpty());
    fail("Html");
    QVERIFY(root().headers.value("content-type").startsWith("text/html"));
    QVERIFY(root().body.contains("<html>"));
}

void TestLabFailures::closeMidBody()
{
    fail("CloseMidBody");
    QVERIFY(root().error != QNetworkReply::NoError);
}

void TestLabFailures::taskStuck()
{
    fail("TaskStuck");
    const LabReply reply = reset("ForceOff");
    QCOMPARE(reply.status, 202);
    const LabReply task = m_client->get(QString::fromUtf8(reply.headers.value("location")));
    QCOMPARE(task.json().value(u"TaskState").toString(), QStringLiteral("Running"));
    QCOMPARE(power(), QStringLiteral("On"));
}

void TestLabFailures::wrongEtag()
{
    fail("WrongEtag");
    const QByteArray etag = m_client->get(kSystem).headers.value("etag");
    QCOMPARE(m_client->send("PATCH", kSystem, pxeOnce(), etag).status, 412);
    QCOMPARE(m_client->send("PATCH", kSystem, pxeOnce()).status, 204);
}

void TestLabFailures::ignoresBootOverride()
{
    QCOMPARE(reset("ForceRestart").status, 204);
    fail("IgnoresBootOverride");
    QCOMPARE(m_client->send("PATCH", kSystem, pxeOnce()).status, 204);
    const QJsonObject boot = m_client->get(kSystem).json().value(u"Boot").toObject();
    QCOMPARE(boot.value(u"BootSourceOverrideEnabled").toString(), QStringLiteral("Disabled"));
}

void TestLabFailures::ignoresPower()
{
    QCOMPARE(reset("On").status, 204);
    fail("IgnoresPower");
    QCOMPARE(reset("ForceOff").status, 204);
    QCOMPARE(power(), QStringLiteral("On"));
}

void TestLabFailures::losesPower()
{
    fail("LosesPower");
    QCOMPARE(power(), QStringLiteral("Off"));
    QCOMPARE(reset("On").status, 204);
    QCOMPARE(power(), QStringLiteral("On"));
    QVERIFY(QTest::qWaitFor([this] { return power() == u"Off"; }));
    fail("none");
    QCOMPARE(reset("On").status, 204);
}

void TestLabFailures::newCertificate()
{
    const QByteArray before = root().certificate;
    QCOMPARE(root().certificate, before);
    fail("NewCertificate");
    const QByteArray after = root().certificate;
    QVERIFY(after != before);
    fail("none");
    QCOMPARE(root().certificate, after);
}

void TestLabFailures::unknownNames()
{
    QVERIFY(!m_lab->fail(kName, QStringLiteral("Explode")));
    QVERIFY(!m_lab->fail(QStringLiteral("nobody"), QStringLiteral("Hang")));
    QVERIFY(!m_lab->control({{QStringLiteral("cmd"), QStringLiteral("dance")}}));
}

void TestLabFailures::labsRunSideBySide()
{
    auto other = LabFixture::start(oneSupermicro());
    QVERIFY(other);
    LabClient theirs((*other)->bmc(kName));
    QVERIFY(m_lab->bmc(kName).address != (*other)->bmc(kName).address);
    QVERIFY(theirs.get(QStringLiteral("/redfish/v1")).certificate != root().certificate);
    QVERIFY((*other)->fail(kName, QStringLiteral("Refuse")));
    QCOMPARE(root().status, 200);
    (*other)->stop();
    QCOMPARE(theirs.get(QStringLiteral("/redfish/v1")).error,
             QNetworkReply::ConnectionRefusedError);
}

QTEST_GUILESS_MAIN(TestLabFailures)
#include "test_lab_failures.moc"
