#include "tests/lab/firmwarevariables.h"
#include "tests/peer/netboot_site.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::netboot;
using namespace rackhouse::test;

namespace
{

const QString mac = QStringLiteral("52:54:00:00:00:42");
const QString uuid = QStringLiteral("0195f3a0-1111-7222-8333-444455556666");
constexpr int nicSlot = 0x10;
const QString uefiCode = QStringLiteral("/usr/share/OVMF/OVMF_CODE_4M.fd");
const QString uefiVariables = QStringLiteral("/usr/share/OVMF/OVMF_VARS_4M.fd");

} // namespace

/// Real firmware boots from the real service: QEMU, software emulation only.
class TestPeerPxe : public QObject
{
    Q_OBJECT

public:
    /// `firmware`: "bios", "uefi" (PXE), "uefi-http".
    TestPeerPxe(Result<void> privateNetwork, const QString& firmware)
        : m_private(std::move(privateNetwork)), m_uefi(firmware != u"bios"),
          m_http(firmware == u"uefi-http")
    {
    }

private slots:
    void initTestCase();
    void firmwareReachesTheRamSystem();
    void cleanup();

private:
    Result<void> addTap();
    QStringList firmwareArguments() const;

    Result<void> m_private;
    bool m_uefi;
    bool m_http; ///< UEFI HTTP boot, without PXE before it
    std::unique_ptr<NetbootSite> m_site;
    QProcess m_machine;
};

void TestPeerPxe::initTestCase()
{
    if (!m_private)
        QSKIP(qPrintable(m_private.error().detail));
    if (m_uefi && !QFile::exists(uefiCode))
        QSKIP("the package ovmf is not installed");
    if (!QFile::exists(QStringLiteral("/usr/bin/qemu-system-x86_64")))
        QSKIP("the package qemu-system-x86 is not installed");
    m_site = std::make_unique<NetbootSite>();
    // Any bootable kernel will do: one for each firmware comes with iPXE.
    m_site->useRamSystem(m_uefi ? QStringLiteral("/usr/lib/ipxe/ipxe.efi")
                                : QStringLiteral("/usr/lib/ipxe/ipxe.lkrn"),
                         QStringLiteral("/usr/lib/ipxe/undionly.kpxe"));
    m_site->decide({BootDecision::RamSystem, QStringLiteral("rackhouse.token=feed")});
    const auto started = m_site->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().code + started.error().detail));
    if (const auto tap = addTap(); !tap)
        QSKIP(qPrintable(tap.error().detail));
}

Result<void> TestPeerPxe::addTap()
{
    for (const char* command :
         {"ip tuntap add tap0 mode tap", "ip link set tap0 master prov0", "ip link set tap0 up"}) {
        if (const auto done = runCommand(QString::fromLatin1(command).split(u' ')); !done)
            return fail(done.error());
    }
    return {};
}

QStringList TestPeerPxe::firmwareArguments() const
{
    if (!m_uefi)
        return {QStringLiteral("-boot"), QStringLiteral("n")};
    const QString variables = m_site->folder() + u"/vars.fd";
    QFile::copy(uefiVariables, variables);
    QFile::setPermissions(variables, QFile::ReadOwner | QFile::WriteOwner);
    // As a person sets it in the setup of the firmware; else PXE is tried first, for two minutes.
    if (m_http && !lab::bootNextFromNetwork(variables, nicSlot, mac, true))
        qWarning("the variables of the firmware cannot be written");
    return {QStringLiteral("-drive"),
            QStringLiteral("if=pflash,format=raw,unit=0,readonly=on,file=") + uefiCode,
            QStringLiteral("-drive"),
            QStringLiteral("if=pflash,format=raw,unit=1,file=") + variables};
}

void TestPeerPxe::firmwareReachesTheRamSystem()
{
    constexpr int longestMs = 240'000;
    // Without its option ROM the UEFI firmware boots by its own PXE client.
    const QString device = QStringLiteral("virtio-net-pci,netdev=n,addr=0x%3,mac=%1%2")
                               .arg(mac, m_uefi ? QStringLiteral(",romfile=") : QString())
                               .arg(nicSlot, 0, 16) +
                           (m_http ? QString() : QStringLiteral(",bootindex=1"));
    m_machine.setStandardOutputFile(m_site->folder() + u"/serial.log");
    m_machine.start(QStringLiteral("setpriv"),
                    QStringList{QStringLiteral("--pdeathsig"),
                                QStringLiteral("KILL"),
                                QStringLiteral("qemu-system-x86_64"),
                                QStringLiteral("-accel"),
                                QStringLiteral("tcg"),
                                QStringLiteral("-machine"),
                                QStringLiteral("q35"),
                                QStringLiteral("-m"),
                                QStringLiteral("512"),
                                QStringLiteral("-nodefaults"),
                                QStringLiteral("-display"),
                                QStringLiteral("none"),
                                QStringLiteral("-serial"),
                                QStringLiteral("stdio"),
                                QStringLiteral("-uuid"),
                                uuid,
                                QStringLiteral("-netdev"),
                                QStringLiteral("tap,id=n,ifname=tap0,script=no,downscript=no"),
                                QStringLiteral("-device"),
                                device} +
                        firmwareArguments());
    QTRY_VERIFY_WITH_TIMEOUT(!m_site->asked().empty(), longestMs);
    const BootClient client = m_site->asked().front();
    QCOMPARE(client.mac, mac);
    QCOMPARE(client.uuid, uuid);
    QCOMPARE(client.architecture, m_uefi ? QStringLiteral("uefi-x64") : QStringLiteral("bios"));
    QTRY_VERIFY_WITH_TIMEOUT(m_site->hasBooted(BootEvent::Phase::Initrd, mac), longestMs);
    QVERIFY(m_site->hasBooted(BootEvent::Phase::Dhcp, mac));
    QVERIFY(m_site->hasBooted(BootEvent::Phase::Script, mac));
    QVERIFY(m_site->hasBooted(BootEvent::Phase::Kernel, mac));
    // QEMU's BIOS has iPXE inside, so it needs no loader.
    QCOMPARE(m_site->hasBooted(BootEvent::Phase::Tftp, mac), m_uefi && !m_http);
    QCOMPARE(m_site->hasBooted(BootEvent::Phase::Loader, mac), m_http);
    if (m_http)
        QCOMPARE(m_site->log().front().architecture, QStringLiteral("uefi-http-x64"));
}

void TestPeerPxe::cleanup()
{
    m_machine.kill();
    m_machine.waitForFinished();
    if (!m_site || !QTest::currentTestFailed())
        return;
    for (const BootEvent& event : m_site->log())
        qWarning() << phaseText(event.phase) << event.mac << event.address << event.text
                   << event.problem;
    QFile serial(m_site->folder() + u"/serial.log");
    if (serial.open(QIODevice::ReadOnly))
        qWarning() << serial.readAll().right(2000);
}

int main(int argc, char** argv)
{
    auto privateNetwork = enterPrivateNetwork();
    QCoreApplication application(argc, argv);
    TestPeerPxe test(std::move(privateNetwork),
                     qEnvironmentVariable("RACKHOUSE_PXE_FIRMWARE", QStringLiteral("bios")));
    return QTest::qExec(&test, argc, argv);
}
#include "test_peer_pxe.moc"
