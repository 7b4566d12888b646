#include "models/items/gpumatrixmodel.h"

#include <algorithm>

namespace rackhouse
{

void GpuMatrixModel::set(std::shared_ptr<const HardwareTree> tree)
{
    const bool isSame = m_tree && tree && tree->matrixNodes() == m_tree->matrixNodes();
    if (!isSame)
        beginResetModel();
    m_tree = std::move(tree);
    m_matrix = m_tree ? m_tree->matrix() : GpuMatrix();
    compareAgain();
    if (!isSame)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    if (isSame && rowCount() > 0) {
        emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
        emit headerDataChanged(Qt::Vertical, 0, rowCount() - 1);
    }
}

void GpuMatrixModel::compare(std::optional<GpuMatrix> told)
{
    m_told = std::move(told);
    compareAgain();
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void GpuMatrixModel::compareAgain()
{
    m_comparison.reset();
    if (m_told)
        m_comparison.emplace(m_matrix, *m_told);
}

int GpuMatrixModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_matrix.devices.size());
}

int GpuMatrixModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() || m_matrix.devices.isEmpty() ? 0 : rowCount() + 2;
}

/// Nothing: a column of ways.
std::optional<MatrixComparison::Affinity> GpuMatrixModel::affinityOf(int column) const
{
    if (column < rowCount())
        return std::nullopt;
    return column == rowCount() ? MatrixComparison::Affinity::Cpus
                                : MatrixComparison::Affinity::Numa;
}

std::pair<int, int> GpuMatrixModel::nodesOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return {-1, -1};
    const auto& nodes = m_tree->matrixNodes();
    return {
        nodes[static_cast<std::size_t>(index.row())],
        nodes[static_cast<std::size_t>(affinityOf(index.column()) ? index.row() : index.column())]};
}

QModelIndex GpuMatrixModel::indexOf(int nodeA, int nodeB) const
{
    if (!m_tree)
        return {};
    const auto& nodes = m_tree->matrixNodes();
    const auto a = std::find(nodes.begin(), nodes.end(), nodeA);
    const auto b = std::find(nodes.begin(), nodes.end(), nodeB);
    if (a == nodes.end() || b == nodes.end())
        return {};
    return index(static_cast<int>(a - nodes.begin()), static_cast<int>(b - nodes.begin()));
}

MatrixComparison::Kind GpuMatrixModel::kindOf(const QModelIndex& index) const
{
    if (!m_comparison)
        return MatrixComparison::Kind::Same;
    const auto affinity = affinityOf(index.column());
    return affinity ? m_comparison->kind(index.row(), *affinity)
                    : m_comparison->kind(index.row(), index.column());
}

QString GpuMatrixModel::text(const QModelIndex& index) const
{
    const auto affinity = affinityOf(index.column());
    const QString known = affinity
                              ? MatrixComparison::affinity(m_matrix.devices[index.row()], *affinity)
                              : pathWord(m_matrix.cell(index.row(), index.column()));
    const QString mine = known.isEmpty() ? QStringLiteral("–") : known;
    switch (kindOf(index)) {
    case MatrixComparison::Kind::Differs:
        return tr("%1 ≠ %2").arg(mine, told(index));
    case MatrixComparison::Kind::NvLink:
    case MatrixComparison::Kind::NotHere:
        return tr("%1, %2").arg(mine, told(index));
    default:
        return mine;
    }
}

QString GpuMatrixModel::told(const QModelIndex& index) const
{
    const auto affinity = affinityOf(index.column());
    return affinity ? m_comparison->told(index.row(), *affinity)
                    : pathWord(m_comparison->told(index.row(), index.column()));
}

QString GpuMatrixModel::sentence(const QModelIndex& index) const
{
    const auto [a, b] = nodesOf(index);
    if (a < 0)
        return {};
    const auto affinity = affinityOf(index.column());
    if (a == b && !affinity)
        return m_tree->sentence(a);
    const QString way = affinity ? m_tree->sentence(a) : m_tree->sentence(a, b);
    QString other;
    if (m_comparison)
        other = affinity ? m_comparison->sentence(index.row(), *affinity)
                         : m_comparison->sentence(index.row(), index.column());
    return other.isEmpty() ? way : way + QLatin1Char(' ') + other;
}

QVariant GpuMatrixModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(index);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return sentence(index);
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(Qt::Alignment(Qt::AlignCenter));
    case PathRole:
        return static_cast<int>(affinityOf(index.column())
                                    ? GpuPath::Self
                                    : m_matrix.cell(index.row(), index.column()).path);
    case KindRole:
        return static_cast<int>(kindOf(index));
    default:
        return {};
    }
}

/// At the left with the NUMA node, which is in sight there wherever the matrix is scrolled to.
QVariant GpuMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (const auto affinity = affinityOf(section); affinity && orientation == Qt::Horizontal)
        return *affinity == MatrixComparison::Affinity::Cpus ? tr("CPU affinity")
                                                             : tr("NUMA affinity");
    const auto device = m_matrix.devices.value(section);
    const bool isWhole = orientation == Qt::Vertical || role == Qt::ToolTipRole;
    return isWhole && !device.numaNode.isEmpty()
               ? tr("%1, NUMA %2").arg(device.name, device.numaNode)
               : device.name;
}

} // namespace rackhouse
