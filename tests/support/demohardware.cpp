#include "tests/support/demohardware.h"

#include "models/domain/nvlinks.h"

namespace rackhouse
{
namespace
{

constexpr int rootBuses[]{0x15, 0x37, 0x97, 0xb7};
constexpr int lameCard = 5;
constexpr int idleGpu = 6;
constexpr int illGpu = 2;
constexpr int unlinkedGpu = 5;
constexpr int boardWithSwitchBelow = 3;

QString hex(int number)
{
    return QStringLiteral("%1").arg(number, 2, 16, QLatin1Char('0'));
}

QString address(int bus, int device, int function = 0)
{
    return QStringLiteral("0000:%1:%2.%3").arg(hex(bus), hex(device)).arg(function);
}

} // namespace

DemoHardware::DemoHardware(const MachineId& machine, Instant seen)
    : m_machine(machine), m_seen(seen)
{
    addCpus();
    addSmallThings();
    for (int board = 0; board < 4; ++board) {
        m_numa = board / 2;
        addBoard(board);
    }
    addNvSwitches();
}

Component& DemoHardware::add(ComponentKind kind, const QString& slot, const QJsonObject& detail)
{
    Component part;
    part.id = ComponentId::create();
    part.machineId = m_machine;
    part.kind = kind;
    part.slot = slot;
    part.detail = detail;
    part.observedAt = m_seen;
    m_parts.push_back(part);
    return m_parts.back();
}

void DemoHardware::addPci(const QString& at, const QString& parent, const char* kind,
                          const char* vendor, const Link& link)
{
    QJsonObject row{{QStringLiteral("address"), at},
                    {QStringLiteral("parent"), parent},
                    {QStringLiteral("class"), QLatin1String(kind)},
                    {QStringLiteral("vendor"), QLatin1String(vendor)},
                    {QStringLiteral("numa"), m_numa},
                    {QStringLiteral("cpus"), m_numa == 0 ? QStringLiteral("0-55,112-167")
                                                         : QStringLiteral("56-111,168-223")}};
    if (link.maxWidth > 0) {
        const QString speed = QStringLiteral("%1 GT/s PCIe");
        row.insert(QStringLiteral("link_speed"), speed.arg(link.speed));
        row.insert(QStringLiteral("link_width"), link.width);
        row.insert(QStringLiteral("max_speed"), speed.arg(link.maxSpeed));
        row.insert(QStringLiteral("max_width"), link.maxWidth);
    }
    add(ComponentKind::PciDevice, at, row).manufacturer = QLatin1String(vendor);
}

void DemoHardware::addCpus()
{
    for (int socket = 0; socket < 2; ++socket) {
        Component& cpu = add(ComponentKind::Cpu, QStringLiteral("CPU%1").arg(socket),
                             {{QStringLiteral("numa"), socket}, {QStringLiteral("cores"), 56}});
        cpu.manufacturer = QStringLiteral("Intel");
        cpu.model = QStringLiteral("Xeon Platinum 8480C");
        cpu.health = Health::Ok;
    }
}

QStringList DemoHardware::addSwitch(const QString& port, int bus, int ports, const Link& link)
{
    addPci(address(bus, 0), port, "060400", "1000", link);
    QStringList below;
    for (int i = 0; i < ports; ++i) {
        below << address(bus + 1, i);
        addPci(below.back(), address(bus, 0), "060400", "1000", link);
    }
    return below;
}

void DemoHardware::addBoard(int board)
{
    const int bus = rootBuses[board];
    const QString root = address(bus, 1);
    addPci(root, {}, "060400", "8086", {32, 16, 32, 16});
    QStringList ports = addSwitch(root, bus + 1, 6, {32, 16, 32, 16});
    if (board == boardWithSwitchBelow)
        ports[3] = addSwitch(ports[3], bus + 0x10, 1, {32, 16, 32, 16}).front();
    addGpu(address(bus + 3, 0), ports[0]);
    addGpu(address(bus + 4, 0), ports[1]);
    addCard(address(bus + 5, 0), ports[2]);
    addCard(address(bus + (board == boardWithSwitchBelow ? 0x12 : 6), 0), ports[3]);
    addDrive(address(bus + 7, 0), ports[4]);
    addDrive(address(bus + 8, 0), ports[5]);
}

void DemoHardware::addGpu(const QString& at, const QString& port)
{
    addPci(at, port, "030200", "10de", {m_gpus == idleGpu ? 8 : 32, 16, 32, 16});
    Component& gpu = add(ComponentKind::Gpu, at,
                         {{QStringLiteral("pci"), at}, {QStringLiteral("numa"), m_numa}});
    gpu.manufacturer = QStringLiteral("NVIDIA");
    gpu.model = QStringLiteral("H100 SXM 80GB");
    gpu.serial = QStringLiteral("165302%1").arg(4881 + m_gpus * 17);
    gpu.capacityBytes = 80LL << 30;
    gpu.health = m_gpus == illGpu ? Health::Warning : Health::Ok;
    NvLinks links;
    for (int i = 0; i < 18; ++i)
        links.add({QStringLiteral("NVLink_%1").arg(i), m_gpus != unlinkedGpu || (i != 3 && i != 7),
                   212.5, 212.5, true});
    gpu.detail.insert(QStringLiteral("nvlink"), links.toJson());
    ++m_gpus;
}

void DemoHardware::addCard(const QString& at, const QString& port)
{
    addPci(at, port, "020700", "15b3", {32, m_cards == lameCard ? 8 : 16, 32, 16});
    const QString name = QStringLiteral("mlx5_%1").arg(m_cards);
    Component& card = add(ComponentKind::InfiniBand, name,
                          {{QStringLiteral("device"), name},
                           {QStringLiteral("port"), 1},
                           {QStringLiteral("state"), QStringLiteral("ACTIVE")},
                           {QStringLiteral("pci"), at}});
    card.model = QStringLiteral("400 Gb/sec (4X NDR)");
    card.serial = QStringLiteral("b8ce:f603:0012:34%1").arg(hex(0x10 + m_cards));
    card.health = Health::Ok;
    ++m_cards;
}

void DemoHardware::addDrive(const QString& at, const QString& port)
{
    addPci(at, port, "010802", "144d", {16, 4, 16, 4});
    const QString name = QStringLiteral("nvme%1n1").arg(m_drives);
    Component& drive = add(ComponentKind::Drive, name,
                           {{QStringLiteral("device"), name},
                            {QStringLiteral("transport"), QStringLiteral("nvme")},
                            {QStringLiteral("pci"), at}});
    drive.manufacturer = QStringLiteral("Samsung");
    drive.model = QStringLiteral("PM9A3");
    drive.serial = QStringLiteral("S64HNE0R%1").arg(701173 + m_drives * 41);
    drive.capacityBytes = 3'840'000'000'000;
    drive.health = Health::Ok;
    ++m_drives;
}

void DemoHardware::addNvSwitches()
{
    const QString root = address(0x80, 1);
    addPci(root, {}, "060400", "8086", {16, 16, 16, 16});
    const QStringList ports = addSwitch(root, 0x81, 4, {16, 16, 16, 16});
    for (int i = 0; i < 4; ++i)
        addPci(address(0x83 + i, 0), ports[i], "068000", "10de", {16, 2, 16, 2});
}

/// What hangs at a processor itself: the boot drive, the card of the management network, and the
/// display of the BMC behind an old bridge.
void DemoHardware::addSmallThings()
{
    addPci(address(0, 0x1a), {}, "060400", "8086", {8, 4, 8, 4});
    addDrive(address(1, 0), address(0, 0x1a));
    addPci(address(0, 0x1c), {}, "060400", "8086", {8, 8, 8, 8});
    for (int port = 0; port < 2; ++port) {
        const QString at = address(2, 0, port);
        addPci(at, address(0, 0x1c), "020000", "8086", {8, 8, 8, 8});
        const QString name = QStringLiteral("eth%1").arg(port);
        add(ComponentKind::Nic, name,
            {{QStringLiteral("name"), name},
             {QStringLiteral("mac"), QStringLiteral("3c:ec:ef:00:00:0%1").arg(port + 1)},
             {QStringLiteral("pci"), at}})
            .model = QStringLiteral("ice");
    }
    addPci(address(0, 0x1d), {}, "060400", "8086", {5, 1, 8, 1});
    addPci(address(3, 0), address(0, 0x1d), "060400", "1a03", {5, 1, 5, 1});
    addPci(address(4, 0), address(3, 0), "030000", "1a03", {0, 0, 0, 0});
}

} // namespace rackhouse
