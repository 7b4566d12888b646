#include "app/machines/agentinventory.h"

#include "app/machines/bmcrecords.h"
#include "app/machines/inventory.h"
#include "models/domain/wiring.h"
#include "models/store/store.h"
#include "models/topology/adapterports.h"

#include <QtTest>

using namespace rackhouse;

class TestMachinesInventory : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatTheAgentFound()
    {
        const auto read = inventoryOf(R"({"cpus":[{"slot":"CPU1","model":"Xeon","cores":32}],
            "drives":[{"device":"nvme0n1","serial":"S1","size_bytes":1920383410176}],
            "nics":[{"name":"eth0","mac":"52:54:00:AA:BB:CC"}],
            "lldp":[{"port":"eth0","system":"leaf-1"}],
            "dmi":{"product":"R750","serial":"ABC","firmware":"uefi"}})");
        QCOMPARE(read.components.size(), std::size_t(3));
        QCOMPARE(read.facts.coreCount, 32);
        QCOMPARE(read.facts.driveBytes, 1920383410176);
        QCOMPARE(read.facts.macs, QStringList{QStringLiteral("52:54:00:aa:bb:cc")});
        QCOMPARE(read.facts.firmwareMode, FirmwareMode::Uefi);
        QCOMPARE(read.components.back().detail[u"lldp"][u"system"].toString(),
                 QStringLiteral("leaf-1"));
    }

    /// The agent runs on a machine that somebody else had.
    void countsStayCounts()
    {
        const auto read = inventoryOf(R"({"cpus":[{"cores":9000000000000000000},
            {"cores":9000000000000000000}],"drives":[{"size_bytes":-1}],"memory_bytes":-5})");
        QVERIFY(read.facts.coreCount > 0);
        QCOMPARE(read.facts.driveBytes, 0);
        QCOMPARE(read.facts.memoryBytes, 0);
    }

    void neighborsAreWhatTheLastInspectionHeard()
    {
        const SystemClock clock;
        const QTemporaryDir folder;
        const auto store = Store::open(folder.filePath(QStringLiteral("site.db")), clock);
        QVERIFY(store);
        Machine machine;
        machine.id = MachineId::create();
        machine.name = QStringLiteral("node-1");
        const auto write = [&](const QByteArray& inventory) {
            const auto read = inventoryOf(inventory);
            const auto done = (*store)->write<void>([=](Writer& writer) -> Result<void> {
                if (auto put = writer.put(machine); !put)
                    return put;
                return storeInventory(writer, machine.id, read, writer.now());
            });
            return bool(done.result());
        };
        const auto rows = [&] {
            return *(*store)->read<std::vector<Neighbor>>(
                [](Reader& reader) { return reader.list<Neighbor>(); });
        };
        QVERIFY(write(R"({"lldp":[{"port":"eth0","system":"leaf-1","chassis":"B8-CE-F6-00-00-01",
            "neighbor_port":"swp1"}]})"));
        QCOMPARE(rows().size(), 1u);
        QCOMPARE(rows().front().localName, QStringLiteral("node-1"));
        QCOMPARE(rows().front().chassis, QStringLiteral("b8:ce:f6:00:00:01"));
        QVERIFY(write(R"({"nics":[]})"));
        QVERIFY(rows().empty());
        // A neighbour calls itself what garbles a sentence.
        const QByteArray garbled = R"({"lldp":[{"port":"eth0","system":"leaf\n-\u202e1\u0007"}],
            "nics":[{"name":"eth0","driver":"m\u202elx"}],"dmi":{"product":"R\u202e750"}})";
        for (int i = 0; i < 2; ++i) {
            QVERIFY(write(garbled.constData()));
            QCOMPARE(rows().size(), 1u);
            QCOMPARE(rows().front().name, QStringLiteral("leaf -1"));
        }
        const auto parts = *(*store)->read<std::vector<Component>>(
            [](Reader& reader) { return reader.list<Component>(); });
        QCOMPARE(parts.front().detail[u"driver"].toString(), QStringLiteral("mlx"));
        const auto known = *(*store)->read<Machine>(
            [&](Reader& reader) { return reader.get<Machine>(machine.id); });
        QCOMPARE(known.model, QStringLiteral("R750"));
    }

    /// The site knows of each answer, the feed of the first in three minutes and of each change.
    void aBmcThatGoesOnAnsweringIsToldNowAndThen()
    {
        ManualClock clock(Instant{1'800'000'000'000});
        const QTemporaryDir folder;
        const auto store = Store::open(folder.filePath(QStringLiteral("site.db")), clock);
        QVERIFY(store);
        Bmc bmc;
        bmc.id = BmcId::create();
        QVERIFY((*store)->write<void>([&](Writer& writer) { return writer.put(bmc); }).result());
        int entries = 0;
        const auto answer = [&](const std::optional<Error>& error = {}) {
            const auto last = [&] {
                return *(*store)->read<std::vector<Change>>(
                    [](Reader& reader) { return reader.changesSince(0, Role::Viewer); });
            };
            const qint64 before = last().back().seq;
            const auto work = [&](Writer& writer) {
                return bmcrecords::noteAnswer(writer, bmc.id, error, clock.now());
            };
            QVERIFY((*store)->write<void>(work).result());
            for (const Change& change : last())
                entries += change.kind == QLatin1String("bmc") && change.seq > before ? 1 : 0;
            const auto row = *(*store)->read<Bmc>([&](Reader& r) { return r.get<Bmc>(bmc.id); });
            QCOMPARE(row.triedAt, clock.now());
            clock.advanceMs(60'000);
        };
        for (int minute = 0; minute < 9; ++minute)
            answer();
        QCOMPARE(entries, 3);
        answer(makeError("bmc-unreachable"));
        answer(makeError("bmc-unreachable"));
        answer();
        QCOMPARE(entries, 6);
    }

    /// A collector in the system knows no network interfaces.
    void aCollectorKeepsWhatAnInspectionFoundBesides()
    {
        const SystemClock clock;
        const QTemporaryDir folder;
        const auto store = Store::open(folder.filePath(QStringLiteral("site.db")), clock);
        QVERIFY(store);
        Machine machine;
        machine.id = MachineId::create();
        const auto inspected = inventoryOf(R"({"nics":[{"name":"eth0"}],"infiniband":[
            {"device":"mlx5_0","port":1,"guid":"c470:bd03:0033:649a","net":"ib0"},
            {"device":"mlx5_1","port":1,"guid":"c470:bd03:0033:649b","net":"ib1"}]})");
        const auto listed = readAdapterPorts(R"([{"mlx5_name":"mlx5_0",
            "guid":"c470:bd03:0033:649a","speed_kbps":400000000}])");
        QVERIFY(listed);
        const auto done = (*store)->write<void>([=](Writer& writer) -> Result<void> {
            auto written = writer.put(machine);
            if (written)
                written = storeInventory(writer, machine.id, inspected, writer.now());
            return written ? replaceAdapters(writer, machine.id, *listed, writer.now()) : written;
        });
        QVERIFY(done.result());
        const auto rows = *(*store)->read<std::vector<Component>>([](Reader& reader) {
            return reader.list<Component>({.orderBy = QStringLiteral("slot")});
        });
        QCOMPARE(rows.size(), std::size_t(2)); // the card of Ethernet is none of them
        QCOMPARE(rows.back().slot, QStringLiteral("mlx5_0"));
        QCOMPARE(rows.back().detail[u"net"].toString(), QStringLiteral("ib0"));
        QCOMPARE(rows.back().detail[u"speed_mbps"].toInt(), 400'000);
    }

private:
    static AgentInventory inventoryOf(const QByteArray& text)
    {
        const auto object = parseObject(text);
        return object ? AgentInventory::read(*object) : AgentInventory();
    }
};

QTEST_GUILESS_MAIN(TestMachinesInventory)
#include "test_machines_inventory.moc"
