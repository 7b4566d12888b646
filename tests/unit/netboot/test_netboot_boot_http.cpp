#include "app/netboot/boot_http.h"
#include "app/netboot/interface_socket.h"
#include "app/netboot/ipxe_script.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::netboot;

namespace
{

const QString base = QStringLiteral("http://10.77.0.1:8080");
const QString mac = QStringLiteral("52:54:00:00:00:01");

/// Boot HTTP without a server: requests go in, the response and the boot log come out.
struct Scenario {
    Scenario()
    {
        directory.learn(*Ipv4::parse(QStringLiteral("10.77.0.10")), {mac, QStringLiteral("bios")});
        QFile kernel(folder.filePath(QStringLiteral("vmlinuz")));
        kernel.open(QIODevice::WriteOnly);
        kernel.write("kernel");
    }

    BootHttp boot()
    {
        BootContent content;
        content.kernelFile = folder.filePath(QStringLiteral("vmlinuz"));
        content.initrdFile = folder.filePath(QStringLiteral("missing"));
        content.uefiLoaderName = QStringLiteral("snponly.efi");
        content.uefiLoaderFile = content.kernelFile;
        content.imageFile = [this](const QString& id) -> Result<QString> {
            if (id != u"debian")
                return fail("not-found");
            return folder.filePath(QStringLiteral("vmlinuz"));
        };
        const auto none = [](http::Request, http::Reply reply) {
            reply({204, {}, {}, {}});
        };
        const auto little = [](const http::Request&) {
            http::UploadDecision few;
            few.maxBytes = 42;
            return few;
        };
        return BootHttp({clock,
                         directory,
                         [this](const BootClient& client, auto answer) {
                             asked.push_back(client);
                             answer(decision);
                         },
                         [this](const BootEvent& event) { log.push_back(event); },
                         content,
                         {{QStringLiteral("/agent/v1/"), none, little}}});
    }

    http::Response get(const QString& path, const QString& query = {},
                       const QByteArray& method = "GET")
    {
        http::Response result;
        http::Request request;
        request.method = method;
        request.path = path;
        request.query = QUrlQuery(query);
        request.peer = QHostAddress(QStringLiteral("10.77.0.10"));
        boot().handlerFor(base)(request, [&result](http::Response r) { result = std::move(r); });
        return result;
    }

    QTemporaryDir folder;
    ManualClock clock;
    ClientDirectory directory;
    BootDecision decision{BootDecision::RamSystem, QStringLiteral("rackhouse.token=abcd quiet")};
    std::vector<BootClient> asked;
    std::vector<BootEvent> log;
};

} // namespace

class TestBootHttp : public QObject
{
    Q_OBJECT

private slots:
    void scriptForRamSystem();
    void nobodyBootsInTheNameOfAnother();
    void scriptForLocalDisk();
    void scriptForDenied();
    void bodiesAreForTheRoutesThatWantThem();
    void scriptNeedsAMac();
    void scriptArgumentsStayOnTheirLine_data();
    void scriptArgumentsStayOnTheirLine();
    void queryIsCheckedBeforeItIsUsed();
    void files();
    void routesArePassedOn();
    void onlyReading();
    void frameChecksums();
};

void TestBootHttp::scriptForRamSystem()
{
    Scenario s;
    const auto response =
        s.get(QStringLiteral("/boot/ipxe"),
              QStringLiteral(
                  "mac=52-54-00-00-00-01&uuid=0195F3A0-0000-7000-8000-000000000001&arch=bios"));
    QCOMPARE(response.status, 200);
    QVERIFY(response.body.startsWith("#!ipxe\n"));
    QVERIFY(response.body.contains(
        "kernel --name vmlinuz http://10.77.0.1:8080/boot/kernel initrd=initrd.img "
        "rackhouse.url=http://10.77.0.1:8080 rackhouse.token=abcd quiet || goto failed\n"));
    QVERIFY(response.body.contains("/boot/initrd"));
    QVERIFY(!response.body.contains('@'));
    QCOMPARE(s.asked.at(0).mac, mac);
    QCOMPARE(s.asked.at(0).uuid, QStringLiteral("0195f3a0-0000-7000-8000-000000000001"));
    QCOMPARE(s.log.at(0).text, QStringLiteral("ram-system"));
    QCOMPARE(phaseText(s.log.at(0).phase), QStringLiteral("script"));
}

void TestBootHttp::nobodyBootsInTheNameOfAnother()
{
    Scenario s;
    const QString other = QStringLiteral("mac=52-54-00-00-00-02");
    QCOMPARE(s.get(QStringLiteral("/boot/ipxe"), other).status, 200);
    QCOMPARE(s.asked.at(0).mac, mac); // of the lease
    s.directory.learn(*Ipv4::parse(QStringLiteral("10.77.0.10")), {});
    QCOMPARE(s.get(QStringLiteral("/boot/ipxe"), other).status, 200);
    QCOMPARE(s.asked.at(1).mac, QStringLiteral("52:54:00:00:00:02"));
}

void TestBootHttp::scriptForLocalDisk()
{
    Scenario s;
    s.decision = {BootDecision::LocalDisk, {}};
    const auto bios = s.get(QStringLiteral("/boot/ipxe"), QStringLiteral("arch=bios"));
    QVERIFY(bios.body.contains("sanboot --no-describe --drive 0x80 "));
    s.decision.biosDrive = 0x81;
    const auto second = s.get(QStringLiteral("/boot/ipxe"), QStringLiteral("arch=bios"));
    QVERIFY(second.body.contains("sanboot --no-describe --drive 0x81 "));
    const auto uefi = s.get(QStringLiteral("/boot/ipxe"), QStringLiteral("arch=uefi-x64"));
    QVERIFY(!uefi.body.contains("sanboot"));
    QVERIFY(uefi.body.contains("exit"));
}

void TestBootHttp::bodiesAreForTheRoutesThatWantThem()
{
    Scenario scenario;
    const auto policy = scenario.boot().bodyPolicy();
    const auto most = [&policy](const char* path) {
        http::Request request;
        request.path = QString::fromLatin1(path);
        return policy(request).maxBytes;
    };
    QCOMPARE(most("/agent/v1/register"), 42);
    for (const char* path : {"/boot/ipxe", "/images/debian", "/nowhere"})
        QCOMPARE(most(path), 0);
}

void TestBootHttp::scriptForDenied()
{
    Scenario s;
    s.decision = {};
    const auto response = s.get(QStringLiteral("/boot/ipxe"), QStringLiteral("arch=bios"));
    QVERIFY(!response.body.contains("kernel"));
    QVERIFY(!response.body.contains("sanboot"));
}

void TestBootHttp::scriptNeedsAMac()
{
    Scenario s;
    s.directory.learn(*Ipv4::parse(QStringLiteral("10.77.0.10")), {});
    QCOMPARE(s.get(QStringLiteral("/boot/ipxe"), QStringLiteral("mac=you")).status, 400);
    QVERIFY(s.asked.empty());
}

void TestBootHttp::scriptArgumentsStayOnTheirLine_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("line") << "quiet\nshell";
    QTest::newRow("setting") << "x=${password}";
    QTest::newRow("or") << "quiet || shell";
    QTest::newRow("and") << "quiet && shell";
}

void TestBootHttp::scriptArgumentsStayOnTheirLine()
{
    QFETCH(QString, arguments);
    const auto script = ipxeScript({BootDecision::RamSystem, arguments}, {mac, {}, {}, {}}, base);
    QVERIFY(!script);
    QCOMPARE(script.error().code, QStringLiteral("bad-field"));
}

void TestBootHttp::queryIsCheckedBeforeItIsUsed()
{
    Scenario s;
    const auto response = s.get(QStringLiteral("/boot/ipxe"),
                                QStringLiteral("mac=zz%0Ashell&uuid=%0Ashell&arch=bios%0Ashell"));
    QCOMPARE(response.status, 200);
    QVERIFY(!response.body.contains("shell"));
    QCOMPARE(s.asked.at(0).mac, mac); // as the lease has it
    QCOMPARE(s.asked.at(0).architecture, QStringLiteral("bios"));
    QVERIFY(s.asked.at(0).uuid.isEmpty());
}

void TestBootHttp::files()
{
    Scenario s;
    QCOMPARE(s.get(QStringLiteral("/boot/kernel")).file->path,
             s.folder.filePath(QStringLiteral("vmlinuz")));
    QVERIFY(s.get(QStringLiteral("/boot/snponly.efi"), {}, "HEAD").file);
    QVERIFY(s.get(QStringLiteral("/images/debian")).file);
    QCOMPARE(s.log.size(), size_t(2)); // HEAD is no download
    QCOMPARE(s.log[0].mac, mac);
    QCOMPARE(s.get(QStringLiteral("/boot/initrd")).status, 500);
    QCOMPARE(s.log.at(2).problem, QStringLiteral("boot-file-missing"));
    for (const char* path : {"/images/other", "/images/", "/boot/", "/", "/boot/undionly.kpxe",
                             "/images/../../etc/shadow"})
        QCOMPARE(s.get(QString::fromLatin1(path)).status, 404);
}

void TestBootHttp::routesArePassedOn()
{
    Scenario s;
    QCOMPARE(s.get(QStringLiteral("/agent/v1/task"), {}, "POST").status, 204);
}

void TestBootHttp::onlyReading()
{
    Scenario s;
    QCOMPARE(s.get(QStringLiteral("/boot/kernel"), {}, "PUT").status, 405);
}

void TestBootHttp::frameChecksums()
{
    const QByteArray frame = udpFrame(*Ipv4::parse(QStringLiteral("10.0.0.1")), 67,
                                      *Ipv4::parse(QStringLiteral("10.0.0.2")), 68, "odd");
    QCOMPARE(frame.size(), 31);
    // IPv4 header 4500001f 00004000 4011 sum 0a000001 0a000002, summed by hand: 0x26cc.
    QCOMPARE(frame.mid(10, 2).toHex(), QByteArray("26cc"));
    QCOMPARE(frame.mid(24, 2).toHex(), QByteArray("000b"));
    QCOMPARE(frame.right(3), QByteArray("odd"));
}

QTEST_GUILESS_MAIN(TestBootHttp)
#include "test_netboot_boot_http.moc"
