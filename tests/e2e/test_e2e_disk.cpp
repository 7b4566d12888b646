#include "tests/e2e/applianceprocess.h"
#include "tests/e2e/sitedriver.h"
#include "tests/support/small_disk.h"

#include <QCoreApplication>
#include <QDir>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>

using namespace rackhouse;
using namespace rackhouse::test;

namespace
{

constexpr qint64 kMiB = 1 << 20;

QString codeOf(const Result<QJsonObject>& result)
{
    return result ? QString() : result.error().code;
}

} // namespace

/// The state directory of a real appliance on a disk that gets full.
class TestDisk : public QObject
{
    Q_OBJECT

public:
    explicit TestDisk(Result<void> mounts) : m_mounts(std::move(mounts)) {}

private slots:
    void initTestCase()
    {
        if (!m_mounts)
            QSKIP(qPrintable(m_mounts.error().detail));
    }
    void cleanup()
    {
        m_client.reset();
        m_appliance.reset();
        m_disk.reset();
    }

    void whatWasAnsweredIsKeptAndTheRestIsTold();
    void aJobGoesOnWhenThereIsRoomAgain();
    void anUploadThatFillsTheDisk();
    void startsOnAFullDiskOrSaysWhyNot();
    void aBackupLeavesRoomForTheDatabase();

private:
    void open(qint64 bytes);
    Result<QJsonObject> addRack(int number)
    {
        return await(
            m_client->post(QStringLiteral("/racks"),
                           {{QStringLiteral("name"), QStringLiteral("rack-%1").arg(number)}}));
    }
    Result<QJsonObject> addMachine(const QString& name)
    {
        return await(m_client->post(QStringLiteral("/machines"), {{QStringLiteral("name"), name}}));
    }
    Result<QJsonObject> inspect(const QString& machine)
    {
        return await(m_client->post(QStringLiteral("/jobs"),
                                    {{QStringLiteral("kind"), QStringLiteral("inspect")},
                                     {QStringLiteral("machine_id"), machine},
                                     {QStringLiteral("params"), QJsonObject()}}));
    }
    QStringList racks();
    QJsonObject row(const QString& path)
    {
        return await(m_client->get(path)).value_or(QJsonObject());
    }
    std::unique_ptr<QSslSocket> rawConnection();
    static QByteArray answerOn(QSslSocket& socket);

    Result<void> m_mounts;
    std::unique_ptr<SmallDisk> m_disk;
    std::unique_ptr<ApplianceProcess> m_appliance;
    std::unique_ptr<client::SiteClient> m_client;
};

void TestDisk::open(qint64 bytes)
{
    auto disk = SmallDisk::create(bytes);
    QVERIFY2(disk, disk ? "" : qPrintable(disk.error().detail));
    m_disk = *std::move(disk);
    m_appliance = std::make_unique<ApplianceProcess>(m_disk->path() + QStringLiteral("/state"));
    const auto started = m_appliance->start();
    QVERIFY2(started, started ? "" : qPrintable(problemText(started.error())));
    QVERIFY(m_appliance->pair());
    m_client = m_appliance->client();
}

QStringList TestDisk::racks()
{
    QStringList names;
    const QUrlQuery all{{QStringLiteral("limit"), QStringLiteral("1000")}};
    const auto page = await(m_client->get(QStringLiteral("/racks"), all));
    for (const QJsonValue& item : page.value_or(QJsonObject()).value(u"items").toArray())
        names << item.toObject().value(u"name").toString();
    names.sort();
    return names;
}

std::unique_ptr<QSslSocket> TestDisk::rawConnection()
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificate(QSslCertificate(m_appliance->access().certificatePem));
    configuration.setPrivateKey(QSslKey(m_appliance->access().keyPem.reveal(), QSsl::Ec));
    socket->setSslConfiguration(configuration);
    const QUrl api = m_appliance->access().api;
    socket->connectToHostEncrypted(api.host(), static_cast<quint16>(api.port()));
    return socket->waitForEncrypted(10'000) ? std::move(socket) : nullptr;
}

/// Everything until the appliance closes or the body of a problem is there.
QByteArray TestDisk::answerOn(QSslSocket& socket)
{
    QByteArray answer;
    while (!answer.contains('}') && socket.waitForReadyRead(20'000))
        answer += socket.readAll();
    return answer;
}

void TestDisk::whatWasAnsweredIsKeptAndTheRestIsTold()
{
    open(24 * kMiB);
    const auto machine = addMachine(QStringLiteral("gpu-1"));
    QVERIFY(machine);
    const QString id = machine->value(u"id").toString();
    QStringList kept;
    for (int i = 0; i < 3; ++i) {
        QVERIFY(addRack(i));
        kept << QStringLiteral("rack-%1").arg(i);
    }
    QVERIFY(m_disk->fill());
    // What the log has room for still goes; then it is said, and nothing half done stays.
    Result<QJsonObject> refused = QJsonObject();
    for (int i = 3; i < 2000 && refused; ++i) {
        refused = addRack(i);
        if (refused)
            kept << QStringLiteral("rack-%1").arg(i);
    }
    QCOMPARE(codeOf(refused), QStringLiteral("disk-full"));
    QVERIFY(problemText(refused.error()).contains(QStringLiteral("Free some space")));
    QCOMPARE(codeOf(inspect(id)), QStringLiteral("disk-full"));
    kept.sort();
    QCOMPARE(racks(), kept);
    QCOMPARE(row(QStringLiteral("/machines/") + id).value(u"job_id").toString(), QString());

    const auto raw = rawConnection();
    QVERIFY(raw);
    raw->write("POST /api/v1/racks HTTP/1.1\r\nHost: a\r\nContent-Length: 18\r\n\r\n"
               "{\"name\":\"by-hand\"}");
    const QByteArray answer = answerOn(*raw);
    QVERIFY2(answer.startsWith("HTTP/1.1 507 "), answer.constData());
    QVERIFY(answer.contains("application/problem+json"));
    QVERIFY(answer.contains("\"disk-full\""));

    m_disk->empty();
    QCOMPARE(codeOf(addRack(5000)), QString());
    kept << QStringLiteral("rack-5000");
    kept.sort();
    m_appliance->kill();
    const client::SiteAccess before = m_appliance->access();
    QVERIFY(m_appliance->start());
    client::SiteAccess access = before;
    access.api = m_appliance->access().api;
    m_client = std::make_unique<client::SiteClient>(access);
    QCOMPARE(racks(), kept);
}

void TestDisk::aJobGoesOnWhenThereIsRoomAgain()
{
    open(24 * kMiB);
    const auto machine = addMachine(QStringLiteral("gpu-1"));
    QVERIFY(machine);
    QVERIFY(m_disk->fill());
    // The log may have room for the job and not for its start.
    const QString machineId = machine->value(u"id").toString();
    auto job = inspect(machineId);
    for (int i = 0; i < 2000 && addRack(i); ++i) {
    }
    m_disk->empty();
    if (!job) {
        QCOMPARE(codeOf(job), QStringLiteral("disk-full"));
        job = inspect(machineId);
    }
    QCOMPARE(codeOf(job), QString());
    const QString path = QStringLiteral("/jobs/") + job->value(u"id").toString();
    QTRY_COMPARE_WITH_TIMEOUT(row(path).value(u"step").toString(), QStringLiteral("await-agent"),
                              20'000);
    QVERIFY(m_disk->fill());
    for (int i = 2000; i < 4000 && addRack(i); ++i) {
    }
    QCOMPARE(codeOf(await(m_client->post(path + QStringLiteral("/cancel"), {}))),
             QStringLiteral("disk-full"));
    QVERIFY(m_appliance->isRunning());
    m_disk->empty();
    QCOMPARE(codeOf(await(m_client->post(path + QStringLiteral("/cancel"), {}))), QString());
    QTRY_COMPARE(row(path).value(u"state").toString(), QStringLiteral("cancelled"));
}

void TestDisk::anUploadThatFillsTheDisk()
{
    open(300 * kMiB); // 256 MiB are kept free for the database
    const qint64 size = 20 * kMiB;
    const auto image = await(m_client->post(QStringLiteral("/images"),
                                            {{QStringLiteral("name"), QStringLiteral("debian")},
                                             {QStringLiteral("format"), QStringLiteral("raw")},
                                             {QStringLiteral("size_bytes"), size}}));
    QCOMPARE(codeOf(image), QString());
    const QString path = QStringLiteral("/images/") + image->value(u"id").toString();
    const QDir images(m_disk->path() + QStringLiteral("/state/images"));
    const auto received = [&images] {
        const auto files =
            images.entryInfoList({QStringLiteral(".upload-*")}, QDir::Files | QDir::Hidden);
        return files.isEmpty() ? 0 : files.front().size();
    };
    const auto raw = rawConnection();
    QVERIFY(raw);
    raw->write("PUT /api/v1" + path.toLatin1() +
               "/content HTTP/1.1\r\nHost: a\r\nContent-Length: " + QByteArray::number(size) +
               "\r\n\r\n" + QByteArray(2 * kMiB, 'd'));
    QTRY_VERIFY_WITH_TIMEOUT(received() >= kMiB, 20'000);
    QVERIFY(m_disk->fill());
    raw->write(QByteArray(size - 2 * kMiB, 'd'));
    const QByteArray answer = answerOn(*raw);
    QVERIFY2(answer.startsWith("HTTP/1.1 507 "), answer.left(200).constData());
    QVERIFY(answer.contains("\"disk-full\""));
    QTRY_COMPARE(received(), 0);

    QTemporaryDir elsewhere;
    QFile file(elsewhere.filePath(QStringLiteral("disk.raw")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(QByteArray(size, 'd')), size);
    file.close();
    const auto upload = [&] {
        return codeOf(await(m_client->upload(path + QStringLiteral("/content"), file.fileName())));
    };
    QVERIFY(m_disk->fill()); // what the broken upload gave back
    QCOMPARE(upload(), QStringLiteral("disk-full"));
    m_disk->empty();
    QCOMPARE(upload(), QString());
    QTRY_COMPARE(row(path).value(u"state").toString(), QStringLiteral("ready"));
}

void TestDisk::startsOnAFullDiskOrSaysWhyNot()
{
    open(24 * kMiB);
    QVERIFY(addRack(1));
    client::SiteAccess access = m_appliance->access();
    m_appliance->kill();
    QVERIFY(m_disk->fill());
    const auto started = m_appliance->start();
    if (!started)
        QVERIFY2(started.error().detail.contains(QStringLiteral("disk of the appliance is full")),
                 qPrintable(started.error().detail));
    m_appliance->kill();
    m_disk->empty();
    QVERIFY(m_appliance->start());
    access.api = m_appliance->access().api;
    m_client = std::make_unique<client::SiteClient>(access);
    QCOMPARE(racks(), QStringList{QStringLiteral("rack-1")});
}

void TestDisk::aBackupLeavesRoomForTheDatabase()
{
    open(12 * kMiB); // less than what is left free
    if (QTest::currentTestFailed())
        return;
    const QTemporaryDir here;
    const QString copy = here.filePath(QStringLiteral("site.db"));
    QCOMPARE(codeOf(await(m_client->download(QStringLiteral("/backup"), copy))),
             QStringLiteral("disk-full"));
    QVERIFY(!QFile::exists(copy));
    QVERIFY(!QFile::exists(m_disk->path() + QStringLiteral("/state/backup.part")));
    QVERIFY(addRack(1));
}

int main(int argc, char** argv)
{
    auto mounts = enterPrivateMounts();
    QCoreApplication application(argc, argv);
    TestDisk test(std::move(mounts));
    return QTest::qExec(&test, argc, argv);
}
#include "test_e2e_disk.moc"
