#include "models/domain/network.h"
#include "tests/unit/machines/machinebench.h"

using namespace rackhouse;

namespace
{

Subnet otherSubnet(const QString& server)
{
    Subnet subnet;
    subnet.id = SubnetId::create();
    subnet.name = QStringLiteral("second");
    subnet.networkInterface = QStringLiteral("prov1");
    subnet.cidr = server + QStringLiteral("/24");
    subnet.serverAddress = server;
    return subnet;
}

/// The address that the agent is told to download from.
QString imageHost(MachineBench& bench)
{
    if (!bench.submit(JobKind::Provision, bench.provisionParams()))
        return {};
    if (!QTest::qWaitFor([&] { return bench.job(bench.machine().jobId).step == u"await-agent"; },
                         5000))
        return {};
    bench.bootAgent();
    const QJsonObject params = bench.task().value(u"params").toObject();
    return QUrl(params.value(u"url").toString()).host();
}

QStringList warnings(MachineBench& bench)
{
    const auto events =
        bench.store->read<std::vector<Event>>([](Reader& reader) { return reader.list<Event>(); });
    QStringList codes;
    for (const Event& event : *events) {
        if (event.severity == Severity::Warning)
            codes << event.code;
    }
    return codes;
}

} // namespace

/// Where a machine finds its appliance, and which disk it starts from.
class TestMachinesBoot : public QObject
{
    Q_OBJECT

private slots:
    void theServerIsThatOfTheMachinesSubnet()
    {
        MachineBench bench;
        const Subnet second = otherSubnet(QStringLiteral("10.78.0.1"));
        bench.put(second);
        Lease lease;
        lease.id = LeaseId::create();
        lease.subnetId = second.id;
        lease.mac = bench.mac;
        lease.address = QStringLiteral("10.78.0.50");
        lease.updatedAt = bench.clock.now();
        bench.put(lease);
        QCOMPARE(imageHost(bench), QStringLiteral("10.78.0.1"));
    }

    void withoutALeaseItIsOneThatTheApplianceServes()
    {
        MachineBench bench;
        bench.put(otherSubnet(QStringLiteral("127.0.0.1"))); // the first one's interface is gone
        QCOMPARE(imageHost(bench), QStringLiteral("127.0.0.1"));
    }

    void aSystemStartsFromTheDiskItIsOn_data()
    {
        QTest::addColumn<QString>("firmware");
        QTest::addColumn<int>("drive");
        QTest::addColumn<int>("started");
        QTest::addColumn<QString>("boot");
        QTest::addColumn<QStringList>("told");
        const QString bios = QStringLiteral("bios");
        const QString disk = QStringLiteral("boot-disk");
        QTest::newRow("UEFI") << QStringLiteral("uefi") << 0 << 0x80 << disk << QStringList();
        QTest::newRow("first BIOS drive") << bios << 0x80 << 0x80 << disk << QStringList();
        QTest::newRow("second BIOS drive") << bios << 0x81 << 0x81 << QStringLiteral("boot-pxe")
                                           << QStringList{QStringLiteral("boot-drive-not-first")};
        QTest::newRow("BIOS does not say")
            << bios << 0 << 0x80 << disk << QStringList{QStringLiteral("boot-drive-unknown")};
    }
    void aSystemStartsFromTheDiskItIsOn()
    {
        QFETCH(QString, firmware);
        QFETCH(int, drive);
        QFETCH(int, started);
        QFETCH(QString, boot);
        QFETCH(QStringList, told);
        MachineBench bench;
        const auto made = bench.submit(JobKind::Provision, bench.provisionParams());
        QVERIFY(made);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-agent")));
        bench.bootAgent();
        QJsonObject wrote{{QStringLiteral("device"), QStringLiteral("vda")},
                          {QStringLiteral("content_sha256"), QStringLiteral("cc")},
                          {QStringLiteral("readback_sha256"), QStringLiteral("cc")},
                          {QStringLiteral("firmware"), firmware}};
        if (drive > 0)
            wrote.insert(QStringLiteral("bios_drive"), drive);
        for (const char* kind : {"write-image", "grow-root", "seed", "boot-disk"})
            QCOMPARE(bench.answer(QString::fromLatin1(kind), wrote), 204);
        QVERIFY(bench.stands(made->id, QStringLiteral("await-phone-home")));
        QCOMPARE(bench.bmc.calls.mid(2),
                 QStringList({boot, QStringLiteral("force-off"), QStringLiteral("on")}));
        const auto decision = bench.decide(bench.mac);
        QCOMPARE(decision.kind, netboot::BootDecision::LocalDisk);
        QCOMPARE(decision.biosDrive, started);
        QCOMPARE(warnings(bench), told);
    }
};

QTEST_GUILESS_MAIN(TestMachinesBoot)
#include "test_machines_boot.moc"
