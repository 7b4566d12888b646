#include "models/hardware/hardwaretree.h"

#include "models/base/json.h"
#include "models/base/naturalorder.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace rackhouse
{
namespace
{

constexpr std::size_t mostInMatrix = 256;

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

QString tr(const char* text)
{
    return QCoreApplication::translate("HardwareTree", text);
}

QString textOf(const QJsonObject& o, const char* field)
{
    return stringOr(o, QLatin1String(field)).trimmed();
}

/// By the class code (PCI Code and ID Assignment Specification, 1).
HardwareKind kindOf(const PciTable::Function& function)
{
    const QString& kind = function.kind;
    const bool ofGpuMaker =
        function.vendor == QLatin1String("10de") || function.vendor == QLatin1String("1002");
    if (ofGpuMaker &&
        (kind.startsWith(QLatin1String("03")) || kind.startsWith(QLatin1String("12"))))
        return HardwareKind::Gpu;
    if (function.vendor == QLatin1String("10de") && kind.startsWith(QLatin1String("0680")))
        return HardwareKind::NvSwitch;
    if (kind.startsWith(QLatin1String("02")))
        return HardwareKind::Nic;
    if (kind.startsWith(QLatin1String("01")))
        return HardwareKind::Drive;
    return HardwareKind::Other;
}

/// Whether a function is drawn. Of other devices only accelerators, and what has lost lanes.
bool isShown(const PciTable::Function& function, HardwareKind kind)
{
    return kind != HardwareKind::Other || function.kind.startsWith(QLatin1String("12")) ||
           (!function.isBridge() && function.link.isNarrow());
}

QString kindName(HardwareKind kind)
{
    switch (kind) {
    case HardwareKind::RootPort:
        return tr("Root port");
    case HardwareKind::Switch:
        return tr("PCIe switch");
    case HardwareKind::NvSwitch:
        return tr("NVSwitch");
    case HardwareKind::Nic:
        return tr("Network card");
    case HardwareKind::Drive:
        return tr("Storage controller");
    default:
        return {};
    }
}

QString addressOf(const Component& part)
{
    return textOf(part.detail, part.kind == ComponentKind::PciDevice ? "address" : "pci");
}

} // namespace

bool HardwareNode::isPcieDegraded() const
{
    return link.isNarrow() || (link.isSlow() && !mayIdle());
}

bool HardwareNode::mayIdle() const
{
    return link.isSlow() && (kind == HardwareKind::Gpu || kind == HardwareKind::NvSwitch);
}

HardwareTree::HardwareTree(const std::vector<Component>& components)
    : m_pci(PciTable::of(components))
{
    if (isEmpty())
        return;
    for (const Component& component : components) {
        if (component.kind == ComponentKind::PciDevice)
            m_observedAt = std::max(m_observedAt, component.observedAt);
    }
    const std::vector<MergedComponent> parts = mergeReports(components);
    addSockets(parts);
    addDevices(parts);
    nameDevices(parts);
}

int HardwareTree::add(HardwareNode node, int parent)
{
    const int row = static_cast<int>(m_nodes.size());
    node.parent = parent;
    m_nodes.push_back(std::move(node));
    (parent < 0 ? m_sockets : m_nodes[at(parent)].children).push_back(row);
    return row;
}

/// One a NUMA node that processors are on, in the order of the nodes.
void HardwareTree::addSockets(const std::vector<MergedComponent>& parts)
{
    std::vector<MergedComponent> cpus = parts;
    std::erase_if(cpus, [](const MergedComponent& part) {
        return part.shown.kind != ComponentKind::Cpu || !part.byAgent;
    });
    const auto numa = [](const MergedComponent& part) {
        return part.shown.detail.value(QLatin1String("numa")).toInt(-1);
    };
    std::stable_sort(cpus.begin(), cpus.end(),
                     [&](const auto& a, const auto& b) { return numa(a) < numa(b); });
    for (const MergedComponent& part : cpus) {
        const Component& cpu = part.shown;
        if (!m_sockets.empty() && node(m_sockets.back()).numa == numa(part)) {
            m_nodes[at(m_sockets.back())].name += QLatin1String(", ") + cpu.slot;
            continue;
        }
        HardwareNode socket{HardwareKind::Socket, cpu.slot};
        socket.model = cpu.model;
        socket.numa = numa(part);
        socket.health = cpu.health;
        socket.observedAt = cpu.observedAt;
        add(std::move(socket), -1);
    }
}

/// A machine with one NUMA node has no need to tell it of each device.
int HardwareTree::socketOf(int numa)
{
    for (const int socket : m_sockets) {
        if (node(socket).numa == numa)
            return socket;
    }
    if (numa < 0 && m_sockets.size() == 1)
        return m_sockets.front();
    HardwareNode socket{HardwareKind::Socket,
                        numa < 0 ? tr("NUMA node not told") : tr("NUMA node %1").arg(numa)};
    socket.numa = numa;
    return add(std::move(socket), -1);
}

int HardwareTree::numaOf(int function) const
{
    for (const int row : m_pci.chain(function)) {
        if (m_pci.functions[at(row)].numa >= 0)
            return m_pci.functions[at(row)].numa;
    }
    return m_sockets.size() == 1 ? node(m_sockets.front()).numa : -1;
}

/// The node of a function, made with all that stand above it. A switch is one node: its ports that
/// face downwards are none.
int HardwareTree::placeFunction(int row)
{
    if (const auto known = m_nodeOfFunction.constFind(row); known != m_nodeOfFunction.cend())
        return *known;
    const auto& function = m_pci.functions[at(row)];
    HardwareNode made{HardwareKind::Other, function.address};
    made.address = function.address;
    made.function = row;
    made.numa = numaOf(row);
    made.cpus = m_pci.functions[at(row)].cpus;
    made.kind = !function.isBridge()  ? kindOf(function)
                : function.isSwitch() ? HardwareKind::Switch
                                      : HardwareKind::RootPort;
    made.model = kindName(made.kind);
    int above = function.parent;
    if (above >= 0) {
        made.link = function.link.below(m_pci.functions[at(above)].link);
        const bool isPortOfSwitch =
            m_pci.functions[at(above)].depth > 0 && !m_pci.functions[at(above)].isSwitch();
        if (isPortOfSwitch)
            above = m_pci.functions[at(above)].parent;
    }
    const int parent = above >= 0 ? placeFunction(above) : socketOf(made.numa);
    return *m_nodeOfFunction.insert(row, add(std::move(made), parent));
}

void HardwareTree::addDevices(const std::vector<MergedComponent>& parts)
{
    QSet<QString> named; // accelerators that only a driver knows as GPUs
    for (const MergedComponent& part : parts) {
        if (part.shown.kind == ComponentKind::Gpu)
            named.insert(addressOf(part.shown));
    }
    for (std::size_t row = 0; row < m_pci.functions.size(); ++row) {
        const auto& function = m_pci.functions[row];
        if (isShown(function, kindOf(function)) || named.contains(function.address))
            placeFunction(static_cast<int>(row));
    }
    std::stable_sort(m_sockets.begin(), m_sockets.end(), [this](int a, int b) {
        return static_cast<unsigned>(node(a).numa) < static_cast<unsigned>(node(b).numa);
    });
}

void HardwareTree::nameDevices(std::vector<MergedComponent> parts)
{
    std::stable_sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
        // A card that is both is known by its InfiniBand name, as nvidia-smi knows it.
        const bool first = a.shown.kind == ComponentKind::InfiniBand;
        const bool second = b.shown.kind == ComponentKind::InfiniBand;
        return first != second ? first : comesBefore(a.shown.slot, b.shown.slot);
    });
    for (const MergedComponent& part : parts)
        nameDevice(part.shown);
    numberGpus();
}

void HardwareTree::nameDevice(const Component& part)
{
    const int row = m_nodeOfFunction.value(m_pci.byAddress.value(addressOf(part), -1), -1);
    if (row < 0 || !node(row).isDevice() || part.kind == ComponentKind::PciDevice)
        return;
    HardwareNode& named = m_nodes[at(row)];
    if (part.kind == ComponentKind::Gpu) {
        named.kind = HardwareKind::Gpu;
        named.model = part.model;
        named.nvLinks = NvLinks::of(part.detail);
    }
    QString name = textOf(part.detail, "device");
    if (part.kind == ComponentKind::Nic)
        name = textOf(part.detail, "name");
    const bool isNamed = named.name != named.address;
    if (part.kind != ComponentKind::Gpu && !name.isEmpty() && !isNamed)
        named.name = name;
    else if (part.kind != ComponentKind::Gpu && !name.isEmpty() && name != named.name)
        named.also += (named.also.isEmpty() ? QString() : QStringLiteral(", ")) + name;
    // The model of an InfiniBand port is its rate.
    const bool hasModel =
        part.kind == ComponentKind::Drive || part.kind == ComponentKind::InfiniBand;
    if (hasModel && !part.model.isEmpty())
        named.model = part.model;
    if (part.health > named.health)
        named.health = part.health;
    named.observedAt = std::max(named.observedAt, part.observedAt);
}

/// As nvidia-smi numbers them: by address.
void HardwareTree::numberGpus()
{
    std::vector<int> cards;
    int nvSwitches = 0;
    for (std::size_t function = 0; function < m_pci.functions.size(); ++function) {
        const int row = m_nodeOfFunction.value(static_cast<int>(function), -1);
        if (row < 0)
            continue;
        if (node(row).kind == HardwareKind::NvSwitch)
            m_nodes[at(row)].name = QStringLiteral("NVSwitch%1").arg(nvSwitches++);
        if (node(row).kind == HardwareKind::Gpu) {
            m_nodes[at(row)].name = QStringLiteral("GPU%1").arg(m_matrixNodes.size());
            m_matrixNodes.push_back(row);
        } else if (node(row).isNetwork()) {
            cards.push_back(row);
        }
    }
    std::stable_sort(cards.begin(), cards.end(),
                     [this](int a, int b) { return comesBefore(node(a).name, node(b).name); });
    m_matrixNodes.insert(m_matrixNodes.end(), cards.begin(), cards.end());
    if (m_matrixNodes.size() > mostInMatrix)
        m_matrixNodes.resize(mostInMatrix);
}

std::vector<int> HardwareTree::troubled() const
{
    std::vector<int> rows;
    for (std::size_t row = 0; row < m_nodes.size(); ++row) {
        if (m_nodes[row].isDegraded() || m_nodes[row].health > Health::Ok)
            rows.push_back(static_cast<int>(row));
    }
    return rows;
}

} // namespace rackhouse
