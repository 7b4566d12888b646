#include "tests/peer/netboot_site.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::netboot;
using namespace rackhouse::test;

namespace
{

const QString loader = QStringLiteral("/usr/lib/ipxe/snponly.efi");

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool isMissing(const char* program)
{
    const QString name = QString::fromLatin1(program);
    return QStandardPaths::findExecutable(name).isEmpty() &&
           QStandardPaths::findExecutable(name, {QStringLiteral("/usr/sbin")}).isEmpty();
}

} // namespace

#define NEEDS(program)                                                                             \
    if (isMissing(program))                                                                        \
    QSKIP(program " is not installed")

/// Debian's own DHCP, TFTP and HTTP clients against the real servers, on real interfaces.
class TestPeerNetboot : public QObject
{
    Q_OBJECT

public:
    explicit TestPeerNetboot(Result<void> privateNetwork) : m_private(std::move(privateNetwork)) {}

private slots:
    void initTestCase();
    void dhclientGetsALease();
    void dhclientGetsItsReservation();
    void unstoredLeaseIsNotConfirmed();
    void leasesSurviveARestart();
    void everyPacketLength();
    void tftpClients_data();
    void tftpClients();
    void manyTransfersAtOnce();
    void tftpRefusesToLeave();
    void bootHttp();
    void otherInterfaceIsSilent();
    void clearErrors();

private:
    Result<QByteArray> shell(const QString& script, int timeoutMs = 10'000)
    {
        return m_site->clients().run({QStringLiteral("sh"), QStringLiteral("-ec"), script},
                                     timeoutMs);
    }
    QString url(const QString& path) const
    {
        return QStringLiteral("http://10.77.0.1:%1%2")
            .arg(m_site->service().status().httpPort)
            .arg(path);
    }
    QString leasePath(const QString& mac) const
    {
        return m_site->folder() + u'/' + QString(mac).remove(u':') + u".leases";
    }
    QByteArray leaseFile(const QString& mac) const { return contentOf(leasePath(mac)); }
    /// A DHCP client on the clients' interface; it runs until it is destroyed.
    std::unique_ptr<QProcess> dhclient(const QString& interface, const QString& mac);

    Result<void> m_private;
    std::unique_ptr<NetbootSite> m_site;
};

void TestPeerNetboot::initTestCase()
{
    if (!m_private)
        QSKIP(qPrintable(m_private.error().detail));
    NEEDS("ip");
    if (!QFile::exists(loader))
        QSKIP("the package ipxe is not installed");
    m_site = std::make_unique<NetbootSite>();
    m_site->useRamSystem(QStringLiteral("/usr/lib/ipxe/ipxe.lkrn"), loader);
    const auto started = m_site->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().code + started.error().detail));
    QVERIFY(shell(QStringLiteral("ip addr add 10.77.0.200/24 dev c0")));
}

std::unique_ptr<QProcess> TestPeerNetboot::dhclient(const QString& interface, const QString& mac)
{
    const auto set = shell(QStringLiteral("ip link set %1 down; ip link set %1 address %2; "
                                          "ip link set %1 up")
                               .arg(interface, mac));
    if (!set)
        qWarning() << set.error().detail;
    const QStringList command = m_site->clients().inside(
        {QStringLiteral("dhclient"), QStringLiteral("-4"), QStringLiteral("-d"),
         QStringLiteral("-sf"), QStringLiteral("/bin/true"), QStringLiteral("-lf"), leasePath(mac),
         QStringLiteral("-pf"), leasePath(mac) + u".pid", QStringLiteral("-cf"),
         QStringLiteral("/dev/null"), interface});
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::MergedChannels);
    process->start(command.front(), command.mid(1));
    return process;
}

void TestPeerNetboot::dhclientGetsALease()
{
    NEEDS("dhclient");
    const QString mac = QStringLiteral("52:54:00:00:00:01");
    const auto client = dhclient(QStringLiteral("c0"), mac);
    QTRY_VERIFY_WITH_TIMEOUT(leaseFile(mac).contains("fixed-address 10.77.0."), 20'000);
    const QByteArray address = m_site->journal().addressOf(mac).toLatin1();
    QVERIFY(!address.isEmpty() && leaseFile(mac).contains(address));
    QVERIFY(m_site->log().empty()); // no network boot, no boot log
    client->kill();
    client->waitForFinished();
}

void TestPeerNetboot::dhclientGetsItsReservation()
{
    NEEDS("dhclient");
    const QString mac = QStringLiteral("52:54:00:00:00:77");
    const auto client = dhclient(QStringLiteral("c0"), mac);
    QTRY_COMPARE_WITH_TIMEOUT(m_site->journal().addressOf(mac), QStringLiteral("10.77.0.77"),
                              20'000);
    client->kill();
    client->waitForFinished();
}

void TestPeerNetboot::unstoredLeaseIsNotConfirmed()
{
    NEEDS("dhclient");
    m_site->journal().setFailing(true);
    const QString mac = QStringLiteral("52:54:00:00:00:02");
    const auto client = dhclient(QStringLiteral("c0"), mac);
    QTRY_VERIFY_WITH_TIMEOUT(m_site->service().status().dhcp.dropped > 0, 20'000);
    QVERIFY(!leaseFile(mac).contains("fixed-address"));
    m_site->journal().setFailing(false);
    QTRY_VERIFY_WITH_TIMEOUT(!m_site->journal().addressOf(mac).isEmpty(), 30'000);
    client->kill();
    client->waitForFinished();
}

void TestPeerNetboot::leasesSurviveARestart()
{
    NEEDS("dhclient");
    const QString mac = QStringLiteral("52:54:00:00:00:01");
    const QString before = m_site->journal().addressOf(mac);
    const quint16 port = m_site->service().status().httpPort;
    QVERIFY(m_site->service().start({NetbootSite::subnet()}));
    QCOMPARE(m_site->service().status().httpPort, port); // downloads went on meanwhile
    QFile::remove(leasePath(mac));
    const auto client = dhclient(QStringLiteral("c0"), mac);
    const QByteArray address = before.toLatin1();
    QTRY_VERIFY_WITH_TIMEOUT(leaseFile(mac).contains(address), 20'000);
    client->kill();
    client->waitForFinished();
}

void TestPeerNetboot::everyPacketLength()
{
    NEEDS("python3");
    const qint64 before = m_site->service().status().dhcp.received;
    const auto sent = shell(QStringLiteral(
        "ip addr replace 10.77.0.200/24 dev c0\n"
        "python3 -c '\n"
        "import socket\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "head = bytes([1, 1, 6, 0]) + bytes(232) + bytes([0x63, 0x82, 0x53, 0x63, 53, 1, 1])\n"
        "for n in range(0, 1473):\n"
        "    s.sendto((head + bytes([255 - n % 256]) * n)[:n], (\"10.77.0.1\", 67))\n"
        "'"));
    QVERIFY2(sent, sent ? "" : qPrintable(sent.error().detail));
    QTRY_VERIFY_WITH_TIMEOUT(m_site->service().status().dhcp.received >= before + 1473, 10'000);
    QVERIFY(m_site->service().status().dhcp.malformed > 240);
}

void TestPeerNetboot::tftpClients_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("command");
    const auto atftp = [](const char* options) {
        return QStringLiteral("atftp %1 -g -r snponly.efi -l OUT 10.77.0.1 69")
            .arg(QString::fromLatin1(options));
    };
    QTest::newRow("atftp") << "atftp" << atftp("");
    QTest::newRow("atftp blksize") << "atftp" << atftp("--option 'blksize 1428'");
    QTest::newRow("atftp small blocks") << "atftp" << atftp("--option 'blksize 8'"); // rolls over
    QTest::newRow("atftp windowsize 4")
        << "atftp" << atftp("--option 'blksize 1428' --option 'windowsize 4'");
    QTest::newRow("atftp windowsize 64")
        << "atftp" << atftp("--option 'blksize 512' --option 'windowsize 64'");
    QTest::newRow("tftp-hpa") << "tftp"
                              << "tftp -m binary 10.77.0.1 -c get snponly.efi OUT";
    QTest::newRow("curl") << "curl"
                          << "curl -sS -o OUT tftp://10.77.0.1/snponly.efi";
    QTest::newRow("curl blksize 65464")
        << "curl"
        << "curl -sS --tftp-blksize 65464 -o OUT tftp://10.77.0.1/snponly.efi";
}

void TestPeerNetboot::tftpClients()
{
    QFETCH(QString, program);
    QFETCH(QString, command);
    if (isMissing(program.toLatin1().constData()))
        QSKIP(qPrintable(program + u" is not installed"));
    const QString out = m_site->folder() + u"/fetched";
    QFile::remove(out);
    const auto run = shell(QString(command).replace(QStringLiteral("OUT"), out), 30'000);
    QVERIFY2(run, run ? "" : qPrintable(run.error().detail));
    QCOMPARE(contentOf(out).size(), contentOf(loader).size());
    QVERIFY(contentOf(out) == contentOf(loader));
    QTRY_COMPARE(m_site->service().status().tftpTransfers, 0);
}

void TestPeerNetboot::manyTransfersAtOnce()
{
    NEEDS("curl");
    const auto run = shell(
        QStringLiteral("cd %1; for i in $(seq 16); do "
                       "curl -sS --tftp-blksize 1428 -o many.$i tftp://10.77.0.1/undionly.kpxe & "
                       "done; wait; cat many.* | wc -c")
            .arg(m_site->folder()),
        30'000);
    QVERIFY(run);
    const qsizetype size = contentOf(QStringLiteral("/usr/lib/ipxe/undionly.kpxe")).size();
    QCOMPARE(run->trimmed().toLongLong(), size * 16); // as many as one address may have
}

void TestPeerNetboot::tftpRefusesToLeave()
{
    NEEDS("atftp");
    const QString out = m_site->folder() + u"/stolen";
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("refused.*shadow")));
    const auto run = shell(
        QStringLiteral("atftp -g -r ../../etc/shadow -l %1 10.77.0.1 69 2>&1 || true").arg(out));
    QVERIFY2(run, run ? "" : qPrintable(run.error().detail));
    QVERIFY(contentOf(out).isEmpty());
    QTRY_VERIFY(!m_site->log().empty());
    // The transfers of others may still be on their way into it.
    QTRY_COMPARE(m_site->log().back().problem, QStringLiteral("forbidden"));
}

void TestPeerNetboot::bootHttp()
{
    NEEDS("curl");
    m_site->decide({BootDecision::RamSystem, QStringLiteral("rackhouse.token=feed")});
    const auto script =
        shell(QStringLiteral("curl -sSf '%1'")
                  .arg(url(QStringLiteral("/boot/ipxe?mac=52:54:00:00:00:05&uuid=&arch=bios"))));
    QVERIFY2(script, script ? "" : qPrintable(script.error().detail));
    QVERIFY(script->startsWith("#!ipxe"));
    QVERIFY(script->contains("rackhouse.token=feed"));
    const QByteArray kernel = contentOf(m_site->folder() + u"/vmlinuz");
    const auto head =
        shell(QStringLiteral("curl -sSfI %1").arg(url(QStringLiteral("/boot/kernel"))));
    QVERIFY(head);
    const QByteArray length = "content-length: " + QByteArray::number(kernel.size());
    QVERIFY(head->toLower().contains(length));
    const auto piece =
        shell(QStringLiteral("curl -sSf -r 100-199 %1").arg(url(QStringLiteral("/boot/kernel"))));
    QVERIFY(piece);
    QCOMPARE(*piece, kernel.mid(100, 100));
    const auto efi = shell(
        QStringLiteral("curl -sSf %1 | sha256sum").arg(url(QStringLiteral("/boot/snponly.efi"))));
    QVERIFY(efi);
    QCOMPARE(efi->left(64),
             QCryptographicHash::hash(contentOf(loader), QCryptographicHash::Sha256).toHex());
}

void TestPeerNetboot::otherInterfaceIsSilent()
{
    NEEDS("perfdhcp");
    NEEDS("curl");
    const QString offers = QStringLiteral("perfdhcp -4 -i -l %1 -r 20 -n 10 2>&1 || true");
    const auto addressed = shell(QStringLiteral("ip addr replace 10.77.0.200/24 dev c0; "
                                                "ip addr add 192.168.99.2/24 dev d0"));
    QVERIFY2(addressed, addressed ? "" : qPrintable(addressed.error().detail));
    const auto served = shell(offers.arg(QStringLiteral("c0")));
    QVERIFY(served);
    QVERIFY2(served->contains("received packets: 9") || served->contains("received packets: 10"),
             served->constData()); // it does not always wait for the last one
    const auto other = shell(offers.arg(QStringLiteral("d0")));
    QVERIFY(other);
    QVERIFY2(other->contains("sent packets: 1"), other->constData());
    QVERIFY2(other->contains("received packets: 0"), other->constData());

    // The served address and the other one, both asked through the other link.
    QVERIFY(shell(QStringLiteral("ip addr flush dev c0; "
                                 "ip route add 10.77.0.1/32 dev d0 src 192.168.99.2")));
    for (const QString& address : {QStringLiteral("10.77.0.1"), QStringLiteral("192.168.99.1")}) {
        QVERIFY(!shell(QStringLiteral("curl -sS --max-time 2 tftp://%1/snponly.efi").arg(address)));
        QVERIFY(!shell(QStringLiteral("curl -sS --max-time 2 http://%1:%2/boot/kernel")
                           .arg(address)
                           .arg(m_site->service().status().httpPort)));
    }
    QVERIFY(shell(QStringLiteral("ip route del 10.77.0.1/32 dev d0; "
                                 "ip addr add 10.77.0.200/24 dev c0")));
    QVERIFY(
        shell(QStringLiteral("curl -sS --max-time 5 -o /dev/null tftp://10.77.0.1/snponly.efi")));
}

void TestPeerNetboot::clearErrors()
{
    SystemClock clock;
    MemoryLeaseJournal journal;
    NetbootService second({clock, journal, [](const BootClient&, auto answer) {
                               answer({});
                           }});
    Subnet subnet = NetbootSite::subnet();
    QCOMPARE(second.start({subnet}).error().code, QStringLiteral("netboot-socket-failed"));
    QVERIFY(!second.status().running);
    subnet.networkInterface = QStringLiteral("nowhere0");
    QCOMPARE(second.start({subnet}).error().code, QStringLiteral("netboot-interface-missing"));
    subnet.networkInterface = QStringLiteral("other0");
    subnet.serverAddress = QStringLiteral("10.77.0.2");
    QCOMPARE(second.start({subnet}).error().code, QStringLiteral("netboot-interface-missing"));
    QCOMPARE(second.status().problem->code, QStringLiteral("netboot-interface-missing"));
}

int main(int argc, char** argv)
{
    auto privateNetwork = enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestPeerNetboot test(std::move(privateNetwork));
    return QTest::qExec(&test, argc, argv);
}
#include "test_peer_netboot.moc"
