#include "tests/unit/lab/labclient.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>

using namespace rackhouse;

// Servers that really boot: power and boot order through their BMC, seen in the serial log.
class TestLabReal : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void biosReachesItsNetworkRom();
    void diskBootsAndGuestResetIsANewBoot();
    void uefiBootsFromTheNetwork_data();
    void uefiBootsFromTheNetwork();
    void networkIsThereAndCableCanBePulled();
    void killedLabLeavesNothing();

private:
    void bootOverride(const QString& machine, const char* target);
    void reset(const QString& machine, const char* type);
    QString power(const QString& machine);
    QString systemOf(const QString& machine);
    QJsonObject describe(LabFixture& lab, const QString& machine);

    std::unique_ptr<LabFixture> m_lab;
    std::map<QString, std::unique_ptr<LabClient>> m_clients;
};

namespace
{

constexpr int kFirmwareMs = 120'000;
const QString kBios = QStringLiteral("node-01");
const QString kUefi = QStringLiteral("node-02");

/// A boot sector that writes "LABDISK" to the serial port and resets the machine (port CF9).
QByteArray bootSector()
{
    QByteArray sector = QByteArray::fromHex("31c08ed8be1b7cbaf803ac84c07403eeebf8"
                                            "baf90cb006eef4ebfd") +
                        "LABDISK\r\n";
    sector.append(510 - sector.size(), '\0');
    return sector + "\x55\xAA";
}

QString netNamespace(qint64 pid)
{
    return QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/net").arg(pid)).section(u'/', -1);
}

bool anyProcessIn(const QString& network)
{
    const QStringList all = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    return std::any_of(all.begin(), all.end(), [&](const QString& pid) {
        return pid.toLongLong() > 0 && netNamespace(pid.toLongLong()) == network;
    });
}

} // namespace

void TestLabReal::initTestCase()
{
    LabFixture::Options options;
    options.real = {QStringLiteral("bios"), QStringLiteral("uefi")};
    auto lab = LabFixture::start(options);
    QVERIFY2(lab, lab ? "" : qPrintable(lab.error().detail));
    m_lab = std::move(*lab);
    for (const QString& name : {kBios, kUefi})
        m_clients[name] = std::make_unique<LabClient>(m_lab->bmc(name));
    QCOMPARE(power(kBios), QStringLiteral("Off"));
}

QString TestLabReal::systemOf(const QString& machine)
{
    return machine == kBios ? QStringLiteral("/redfish/v1/Systems/1")
                            : QStringLiteral("/redfish/v1/Systems/system");
}

void TestLabReal::bootOverride(const QString& machine, const char* target)
{
    const QJsonObject boot{{QStringLiteral("BootSourceOverrideTarget"), QLatin1String(target)},
                           {QStringLiteral("BootSourceOverrideEnabled"), QStringLiteral("Once")}};
    QCOMPARE(m_clients[machine]
                 ->send("PATCH", systemOf(machine), {{QStringLiteral("Boot"), boot}})
                 .status,
             204);
}

void TestLabReal::reset(const QString& machine, const char* type)
{
    QCOMPARE(m_clients[machine]
                 ->send("POST", systemOf(machine) + QStringLiteral("/Actions/ComputerSystem.Reset"),
                        {{QStringLiteral("ResetType"), QLatin1String(type)}})
                 .status,
             204);
}

QString TestLabReal::power(const QString& machine)
{
    return m_clients[machine]->get(systemOf(machine)).json().value(u"PowerState").toString();
}

QJsonObject TestLabReal::describe(LabFixture& lab, const QString& machine)
{
    return lab
        .control(
            {{QStringLiteral("cmd"), QStringLiteral("machine")}, {QStringLiteral("name"), machine}})
        .value_or(QJsonObject());
}

void TestLabReal::biosReachesItsNetworkRom()
{
    reset(kBios, "On");
    QTRY_COMPARE(power(kBios), QStringLiteral("On"));
    QVERIFY(m_lab->waitForSerial(kBios, "SeaBIOS", kFirmwareMs));
    QVERIFY(m_lab->waitForSerial(kBios, "Configuring (net0", kFirmwareMs));
    reset(kBios, "ForceOff");
    QTRY_COMPARE(power(kBios), QStringLiteral("Off"));
    QCOMPARE(describe(*m_lab, kBios).value(u"pid").toInt(), 0);
}

void TestLabReal::diskBootsAndGuestResetIsANewBoot()
{
    QFile disk(m_lab->machineFile(kBios, QStringLiteral("sata.img")));
    QVERIFY(disk.open(QIODevice::ReadWrite));
    QCOMPARE(disk.write(bootSector()), 512);
    disk.close();
    bootOverride(kBios, "Hdd");
    reset(kBios, "On");
    QVERIFY(m_lab->waitForSerial(kBios, "LABDISK", kFirmwareMs));
    QVERIFY(QTest::qWaitFor([&] { return describe(*m_lab, kBios).value(u"boots").toInt() >= 3; },
                            kFirmwareMs));
    QCOMPARE(describe(*m_lab, kBios).value(u"last_boot").toString(), QStringLiteral("default"));
    reset(kBios, "ForceOff");
    QTRY_COMPARE(power(kBios), QStringLiteral("Off"));
}

void TestLabReal::uefiBootsFromTheNetwork_data()
{
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("UefiHttp") << QByteArray("Start HTTP Boot over IPv4");
    QTest::newRow("Pxe") << QByteArray("Start PXE over IPv4");
}

void TestLabReal::uefiBootsFromTheNetwork()
{
    QFETCH(QByteArray, says);
    const auto before = m_lab->serialLog(kUefi).size();
    bootOverride(kUefi, QTest::currentDataTag());
    reset(kUefi, "On");
    // The first thing that it tries is what was asked for.
    QVERIFY(QTest::qWaitFor([&] { return m_lab->serialLog(kUefi).mid(before).contains(">>Start"); },
                            kFirmwareMs));
    QTRY_VERIFY2(m_lab->serialLog(kUefi).mid(before).contains(says),
                 m_lab->serialLog(kUefi).mid(before).right(200).constData());
    QVERIFY(m_lab->serialLog(kUefi).mid(before).count(">>Start") == 1);
    reset(kUefi, "ForceOff");
    QTRY_COMPARE(power(kUefi), QStringLiteral("Off"));
}

void TestLabReal::networkIsThereAndCableCanBePulled()
{
    const auto address =
        m_lab->exec({QStringLiteral("ip"), QStringLiteral("-br"), QStringLiteral("addr"),
                     QStringLiteral("show"), QStringLiteral("prov0")});
    QVERIFY(address);
    QVERIFY2(address->output.contains("10.77.0.1/24"), address->output.constData());
    QVERIFY(m_lab->control(
        {{QStringLiteral("cmd"), QStringLiteral("unplug")}, {QStringLiteral("name"), kBios}}));
    QCOMPARE(describe(*m_lab, kBios).value(u"plugged").toBool(), false);
    QVERIFY(m_lab->control(
        {{QStringLiteral("cmd"), QStringLiteral("plug")}, {QStringLiteral("name"), kBios}}));
    const auto missing = m_lab->exec({QStringLiteral("/no/such/program")});
    QVERIFY(!missing);
}

void TestLabReal::killedLabLeavesNothing()
{
    LabFixture::Options options;
    options.real = {QStringLiteral("bios")};
    auto other = LabFixture::start(options);
    QVERIFY(other);
    LabFixture& lab = **other;
    LabClient bmc(lab.bmc(kBios));
    QCOMPARE(bmc.send("POST", systemOf(kBios) + QStringLiteral("/Actions/ComputerSystem.Reset"),
                      {{QStringLiteral("ResetType"), QStringLiteral("On")}})
                 .status,
             204);
    QTRY_VERIFY(describe(lab, kBios).value(u"pid").toInt() > 0);
    // Something that nobody waits for any more must go as well.
    QVERIFY(lab.exec({QStringLiteral("sh"), QStringLiteral("-c"),
                      QStringLiteral("setsid sleep 1000 >/dev/null 2>&1 &")}));
    const QString network = netNamespace(lab.pid());
    QVERIFY(network != netNamespace(::getpid()));
    QVERIFY(anyProcessIn(network));
    QCOMPARE(netNamespace(describe(lab, kBios).value(u"pid").toInt()), network);
    QCOMPARE(::kill(static_cast<pid_t>(lab.pid()), SIGKILL), 0);
    QTRY_VERIFY(!anyProcessIn(network));
    QCOMPARE(bmc.get(QStringLiteral("/redfish/v1")).error, QNetworkReply::ConnectionRefusedError);
    QCOMPARE(power(kBios), QStringLiteral("Off"));
}

QTEST_GUILESS_MAIN(TestLabReal)
#include "test_lab_real.moc"
