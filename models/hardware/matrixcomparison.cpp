#include "models/hardware/matrixcomparison.h"

#include "models/hardware/hardwaretree.h"

#include <QCoreApplication>

#include <algorithm>

namespace rackhouse
{
namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("MatrixComparison", text);
}

constexpr qsizetype mostNames = 12;

QString list(const QStringList& names)
{
    const QString first = names.mid(0, mostNames).join(QLatin1String(", "));
    return names.size() > mostNames ? tr("%1 and %2 more").arg(first).arg(names.size() - mostNames)
                                    : first;
}

qsizetype placeOf(const GpuMatrix& matrix, const QString& name)
{
    const auto& devices = matrix.devices;
    const auto found = std::find_if(devices.cbegin(), devices.cend(),
                                    [&](const auto& device) { return device.name == name; });
    return found == devices.cend() ? -1 : std::distance(devices.cbegin(), found);
}

} // namespace

MatrixComparison::MatrixComparison(GpuMatrix here, GpuMatrix told)
    : m_here(std::move(here)), m_told(std::move(told))
{
    for (const auto& device : m_here.devices)
        m_place << placeOf(m_told, device.name);
}

GpuMatrix::Cell MatrixComparison::told(qsizetype row, qsizetype column) const
{
    return m_place[row] < 0 || m_place[column] < 0 ? GpuMatrix::Cell()
                                                   : m_told.cell(m_place[row], m_place[column]);
}

MatrixComparison::Kind MatrixComparison::kind(qsizetype row, qsizetype column) const
{
    const GpuMatrix::Cell mine = m_here.cell(row, column);
    const GpuMatrix::Cell theirs = told(row, column);
    if (row == column)
        return m_place[row] < 0 ? Kind::NotTold : Kind::Same;
    if (theirs.path == GpuPath::Unknown)
        return Kind::NotTold;
    if (theirs.path == GpuPath::NvLink && mine.path != GpuPath::NvLink)
        return Kind::NvLink;
    if (mine.path == GpuPath::Unknown)
        return Kind::NotHere;
    return mine == theirs ? Kind::Same : Kind::Differs;
}

QString MatrixComparison::sentence(qsizetype row, qsizetype column) const
{
    const GpuMatrix::Cell theirs = told(row, column);
    const QString mine = pathWord(m_here.cell(row, column));
    switch (kind(row, column)) {
    case Kind::Same:
        return {};
    case Kind::NvLink:
        return tr("nvidia-smi counts %1 NVLinks, which its BMC does not tell; over PCIe it is "
                  "%2.")
            .arg(theirs.links)
            .arg(mine);
    case Kind::NotHere:
        return tr("nvidia-smi says %1, %2; the inspection does not tell the bridges or the NUMA "
                  "node.")
            .arg(pathWord(theirs), pathMeaning(theirs.path));
    case Kind::NotTold:
        return tr("nvidia-smi does not tell this pair.");
    case Kind::Differs:
        break;
    }
    if (m_here.cell(row, column).path == GpuPath::NvLink)
        return tr("nvidia-smi says %1, %2. Links have gone down or come up since the BMC was read.")
            .arg(pathWord(theirs), pathMeaning(theirs.path));
    return tr("nvidia-smi says %1, %2. Cards were moved or renumbered since, or a virtual machine "
              "hides "
              "its switches.")
        .arg(pathWord(theirs), pathMeaning(theirs.path));
}

QString MatrixComparison::affinity(const GpuMatrix::Device& device, Affinity of)
{
    const QString& text = of == Affinity::Cpus ? device.cpuAffinity : device.numaNode;
    return text == QLatin1String("N/A") ? QString() : text;
}

QString MatrixComparison::told(qsizetype row, Affinity of) const
{
    return m_place[row] < 0 ? QString() : affinity(m_told.devices[m_place[row]], of);
}

MatrixComparison::Kind MatrixComparison::kind(qsizetype row, Affinity of) const
{
    const QString mine = affinity(m_here.devices[row], of);
    const QString theirs = told(row, of);
    if (theirs.isEmpty())
        return Kind::NotTold; // of network cards nvidia-smi never tells it
    if (mine.isEmpty())
        return Kind::NotHere;
    return GpuMatrix::isSameCpus(mine, theirs) ? Kind::Same : Kind::Differs;
}

QString MatrixComparison::sentence(qsizetype row, Affinity of) const
{
    const QString theirs = told(row, of);
    switch (kind(row, of)) {
    case Kind::NotHere:
        return of == Affinity::Cpus
                   ? tr("nvidia-smi says CPUs %1, which the inspection does not tell.").arg(theirs)
                   : tr("nvidia-smi says NUMA node %1, which the inspection does not tell.")
                         .arg(theirs);
    case Kind::Differs:
        return (of == Affinity::Cpus ? tr("nvidia-smi says CPUs %1.")
                                     : tr("nvidia-smi says NUMA node %1."))
                   .arg(theirs) +
               QLatin1Char(' ') +
               tr("CPUs were numbered otherwise, as by another setting of the firmware, or the "
                  "card "
                  "was moved since.");
    default:
        return {};
    }
}

int MatrixComparison::movedDevices() const
{
    int count = 0;
    for (qsizetype row = 0; row < m_here.devices.size(); ++row)
        count +=
            kind(row, Affinity::Cpus) == Kind::Differs || kind(row, Affinity::Numa) == Kind::Differs
                ? 1
                : 0;
    return count;
}

int MatrixComparison::differences() const
{
    int count = 0;
    for (qsizetype row = 0; row < m_here.devices.size(); ++row) {
        for (qsizetype column = row + 1; column < m_here.devices.size(); ++column)
            count += kind(row, column) == Kind::Differs ? 1 : 0;
    }
    return count;
}

QStringList MatrixComparison::names(bool onlyHere) const
{
    const GpuMatrix& of = onlyHere ? m_here : m_told;
    const GpuMatrix& other = onlyHere ? m_told : m_here;
    QStringList missing;
    for (const auto& device : of.devices) {
        if (placeOf(other, device.name) < 0)
            missing << device.name;
    }
    return missing;
}

QString MatrixComparison::summary() const
{
    const int count = differences();
    QStringList parts{count == 0   ? tr("No pair differs.")
                      : count == 1 ? tr("One pair differs.")
                                   : tr("%1 pairs differ.").arg(count)};
    if (const int moved = movedDevices(); moved > 0)
        parts << (moved == 1 ? tr("One device is next to other CPUs.")
                             : tr("%1 devices are next to other CPUs.").arg(moved));
    if (const QStringList here = names(true); !here.isEmpty())
        parts << tr("Not in the text: %1.").arg(list(here));
    if (const QStringList theirs = names(false); !theirs.isEmpty())
        parts << tr("Not found by the inspection: %1.").arg(list(theirs));
    return parts.join(QLatin1Char(' '));
}

} // namespace rackhouse
