#include "tests/unit/lab/labclient.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace rackhouse;

// Every personality over TLS: the tree hangs together, power and boot follow its vendor's rules.
class TestLabPaper : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void treeIsWhole_data();
    void treeIsWhole();
    void sessionsHaveALimit();
    void powerFollowsReset();
    void dgxPowersOffItsBaseboard();
    void dgxWantsIfMatchAndAllThree();
    void hpeRejectsNoneAndWeakEtags();
    void dellAnswersWithAJob();
    void bootOnceIsUsedUp();

private:
    LabClient client(const char* name) { return LabClient(m_lab->bmc(QLatin1String(name))); }
    QString reset(LabClient& bmc, const QString& system, const char* type);

    std::unique_ptr<LabFixture> m_lab;
};

namespace
{

QJsonObject boot(const char* target, const char* enabled)
{
    return {{QStringLiteral("Boot"),
             QJsonObject{{QStringLiteral("BootSourceOverrideTarget"), QLatin1String(target)},
                         {QStringLiteral("BootSourceOverrideEnabled"), QLatin1String(enabled)},
                         {QStringLiteral("BootSourceOverrideMode"), QStringLiteral("UEFI")}}}};
}

void collectLinks(const QJsonValue& value, QStringList& links)
{
    if (value.isArray())
        for (const QJsonValue& item : value.toArray())
            collectLinks(item, links);
    const QJsonObject object = value.toObject();
    for (auto item = object.begin(); item != object.end(); ++item) {
        if (item.value().isString() &&
            (item.key() == u"@odata.id" || item.key() == u"@Redfish.ActionInfo" ||
             item.key() == u"Members@odata.nextLink"))
            links << item.value().toString();
        else
            collectLinks(item.value(), links);
    }
}

const QString kDgx = QStringLiteral("/redfish/v1/Systems/DGX");

} // namespace

void TestLabPaper::initTestCase()
{
    LabFixture::Options options;
    options.paper = 6;
    auto lab = LabFixture::start(options);
    QVERIFY2(lab, lab ? "" : qPrintable(lab.error().detail));
    m_lab = std::move(*lab);
    QCOMPARE(m_lab->bmcs().size(), 6U);
}

void TestLabPaper::treeIsWhole_data()
{
    QTest::addColumn<int>("atLeast");
    QTest::newRow("dgx-01") << 500;
    QTest::newRow("smc-01") << 80;
    QTest::newRow("dell-01") << 80;
    QTest::newRow("hpe-01") << 80;
    QTest::newRow("lnv-01") << 80;
    QTest::newRow("obmc-01") << 80;
}

void TestLabPaper::treeIsWhole()
{
    QFETCH(int, atLeast);
    LabClient bmc = client(QTest::currentDataTag());
    // One path of each kind is enough; numbers are folded, so that a DGX does not take a minute.
    static const QRegularExpression digits(QStringLiteral("\\d+"));
    QSet<QString> shapes;
    QSet<QString> seen;
    QStringList todo{QStringLiteral("/redfish/v1")};
    while (!todo.isEmpty()) {
        const QString path = todo.takeLast();
        seen.insert(path);
        const QString shape = QString(path).mid(12).replace(digits, QStringLiteral("#"));
        if (shapes.contains(shape) && !path.contains(u"skip"))
            continue;
        shapes.insert(shape);
        const LabReply reply = bmc.get(path);
        QVERIFY2(reply.status == 200, qPrintable(path));
        QVERIFY2(!reply.body.contains('%'), reply.body.constData());
        collectLinks(reply.json(), todo);
    }
    QVERIFY2(shapes.size() > 40, qPrintable(QString::number(shapes.size())));
    QVERIFY2(seen.size() > atLeast / 5, qPrintable(QString::number(seen.size())));
}

void TestLabPaper::sessionsHaveALimit()
{
    LabClient bmc = client("dell-01");
    const LabBmc login = m_lab->bmc(QStringLiteral("dell-01"));
    const QString sessions = QStringLiteral("/redfish/v1/SessionService/Sessions");
    const QJsonObject body{{QStringLiteral("UserName"), login.username},
                           {QStringLiteral("Password"), login.password}};
    const LabReply first = bmc.send("POST", sessions, body);
    QCOMPARE(first.status, 201);
    for (int i = 1; i < 8; ++i)
        QCOMPARE(bmc.send("POST", sessions, body).status, 201);
    QCOMPARE(bmc.send("POST", sessions, body).status, 503);
    bmc.setToken(first.headers.value("x-auth-token"));
    QCOMPARE(bmc.get(QStringLiteral("/redfish/v1/Systems")).status, 200);
    QCOMPARE(bmc.send("DELETE", QString::fromUtf8(first.headers.value("location")), {}).status,
             204);
    QCOMPARE(bmc.get(QStringLiteral("/redfish/v1/Systems")).status, 401);
    QCOMPARE(bmc.get(QStringLiteral("/redfish/v1")).status, 200);
}

QString TestLabPaper::reset(LabClient& bmc, const QString& system, const char* type)
{
    const LabReply reply =
        bmc.send("POST", system + QStringLiteral("/Actions/ComputerSystem.Reset"),
                 {{QStringLiteral("ResetType"), QLatin1String(type)}});
    if (reply.status >= 300)
        return QString::number(reply.status);
    return bmc.get(system).json().value(u"PowerState").toString();
}

void TestLabPaper::powerFollowsReset()
{
    LabClient bmc = client("smc-01");
    const QString system = QStringLiteral("/redfish/v1/Systems/1");
    QCOMPARE(reset(bmc, system, "ForceOff"), QStringLiteral("Off"));
    QCOMPARE(reset(bmc, system, "On"), QStringLiteral("On"));
    QCOMPARE(reset(bmc, system, "PowerCycle"), QStringLiteral("On"));
    QCOMPARE(reset(bmc, system, "Levitate"), QStringLiteral("400"));
}

void TestLabPaper::dgxPowersOffItsBaseboard()
{
    LabClient bmc = client("dgx-01");
    const QString gpu = QStringLiteral("/redfish/v1/Systems/HGX_Baseboard_0/Processors/GPU_SXM_1");
    QCOMPARE(bmc.get(gpu).status, 200);
    QCOMPARE(reset(bmc, kDgx, "PowerCycle"), QStringLiteral("400"));
    QCOMPARE(reset(bmc, kDgx, "ForceOff"), QStringLiteral("Off"));
    QCOMPARE(bmc.get(gpu).status, 503);
    QCOMPARE(reset(bmc, kDgx, "On"), QStringLiteral("On"));
    QCOMPARE(bmc.get(gpu).status, 200);
}

void TestLabPaper::dgxWantsIfMatchAndAllThree()
{
    LabClient bmc = client("dgx-01");
    const QString settings = kDgx + QStringLiteral("/SD");
    QCOMPARE(bmc.send("PATCH", settings, boot("Pxe", "Once")).status, 428);
    QJsonObject partial{
        {QStringLiteral("Boot"),
         QJsonObject{{QStringLiteral("BootSourceOverrideTarget"), QStringLiteral("Pxe")}}}};
    QCOMPARE(bmc.send("PATCH", settings, partial, "*").status, 400);
    const QByteArray etag = bmc.get(settings).headers.value("etag");
    QCOMPARE(bmc.send("PATCH", settings, boot("Pxe", "Once"), "\"other\"").status, 412);
    QCOMPARE(bmc.send("PATCH", settings, boot("Pxe", "Once"), etag).status, 204);
    const QJsonObject now = bmc.get(kDgx).json().value(u"Boot").toObject();
    QCOMPARE(now.value(u"BootSourceOverrideTarget").toString(), QStringLiteral("Pxe"));
}

void TestLabPaper::hpeRejectsNoneAndWeakEtags()
{
    LabClient bmc = client("hpe-01");
    const QString system = QStringLiteral("/redfish/v1/Systems/1/");
    const QByteArray etag = bmc.get(system).headers.value("etag");
    QVERIFY(etag.startsWith("W/"));
    QCOMPARE(bmc.send("PATCH", system, boot("None", "Once")).status, 400);
    QCOMPARE(bmc.send("PATCH", system, boot("Pxe", "Once"), etag).status, 412);
    QCOMPARE(bmc.send("PATCH", system, boot("Pxe", "Once"), etag.mid(2)).status, 204);
    QCOMPARE(bmc.get(QStringLiteral("/redfish/v1/systems/1/memory")).status, 200);
}

void TestLabPaper::dellAnswersWithAJob()
{
    LabClient bmc = client("dell-01");
    const LabReply reply = bmc.send(
        "POST",
        QStringLiteral("/redfish/v1/Systems/System.Embedded.1/Actions/ComputerSystem.Reset"),
        {{QStringLiteral("ResetType"), QStringLiteral("ForceOff")}});
    QCOMPARE(reply.status, 202);
    const QString job = QString::fromUtf8(reply.headers.value("location"));
    QVERIFY(QTest::qWaitFor(
        [&] { return bmc.get(job).json().value(u"TaskState").toString() == u"Completed"; }));
}

void TestLabPaper::bootOnceIsUsedUp()
{
    LabClient bmc = client("obmc-01");
    const QString system = QStringLiteral("/redfish/v1/Systems/system");
    QCOMPARE(bmc.send("PATCH", system, boot("Pxe", "Once")).status, 204);
    QCOMPARE(reset(bmc, system, "ForceRestart"), QStringLiteral("On"));
    const QJsonObject once = bmc.get(system).json().value(u"Boot").toObject();
    QCOMPARE(once.value(u"BootSourceOverrideEnabled").toString(), QStringLiteral("Disabled"));
    QCOMPARE(bmc.send("PATCH", system, boot("Hdd", "Continuous")).status, 204);
    QCOMPARE(reset(bmc, system, "ForceRestart"), QStringLiteral("On"));
    const QJsonObject kept = bmc.get(system).json().value(u"Boot").toObject();
    QCOMPARE(kept.value(u"BootSourceOverrideTarget").toString(), QStringLiteral("Hdd"));
}

QTEST_GUILESS_MAIN(TestLabPaper)
#include "test_lab_paper.moc"
