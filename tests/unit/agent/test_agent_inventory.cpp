#include "app/agent/inventory/inventory.h"
#include "app/agent/inventory/network.h"
#include "app/agent/inventory/nvml.h"
#include "app/agent/inventory/pci.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace rackhouse::agent;

namespace
{

/// A GPU server as the kernel would show it: a GPU and an InfiniBand card below one PCIe switch,
/// two Ethernet ports, a management display, two NUMA nodes, an NVMe drive. Domain ffff is nobody's
/// own, whatever machine the test runs on.
class FakeMachine
{
public:
    FakeMachine()
    {
        Roots& r = roots;
        r.sys = m_dir.filePath(QStringLiteral("sys")).toStdString();
        r.proc = m_dir.filePath(QStringLiteral("proc")).toStdString();
        r.dev = m_dir.filePath(QStringLiteral("dev")).toStdString();
        write(r.proc / "meminfo", "MemTotal:       1048576 kB\nMemFree:  1 kB\n");
        write(r.proc / "cpuinfo", "processor\t: 0\nmodel name\t: AMD EPYC 9654\n");
        node(0, "0-95", 524288);
        node(1, "96-191", 524288);
        pci("ffff:00:01.0", "", "0x060400", "0x1022", "0x14ab", 1);
        pci("ffff:01:00.0", "ffff:00:01.0", "0x060400", "0x1000", "0xc030", 1);
        pci("ffff:02:00.0", "ffff:00:01.0/ffff:01:00.0", "0x030200", "0x10de", "0x2330", 1);
        pci("ffff:03:00.0", "ffff:00:01.0/ffff:01:00.0", "0x020700", "0x15b3", "0x1021", 1);
        pci("ffff:04:00.0", "", "0x020000", "0x8086", "0x1592", 0);
        pci("ffff:05:00.0", "", "0x030000", "0x1a03", "0x2000", 0);
        pci("ffff:06:00.0", "", "0x120000", "0x1002", "0x74a1", -1);
        // A drive behind a volume manager has a domain of its own, of five digits.
        pci("10000:00:02.0", "", "0x060400", "0x8086", "0x347a", 0);
        pci("10000:01:00.0", "10000:00:02.0", "0x010802", "0x144d", "0xa80a", 0);
        link("ffff:02:00.0", "16.0 GT/s PCIe", 8, "32.0 GT/s PCIe", 16);
        nic("eth0", "b8:ce:f6:00:00:01", "25000\n", "1\n");
        nic("eth1", "b8:ce:f6:00:00:02", "-1\n", ""); // down: speed unknown, carrier unreadable
        write(r.sys / "class/net/lo/type", "772\n");
        write(r.sys / "class/net/docker0/type", "1\n"); // Ethernet without hardware
        write(r.sys / "class/net/docker0/address", "02:42:00:00:00:01\n");
        infiniband();
    }

    std::filesystem::path device(const std::string& address) const
    {
        return roots.sys / "bus/pci/devices" / address;
    }
    static void write(const std::filesystem::path& path, const std::string& text)
    {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << text;
    }
    static void link(const std::filesystem::path& target, const std::filesystem::path& path)
    {
        std::filesystem::create_directories(path.parent_path());
        std::filesystem::create_symlink(target, path);
    }

    Roots roots;

private:
    void node(int number, const std::string& cpus, long long kB)
    {
        const auto name = "node" + std::to_string(number);
        const auto path = roots.sys / "devices/system/node" / name;
        write(path / "cpulist", cpus + "\n");
        write(path / "meminfo", "Node " + std::to_string(number) +
                                    " MemTotal:       " + std::to_string(kB) + " kB\n");
    }
    void pci(const std::string& address, const std::string& above, const char* kind,
             const char* vendor, const char* model, int numa)
    {
        const auto path = roots.sys / "devices/pciffff:00" / above / address;
        write(path / "class", std::string(kind) + "\n");
        write(path / "vendor", std::string(vendor) + "\n");
        write(path / "device", std::string(model) + "\n");
        write(path / "numa_node", std::to_string(numa) + "\n");
        write(path / "local_cpulist", numa == 1 ? "56-111,168-223\n" : "0-55,112-167\n");
        link(path, device(address));
    }
    void link(const std::string& address, const char* speed, int width, const char* maxSpeed,
              int maxWidth)
    {
        write(device(address) / "current_link_speed", speed);
        write(device(address) / "current_link_width", std::to_string(width));
        write(device(address) / "max_link_speed", maxSpeed);
        write(device(address) / "max_link_width", std::to_string(maxWidth));
        link("../../../bus/pci/drivers/nvidia", device(address) / "driver");
    }
    void nic(const std::string& name, const std::string& mac, const char* speed,
             const char* carrier)
    {
        const auto path = roots.sys / "class/net" / name;
        write(path / "type", "1\n");
        write(path / "address", mac + "\n");
        write(path / "speed", speed);
        write(path / "carrier", carrier);
        link(device("ffff:04:00.0"), path / "device");
    }
    void infiniband()
    {
        const auto path = roots.sys / "class/infiniband/mlx5_0";
        write(path / "node_guid", "b8ce:f603:0012:3456\n");
        link(device("ffff:03:00.0"), path / "device");
        write(path / "ports/1/state", "4: ACTIVE\n");
        write(path / "ports/1/rate", "400 Gb/sec (4X NDR)\n");
        write(path / "ports/1/link_layer", "InfiniBand\n");
    }

    QTemporaryDir m_dir;
};

Json named(const Json& list, const char* field, const std::string& value)
{
    for (const Json& one : list) {
        if (one[field] == value)
            return one;
    }
    return Json::object();
}

/// JSON in the one form in which equal values are equal texts.
std::string text(const Json& json)
{
    return json.dump();
}
std::string text(const char* json)
{
    return Json::parse(json).dump();
}

} // namespace

class TestAgentInventory : public QObject
{
    Q_OBJECT

    FakeMachine m_machine;

    /// A drive that several controllers may reach: the kernel keeps it below none of them.
    void addMultipathDrive()
    {
        const auto sys = m_machine.roots.sys;
        const auto subsystem = sys / "devices/virtual/nvme-subsystem/nvme-subsys0";
        const auto controller = sys / "bus/pci/devices/10000:01:00.0/nvme/nvme0";
        FakeMachine::write(controller / "model", "PM9A3\n");
        FakeMachine::write(subsystem / "nvme0n1/size", "20971520\n");
        FakeMachine::link(controller, subsystem / "nvme0");
        FakeMachine::link(subsystem, subsystem / "nvme0n1/device");
        FakeMachine::link(subsystem / "nvme0n1", sys / "block/nvme0n1");
    }

private slots:
    void pciFunctionsAreATree()
    {
        const Json pci = listPci(m_machine.roots);
        QCOMPARE(pci.size(), std::size_t(9));
        const auto parent = [&pci](const char* address) {
            return named(pci, "address", address)["parent"].get<std::string>();
        };
        QCOMPARE(parent("ffff:00:01.0"), std::string()); // a root port has none above it
        QCOMPARE(parent("ffff:01:00.0"), std::string("ffff:00:01.0"));
        QCOMPARE(parent("ffff:02:00.0"), std::string("ffff:01:00.0"));
        QCOMPARE(parent("ffff:03:00.0"), std::string("ffff:01:00.0")); // beside the GPU
        QCOMPARE(parent("10000:01:00.0"), std::string("10000:00:02.0"));
        QCOMPARE(text(named(pci, "address", "ffff:02:00.0")), text(R"({
            "address": "ffff:02:00.0", "parent": "ffff:01:00.0", "numa": 1, "cpus": "56-111,168-223",
            "class": "030200",
            "vendor": "10de", "device": "2330", "driver": "nvidia",
            "link_speed": "16.0 GT/s PCIe", "link_width": 8,
            "max_speed": "32.0 GT/s PCIe", "max_width": 16})"));
        QCOMPARE(named(pci, "address", "ffff:06:00.0")["numa"].get<int>(), -1);
    }

    void gpusAreKnownByPciClass()
    {
        const std::string ids = "10de  NVIDIA Corporation\n\t2330  GH100 [H100 SXM5 80GB]\n";
        const Json gpus = listGpus(listPci(m_machine.roots), ids);
        QCOMPARE(gpus.size(), std::size_t(2)); // not the display of the management controller
        QCOMPARE(gpus[0]["pci"].get<std::string>(), std::string("ffff:02:00.0"));
        QCOMPARE(gpus[0]["model"].get<std::string>(), std::string("GH100 [H100 SXM5 80GB]"));
        QCOMPARE(gpus[0]["numa"].get<int>(), 1);
        QCOMPARE(gpus[1]["pci"].get<std::string>(), std::string("ffff:06:00.0"));
        QCOMPARE(gpus[1]["model"].get<std::string>(), std::string("1002:74a1")); // no name for it
    }

    /// Without the driver's library a GPU is still there; what only the driver knows is left out.
    void gpusWithoutNvml()
    {
        for (const auto& [address, told] : readNvml()) {
            Q_UNUSED(told);
            QVERIFY(!address.starts_with("ffff:"));
        }
        for (const Json& gpu : listGpus(listPci(m_machine.roots), {})) {
            QVERIFY2(!gpu["model"].get<std::string>().empty(), gpu.dump().c_str());
            for (const char* field : {"serial", "uuid", "memory_bytes"})
                QVERIFY2(!gpu.contains(field), gpu.dump().c_str());
        }
    }

    void nicsAreThoseWithHardware()
    {
        const Json nics = listNics(m_machine.roots);
        QCOMPARE(nics.size(), std::size_t(2));
        QCOMPARE(nics[0]["name"].get<std::string>(), std::string("eth0"));
        QCOMPARE(nics[0]["mac"].get<std::string>(), std::string("b8:ce:f6:00:00:01"));
        QCOMPARE(nics[0]["speed_mbps"].get<int>(), 25000);
        QVERIFY(nics[0]["link"] == true);
        QCOMPARE(nics[0]["pci"].get<std::string>(), std::string("ffff:04:00.0"));
        QCOMPARE(nics[1]["speed_mbps"].get<int>(), 0);
        QVERIFY(nics[1]["link"] == false);
        QCOMPARE(listMacs(m_machine.roots),
                 (std::vector<std::string>{"b8:ce:f6:00:00:01", "b8:ce:f6:00:00:02"}));
    }

    void infinibandPorts()
    {
        QCOMPARE(text(listInfiniband(m_machine.roots)), text(R"json([{
            "device": "mlx5_0", "port": 1, "net": "", "guid": "b8ce:f603:0012:3456", "state": "ACTIVE",
            "pci": "ffff:03:00.0", "rate": "400 Gb/sec (4X NDR)", "link_layer": "InfiniBand"}])json"));
    }

    void anAdapterAndItsNetworkInterfaceAreOneDevice()
    {
        FakeMachine machine;
        const auto name = [&machine] {
            return listInfiniband(machine.roots)[0]["net"].get<std::string>();
        };
        const auto interface = [&machine](const char* net, const char* type, const char* address) {
            const auto path = machine.roots.sys / "class/net" / net;
            FakeMachine::write(path / "type", type);
            FakeMachine::write(path / "address", address);
            return path;
        };
        // RoCE: an Ethernet card of the same PCI device.
        const auto ethernet = interface("ens3np0", "1\n", "b8:ce:f6:12:34:56\n");
        machine.link(machine.device("ffff:03:00.0"), ethernet / "device");
        QCOMPARE(name(), std::string("ens3np0"));
        // The second port of a card with one PCI device for both.
        FakeMachine::write(ethernet / "dev_port", "1\n");
        QCOMPARE(name(), std::string());
        // InfiniBand: its hardware address ends in the GUID of the port.
        FakeMachine::write(machine.roots.sys / "class/infiniband/mlx5_0/ports/1/gids/0",
                           "fe80:0000:0000:0000:b8ce:f603:0012:3456\n");
        const char* address = "00:00:10:49:fe:80:00:00:00:00:00:00:b8:ce:f6:03:00:12:34:56\n";
        for (const char* net : {"ib0", "ib0.8001"}) {
            const auto path = interface(net, "32\n", address);
            machine.link(machine.device("ffff:04:00.0"), path / "device");
        }
        QCOMPARE(name(), std::string("ib0"));
    }

    void theWholeInventory()
    {
        const auto block = m_machine.roots.sys / "block/vda";
        FakeMachine::write(block / "size", "20971520\n");
        FakeMachine::write(block / "serial", "DISK1\n");
        FakeMachine::write(block / "queue/rotational", "0\n");
        FakeMachine::write(block / "queue/logical_block_size", "512\n");
        FakeMachine::write(block / "device/vendor", "0x1af4\n");
        addMultipathDrive();
        Journal journal;
        TaskContext task(journal);
        const Json found = takeInventory(m_machine.roots, task);
        QCOMPARE(found["memory_bytes"].get<long long>(), 1048576LL * 1024);
        QCOMPARE(text(found["numa"]), text(R"([
            {"node": 0, "cpus": "0-95", "memory_bytes": 536870912},
            {"node": 1, "cpus": "96-191", "memory_bytes": 536870912}])"));
        QCOMPARE(found["dmi"]["firmware"].get<std::string>(), std::string("bios"));
        QCOMPARE(found["pci"].size(), std::size_t(9));
        QCOMPARE(found["gpus"].size(), std::size_t(2));
        QCOMPARE(found["nics"].size(), std::size_t(2));
        QCOMPARE(found["infiniband"].size(), std::size_t(1));
        QCOMPARE(found["drives"].size(), std::size_t(2));
        QCOMPARE(found["drives"][0]["device"].get<std::string>(), std::string("nvme0n1"));
        QCOMPARE(found["drives"][0]["pci"].get<std::string>(), std::string("10000:01:00.0"));
        QCOMPARE(found["drives"][1]["device"].get<std::string>(), std::string("vda"));
        QCOMPARE(found["drives"][1]["pci"].get<std::string>(), std::string());
        QCOMPARE(found["drives"][1]["size_bytes"].get<long long>(), 20971520LL * 512);
        QCOMPARE(task.progress().done, std::int64_t(4));
        FakeMachine::write(m_machine.roots.sys / "firmware/efi/fw_platform_size", "64\n");
        QCOMPARE(takeInventory(m_machine.roots, task)["dmi"]["firmware"].get<std::string>(),
                 std::string("uefi"));
    }

    void anEmptyMachineIsAnEmptyInventory()
    {
        const QTemporaryDir nothing;
        const std::filesystem::path path = nothing.path().toStdString();
        Journal journal;
        TaskContext task(journal);
        const Json found = takeInventory({path, path, path}, task);
        for (const char* field :
             {"cpus", "dimms", "numa", "drives", "nics", "infiniband", "pci", "gpus"})
            QCOMPARE(text(found[field]), std::string("[]"));
        QCOMPARE(found["memory_bytes"].get<int>(), 0);
    }
};

QTEST_GUILESS_MAIN(TestAgentInventory)
#include "test_agent_inventory.moc"
