#include "models/hardware/hardwaretree.h"

#include "models/base/units.h"

#include <QCoreApplication>

namespace rackhouse
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("HardwareTree", text);
}

bool areBothGpus(const HardwareNode& a, const HardwareNode& b)
{
    return a.kind == HardwareKind::Gpu && b.kind == HardwareKind::Gpu;
}

} // namespace

QString pathWord(const GpuMatrix::Cell& cell)
{
    switch (cell.path) {
    case GpuPath::Self:
        return QStringLiteral("X");
    case GpuPath::NvLink:
        return QStringLiteral("NV%1").arg(cell.links);
    case GpuPath::Pix:
        return QStringLiteral("PIX");
    case GpuPath::Pxb:
        return QStringLiteral("PXB");
    case GpuPath::Phb:
        return QStringLiteral("PHB");
    case GpuPath::Node:
        return QStringLiteral("NODE");
    case GpuPath::Sys:
        return QStringLiteral("SYS");
    case GpuPath::Unknown:
        break;
    }
    return QStringLiteral("?");
}

QString pathMeaning(GpuPath path)
{
    switch (path) {
    case GpuPath::Self:
        return tr("the same device");
    case GpuPath::NvLink:
        return tr("over NVLink");
    case GpuPath::Pix:
        return tr("through one PCIe switch");
    case GpuPath::Pxb:
        return tr("through several PCIe switches");
    case GpuPath::Phb:
        return tr("through a host bridge");
    case GpuPath::Node:
        return tr("from one host bridge to another of the same NUMA node");
    case GpuPath::Sys:
        return tr("from one NUMA node to another");
    case GpuPath::Unknown:
        break;
    }
    return tr("a way that the inspection does not tell");
}

QString HardwareTree::sentence(int a, int b) const
{
    const GpuPath found = path(a, b);
    const auto& above = node(a).parent < 0 ? node(a) : node(node(a).parent);
    const bool onOneCard = found == GpuPath::Pix && node(a).parent == node(b).parent &&
                           above.kind == HardwareKind::RootPort;
    QString meaning = onOneCard ? tr("below one root port") : pathMeaning(found);
    if (found == GpuPath::Sys)
        meaning = tr("from NUMA node %1 to NUMA node %2").arg(node(a).numa).arg(node(b).numa);
    const QString word = pathWord({found, 0});
    if (const int links = nvLinks(a, b); links > 0)
        return tr("%1 to %2: over %3 NVLinks through NVSwitches (%4); over PCIe %5 (%6).")
            .arg(node(a).name, node(b).name, QString::number(links),
                 pathWord({GpuPath::NvLink, links}), meaning, word);
    const QString said = tr("%1 to %2: %3 (%4)").arg(node(a).name, node(b).name, meaning, word);
    return areBothGpus(node(a), node(b)) ? tr("%1. NVLink not told.").arg(said)
                                         : said + QLatin1Char('.');
}

QString HardwareTree::sentence(int row) const
{
    const HardwareNode& one = node(row);
    QStringList parts{one.model.isEmpty() ? one.name : tr("%1: %2").arg(one.name, one.model)};
    if (!one.also.isEmpty())
        parts << tr("also %1").arg(one.also);
    if (one.link.isKnown())
        parts << one.link.text();
    if (one.nvLinks.isKnown())
        parts << nvLinkText(one.nvLinks);
    if (!one.address.isEmpty() && one.address != one.name)
        parts << one.address;
    if (one.numa >= 0)
        parts << tr("NUMA node %1").arg(one.numa);
    if (!one.cpus.isEmpty() && one.isDevice())
        parts << tr("CPUs %1").arg(one.cpus);
    const QString said = parts.join(QLatin1String(", ")) + QLatin1Char('.');
    const QString todo = advice(row);
    return todo.isEmpty() ? said : said + QLatin1Char(' ') + todo;
}

QString HardwareTree::doubt() const
{
    if (m_pci.odd == 0)
        return {};
    return tr("PCI functions that the inspection told twice, or below themselves: %1. They are "
              "left "
              "out or stand alone.")
        .arg(m_pci.odd);
}

QString nvLinkText(const NvLinks& links)
{
    if (!links.isKnown())
        return {};
    const QString count = links.up < links.count
                              ? tr("%1 of %2 NVLinks").arg(links.up).arg(links.count)
                              : tr("%1 NVLinks").arg(links.count);
    return links.gbps > 0
               ? tr("%1, %2").arg(count, bitRateText(1000.0 * double(qRound64(links.gbps))))
               : count;
}

QString HardwareTree::advice(int row) const
{
    const HardwareNode& one = node(row);
    if (!one.nvLinks.down.isEmpty())
        return tr("Down: %1. Power the machine off and on; what stays down is a fault of the GPU, "
                  "the NVSwitch or what is between them.")
            .arg(one.nvLinks.down.join(QLatin1String(", ")));
    if (!one.nvLinks.slow.isEmpty())
        return tr("Slower than they can be: %1. Look for NVLink errors in the log of the BMC.")
            .arg(one.nvLinks.slow.join(QLatin1String(", ")));
    if (one.link.isNarrow())
        return tr("It lacks lanes. Reseat the card and its riser, then inspect again.");
    if (one.mayIdle() && one.health <= Health::Ok)
        return tr("A GPU that idles lowers its speed: look again while it works.");
    if (one.link.isSlow())
        return tr(
            "It is slower than both ends can be. Look at the slot's setting in the BIOS and at "
            "the riser, then inspect again.");
    return one.health > Health::Ok ? tr("It is not healthy. Look into the log of the BMC.")
                                   : QString();
}

} // namespace rackhouse
