#include "app/redfish/bmcclient.h"
#include "app/redfish/readers.h"
#include "models/base/json.h"
#include "tests/support/dumpserver.h"

#include <QFile>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace rackhouse;
using namespace rackhouse::redfish;

// Reads the trees of real machines through TLS and compares with what was counted in them by hand.

namespace
{

QSet<QString> texts(const QJsonValue& list)
{
    QSet<QString> set;
    for (const QJsonValue item : list.toArray()) {
        if (!item.toString().isEmpty())
            set.insert(item.toString());
    }
    return set;
}

struct Seen {
    QStringList systems;
    QSet<QString> models;
    QSet<QString> serials;
    QSet<QString> bios;
    QSet<QString> power;
    QSet<QString> macs;
    QSet<QString> drives;
    qint64 driveBytes = 0;
    int cpus = 0;
    int gpus = 0;
    int psus = 0;
    int fans = 0;
};

void count(Seen& seen, const SystemInventory& machine)
{
    const QString model = QStringList({machine.manufacturer, machine.model}).join(u' ').trimmed();
    if (!machine.model.isEmpty())
        seen.models.insert(model);
    if (!machine.serial.isEmpty())
        seen.serials.insert(machine.serial);
    if (!machine.biosVersion.isEmpty())
        seen.bios.insert(machine.biosVersion);
    const QString power = enumText(machine.power);
    seen.power.insert(power.left(1).toUpper() + power.mid(1));
    seen.macs.unite(QSet<QString>(machine.macs.begin(), machine.macs.end()));
    for (const Drive& drive : machine.drives) {
        if (!seen.drives.contains(drive.path))
            seen.driveBytes += drive.bytes;
        seen.drives.insert(drive.path);
    }
    seen.cpus += int(machine.cpus.size());
    seen.gpus += int(machine.gpus.size());
    seen.psus += int(machine.psus.size());
    seen.fans += int(machine.fans.size());
}

/// MACs of the controllers themselves; the counts of the dumps include them.
QSet<QString> managerMacs(BmcClient& client, const QString& managers)
{
    QSet<QString> macs;
    const auto members = [&client](const QString& path) {
        const auto json = QCoro::waitFor(client.get(path));
        return json ? linksOf(json->value(u"Members")) : QStringList();
    };
    for (const QString& path : members(managers)) {
        const auto manager = QCoro::waitFor(client.get(path));
        if (!manager)
            continue;
        for (const QString& nic : members(linkOf(*manager, u"EthernetInterfaces"))) {
            const Nic read =
                readEthernetInterface(QCoro::waitFor(client.get(nic)).value_or(QJsonObject()));
            macs << read.mac << read.permanentMac;
        }
    }
    return macs;
}

/// The counts of these include parts whose state is Absent, or belong to an enclosure.
bool countsMore(const QString& name)
{
    static const QStringList names = {
        QStringLiteral("dmtf-public-rackmount1"),   QStringLiteral("hpe-alletra4220-storage"),
        QStringLiteral("hpe-cray-ex4252-4node"),    QStringLiteral("hpe-dl380a-gen11-2xh100nvl"),
        QStringLiteral("nvidia-gb200-nvl-compute"), QStringLiteral("nvidia-gh200"),
        QStringLiteral("supermicro-gb300-nvl")};
    return names.contains(name);
}

} // namespace

class TestDumps : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        QString why;
        m_folder = support::mockupFolder(&why);
        if (m_folder.isEmpty())
            QSKIP(qPrintable(why));
        QFile file(support::mockupTruth());
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_truth = *parseObject(file.readAll());
    }

    void readsARealMachine_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString& name : m_truth.keys()) {
            if (name != u"dmtf-schema-examples-gofish") // bodies for parsers, no tree
                QTest::newRow(qPrintable(name)) << name;
        }
    }
    void readsARealMachine();
    void findsTheLeakDetectors();
    void countsNvLinks_data();
    void countsNvLinks();
    void readsItsTelemetry_data();
    void readsItsTelemetry();

private:
    QString m_folder;
    QJsonObject m_truth;
};

void TestDumps::readsARealMachine()
{
    QFETCH(QString, name);
    const QJsonObject truth = m_truth.value(name).toObject();
    support::DumpServer server(m_folder + u'/' + name);
    BmcClient client({QStringLiteral("127.0.0.1"), server.port()},
                     {QStringLiteral("root"), Redacted<QString>(QStringLiteral("calvin"))}, {});

    const auto root = QCoro::waitFor(client.probe());
    QVERIFY2(root, root ? "" : qPrintable(root.error().code + root.error().detail));
    QCOMPARE(root->redfishVersion, truth.value(u"redfish").toString());
    QCOMPARE(root->fingerprint.size(), 64);
    if (truth.value(u"product").isString())
        QCOMPARE(root->product, truth.value(u"product").toString());

    Seen seen;
    const auto systems = QCoro::waitFor(client.systems());
    QVERIFY2(systems, systems ? "" : qPrintable(systems.error().code));
    for (const QString& path : *systems) {
        const auto machine = QCoro::waitFor(client.inventory(path));
        QVERIFY2(machine, machine ? "" : qPrintable(machine.error().code));
        seen.systems << path;
        count(seen, *machine);
        qInfo("%s: %s %s, %d CPU, %d DIMM, %d drives, %d GPU (%s), %d PSU, %d fans, %d readings, "
              "%d MACs, %d warnings, %llu exchanges",
              qPrintable(path), qPrintable(machine->manufacturer), qPrintable(machine->model),
              int(machine->cpus.size()), int(machine->dimms.size()), int(machine->drives.size()),
              int(machine->gpus.size()),
              machine->gpus.empty() ? "" : qPrintable(machine->gpus.front().model),
              int(machine->psus.size()), int(machine->fans.size()), int(machine->sensors.size()),
              int(machine->macs.size()), int(machine->warnings.size()), client.exchanges());
    }
    const QSet<QString> controllers = managerMacs(client, root->managersPath);
    QCoro::waitFor(client.close());
    QCOMPARE(server.openSessions(), 0);
    QVERIFY(server.logins() <= 1);

    QSet<QString> hosts = texts(truth.value(u"systems"));
    hosts.removeIf([](const QString& path) { return path.contains(u"/HGX_"); });
    QCOMPARE(QSet<QString>(seen.systems.begin(), seen.systems.end()), hosts);
    if (hosts.isEmpty())
        return;
    // The partial sets keep one resource of many.
    if (name.startsWith(u"lambda-"))
        return;
    QVERIFY(texts(truth.value(u"models")).contains(seen.models) ||
            texts(truth.value(u"models")).isEmpty());
    QVERIFY(texts(truth.value(u"serials")).contains(seen.serials));
    QCOMPARE(seen.bios, texts(truth.value(u"bios")));
    QCOMPARE(seen.power, texts(truth.value(u"power_state")));
    QCOMPARE(seen.gpus, truth.value(u"gpus").toInt());
    for (const QString& text : texts(truth.value(u"macs"))) {
        const QString mac = normalMac(text);
        QVERIFY2(mac.isEmpty() || controllers.contains(mac) || seen.macs.contains(mac),
                 qPrintable(text));
    }
    if (countsMore(name)) {
        QVERIFY(int(seen.drives.size()) <= truth.value(u"drives").toInt());
        QVERIFY(seen.cpus <= truth.value(u"cpus").toInt() && seen.cpus > 0);
        return;
    }
    QCOMPARE(int(seen.drives.size()), truth.value(u"drives").toInt());
    QCOMPARE(seen.driveBytes, qint64(truth.value(u"drive_bytes").toDouble()));
    QCOMPARE(seen.cpus, truth.value(u"cpus").toInt());
    QVERIFY(seen.psus >= truth.value(u"psu").toInt());
    QVERIFY(seen.fans >= truth.value(u"fans").toInt());
}

/// The roll-up of the GB200 says OK while one of its four detectors is wet.
void TestDumps::findsTheLeakDetectors()
{
    support::DumpServer server(m_folder + QStringLiteral("/nvidia-gb200-nvl-compute"));
    BmcClient client({QStringLiteral("127.0.0.1"), server.port()},
                     {QStringLiteral("root"), Redacted<QString>(QStringLiteral("calvin"))}, {});
    const auto machine =
        QCoro::waitFor(client.inventory(QStringLiteral("/redfish/v1/Systems/System_0")));
    QVERIFY(machine);
    QCoro::waitFor(client.close());
    QCOMPARE(machine->leakDetectors.size(), 4u);
    const Telemetry found = telemetryOf(machine->leakDetectors);
    QCOMPARE(found.leak, Health::Critical);
    QCOMPARE(found.leakAt, QStringList{QStringLiteral("Chassis 0 LeakDetector 1 ColdPlate")});
}

void TestDumps::countsNvLinks_data()
{
    QTest::addColumn<QString>("system");
    QTest::addColumn<int>("gpus");
    QTest::addColumn<int>("links");
    QTest::addColumn<bool>("toSwitches");
    // From the files: GH200 and GB300 list the links and not what they lead to.
    QTest::newRow("nvidia-dgx-h100") << "/redfish/v1/Systems/DGX" << 8 << 18 << true;
    QTest::newRow("nvidia-gh200") << "/redfish/v1/Systems/System_0" << 2 << 18 << false;
    QTest::newRow("supermicro-gb300-nvl") << "/redfish/v1/Systems/System_0" << 4 << 18 << false;
}

void TestDumps::countsNvLinks()
{
    QFETCH(QString, system);
    QFETCH(int, gpus);
    QFETCH(int, links);
    QFETCH(bool, toSwitches);
    support::DumpServer server(m_folder + u'/' + QString::fromLatin1(QTest::currentDataTag()));
    BmcClient client({QStringLiteral("127.0.0.1"), server.port()},
                     {QStringLiteral("root"), Redacted<QString>(QStringLiteral("calvin"))}, {});
    const auto machine = QCoro::waitFor(client.inventory(system));
    QVERIFY(machine);
    QCoro::waitFor(client.close());
    QCOMPARE(int(machine->gpus.size()), gpus);
    for (const Gpu& gpu : machine->gpus) {
        QCOMPARE(int(gpu.nvLinks.size()), links);
        for (const NvLink& link : gpu.nvLinks) {
            QVERIFY(link.up);
            QVERIFY(link.gbps > 200);
            QCOMPARE(link.toSwitch, toSwitches);
        }
    }
}

void TestDumps::readsItsTelemetry_data()
{
    QTest::addColumn<double>("powerW");
    QTest::addColumn<double>("inletC");
    // From the files: Power and Thermal, a Power without a number beside a sensor, the metrics of
    // the environment, and a nameless power control.
    QTest::newRow("dell-r750-h100pcie") << 614.0 << 25.0;
    QTest::newRow("nvidia-dgx-h100") << 1950.0 << 22.0;
    QTest::newRow("nvidia-gb200-nvl-compute") << 1073.190183 << 27.312;
    QTest::newRow("hpe-dl380a-gen11-2xh100nvl") << 565.0 << 24.0;
}

void TestDumps::readsItsTelemetry()
{
    QFETCH(double, powerW);
    QFETCH(double, inletC);
    support::DumpServer server(m_folder + u'/' + QString::fromLatin1(QTest::currentDataTag()));
    BmcClient client({QStringLiteral("127.0.0.1"), server.port()},
                     {QStringLiteral("root"), Redacted<QString>(QStringLiteral("calvin"))}, {});
    const auto systems = QCoro::waitFor(client.systems());
    QVERIFY(systems && !systems->empty());
    const auto system = QCoro::waitFor(client.get(systems->front()));
    QVERIFY(system);
    const auto source = std::make_shared<TelemetrySource>();
    const Telemetry found = QCoro::waitFor(client.telemetry(*system, source));
    QCOMPARE(found.powerW, powerW);
    QCOMPARE(found.inletC, inletC);
    QVERIFY(found.hottestC < 120);
    const quint64 before = client.exchanges();
    QCOMPARE(QCoro::waitFor(client.telemetry(*system, source)).powerW, powerW);
    QVERIFY(client.exchanges() - before <= 2);
    QCoro::waitFor(client.close());
}

QTEST_GUILESS_MAIN(TestDumps)
#include "test_redfish_dumps.moc"
