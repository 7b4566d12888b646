#include "models/hardware/hardwaretree.h"

#include <algorithm>

namespace rackhouse
{
namespace
{

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

bool isOrphan(const PciTable& pci, const std::vector<int>& chain)
{
    return pci.functions[at(chain.back())].orphan;
}

} // namespace

/// By the bridges between the two (nvidia-smi topo -m, Legend): one switch, several, a host bridge,
/// those of a NUMA node, those of several.
GpuPath HardwareTree::path(int a, int b) const
{
    if (a == b)
        return GpuPath::Self;
    if (node(a).function < 0 || node(b).function < 0)
        return GpuPath::Unknown;
    const std::vector<int> up = m_pci.chain(node(a).function);
    const std::vector<int> down = m_pci.chain(node(b).function);
    const auto common = std::find_first_of(up.begin(), up.end(), down.begin(), down.end());
    if (common != up.end()) {
        const auto above = std::find(down.begin(), down.end(), *common);
        // The device itself, and the one port of the switch that it is plugged into.
        const bool direct = common - up.begin() <= 2 && above - down.begin() <= 2;
        return direct ? GpuPath::Pix : GpuPath::Pxb;
    }
    const bool areOnNodes = node(a).numa >= 0 && node(b).numa >= 0;
    if (areOnNodes && node(a).numa != node(b).numa)
        return GpuPath::Sys;
    if (isOrphan(m_pci, up) || isOrphan(m_pci, down))
        return GpuPath::Unknown;
    if (m_pci.hostBridge(node(a).function) == m_pci.hostBridge(node(b).function))
        return GpuPath::Phb;
    return areOnNodes ? GpuPath::Node : GpuPath::Unknown;
}

std::vector<int> HardwareTree::way(int a, int b) const
{
    const auto chain = [this](int row) {
        std::vector<int> rows;
        for (; row >= 0; row = node(row).parent)
            rows.push_back(row);
        return rows;
    };
    std::vector<int> up = chain(a);
    std::vector<int> down = chain(b);
    const auto common = std::find_first_of(up.begin(), up.end(), down.begin(), down.end());
    const auto above =
        common == up.end() ? down.end() : std::find(down.begin(), down.end(), *common);
    std::vector<int> way(up.begin(), common == up.end() ? common : common + 1);
    way.insert(way.end(), std::make_reverse_iterator(above), down.rend());
    return way;
}

/// Every GPU reaches each NVSwitch by the same number of links: two have what the one with fewer
/// has.
int HardwareTree::nvLinks(int a, int b) const
{
    return a == b ? 0 : std::min(node(a).nvLinks.switched, node(b).nvLinks.switched);
}

GpuMatrix::Cell HardwareTree::cellOf(int a, int b) const
{
    const int links = nvLinks(a, b);
    return links > 0 ? GpuMatrix::Cell{GpuPath::NvLink, links} : GpuMatrix::Cell{path(a, b), 0};
}

GpuMatrix HardwareTree::matrix() const
{
    GpuMatrix matrix;
    for (const int row : m_matrixNodes)
        matrix.devices.append({node(row).name, node(row).cpus,
                               node(row).numa < 0 ? QString() : QString::number(node(row).numa)});
    for (const int row : m_matrixNodes) {
        for (const int column : m_matrixNodes)
            matrix.cells.append(cellOf(row, column));
    }
    return matrix;
}

} // namespace rackhouse
