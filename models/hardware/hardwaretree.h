#pragma once

#include "models/domain/componentmerge.h"
#include "models/domain/nvlinks.h"
#include "models/hardware/pcitable.h"
#include "models/topology/gpumatrix.h"

namespace rackhouse
{

enum class HardwareKind { Socket, RootPort, Switch, Gpu, NvSwitch, Nic, Drive, Other };

/// Something inside a machine that is drawn.
struct HardwareNode {
    HardwareKind kind = HardwareKind::Other;
    QString name = {};  ///< "CPU0", "GPU3", "mlx5_1", "nvme0n1"; an address where it has no name
    QString also = {};  ///< its other names: "nvme0n2, nvme0n3"
    QString model = {}; ///< what it is, as far as it is told
    QString address = {};
    int function = -1; ///< of the PCI table; -1 for sockets
    int numa = -1;     ///< its own or that of the bridges above it; -1: not told
    QString cpus = {}; ///< next to it: "0-55,112-167"; empty where it is not told
    int parent = -1;   ///< -1 for sockets
    std::vector<int> children = {};
    PcieLink link = {};   ///< to what stands above it; not known for sockets and root ports
    NvLinks nvLinks = {}; ///< of a GPU whose BMC counts them
    Health health = Health::Unknown;
    Instant observedAt = {}; ///< of its health

    bool isDevice() const { return kind >= HardwareKind::Gpu; }
    bool isNetwork() const { return kind == HardwareKind::Nic; }
    /// Its PCIe link has fewer lanes than possible, or is slower. GPUs lower the speed of their
    /// link when they idle: for them only lanes count.
    bool isPcieDegraded() const;
    /// That, or an NVLink of it is down or slow.
    bool isDegraded() const { return isPcieDegraded() || nvLinks.isShort(); }
    /// Slower than possible where that may be idleness.
    bool mayIdle() const;
};

/// A machine inside: sockets with their root ports, PCIe switches and devices. Bridges that lead to
/// no device of interest are left out.
class HardwareTree
{
public:
    HardwareTree() = default;
    /// Of all parts of one machine, from both reporters.
    explicit HardwareTree(const std::vector<Component>& components);

    /// No PCI function is known: the machine has not been inspected.
    bool isEmpty() const { return m_pci.functions.empty(); }
    const std::vector<HardwareNode>& nodes() const { return m_nodes; }
    const HardwareNode& node(int row) const { return m_nodes[static_cast<std::size_t>(row)]; }
    const std::vector<int>& sockets() const { return m_sockets; }
    const PciTable& pci() const { return m_pci; }
    /// When the parts were last seen by the agent.
    Instant observedAt() const { return m_observedAt; }

    /// Degraded, or not healthy.
    std::vector<int> troubled() const;
    /// How two devices reach each other over PCIe. Unknown where a bridge or a NUMA node is
    /// missing.
    GpuPath path(int a, int b) const;
    /// The nodes of that way, from one to the other.
    std::vector<int> way(int a, int b) const;
    /// NVLinks between two GPUs through NVSwitches; 0: none, or not told.
    int nvLinks(int a, int b) const;
    /// "GPU0 to mlx5_1: through one PCIe switch (PIX)".
    QString sentence(int a, int b) const;
    /// What is known of one: its link, its address, its health.
    QString sentence(int node) const;
    /// What of the inspection made no sense; empty where all did.
    QString doubt() const;
    /// What a person should do about a degraded link.
    QString advice(int node) const;

    /// GPUs in the order of their addresses, which is that of nvidia-smi, then network cards.
    const std::vector<int>& matrixNodes() const { return m_matrixNodes; }
    /// The same as a matrix, in which NVLinks go before the way over PCIe.
    GpuMatrix matrix() const;

private:
    void addSockets(const std::vector<MergedComponent>& parts);
    int socketOf(int numa);
    void addDevices(const std::vector<MergedComponent>& parts);
    int add(HardwareNode node, int parent);
    int placeFunction(int function);
    void nameDevices(std::vector<MergedComponent> parts);
    void nameDevice(const Component& part);
    void numberGpus();
    int numaOf(int function) const;
    GpuMatrix::Cell cellOf(int a, int b) const;

    PciTable m_pci;
    std::vector<HardwareNode> m_nodes;
    std::vector<int> m_sockets;
    std::vector<int> m_matrixNodes;
    QHash<int, int> m_nodeOfFunction;
    Instant m_observedAt;
};

/// "PIX", "NV18", "?" as nvidia-smi writes it.
QString pathWord(const GpuMatrix::Cell& cell);
/// "18 NVLinks, 3,825 Gbit/s", "16 of 18 NVLinks, 3,400 Gbit/s"; empty where none is told.
QString nvLinkText(const NvLinks& links);
/// "through one PCIe switch".
QString pathMeaning(GpuPath path);

} // namespace rackhouse
