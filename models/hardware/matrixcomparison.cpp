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
    if (const QStringList here = names(true); !here.isEmpty())
        parts << tr("Not in the text: %1.").arg(list(here));
    if (const QStringList theirs = names(false); !theirs.isEmpty())
        parts << tr("Not found by the inspection: %1.").arg(list(theirs));
    return parts.join(QLatin1Char(' '));
}

} // namespace rackhouse
