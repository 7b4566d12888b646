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
    return rowCount(parent);
}

std::pair<int, int> GpuMatrixModel::nodesOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return {-1, -1};
    const auto& nodes = m_tree->matrixNodes();
    return {nodes[static_cast<std::size_t>(index.row())],
            nodes[static_cast<std::size_t>(index.column())]};
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
    return m_comparison ? m_comparison->kind(index.row(), index.column())
                        : MatrixComparison::Kind::Same;
}

QString GpuMatrixModel::text(const QModelIndex& index) const
{
    const QString mine = pathWord(m_matrix.cell(index.row(), index.column()));
    switch (kindOf(index)) {
    case MatrixComparison::Kind::Differs:
        return tr("%1 ≠ %2").arg(mine, pathWord(m_comparison->told(index.row(), index.column())));
    case MatrixComparison::Kind::NvLink:
    case MatrixComparison::Kind::NotHere:
        return tr("%1, %2").arg(mine, pathWord(m_comparison->told(index.row(), index.column())));
    default:
        return mine;
    }
}

QString GpuMatrixModel::sentence(const QModelIndex& index) const
{
    const auto [a, b] = nodesOf(index);
    if (a < 0)
        return {};
    if (a == b)
        return m_tree->sentence(a);
    const QString way = m_tree->sentence(a, b);
    const QString other =
        m_comparison ? m_comparison->sentence(index.row(), index.column()) : QString();
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
        return static_cast<int>(m_matrix.cell(index.row(), index.column()).path);
    case KindRole:
        return static_cast<int>(kindOf(index));
    default:
        return {};
    }
}

/// At the left with the NUMA node, which nvidia-smi has in a column of its own.
QVariant GpuMatrixModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const auto device = m_matrix.devices.value(section);
    const bool isWhole = orientation == Qt::Vertical || role == Qt::ToolTipRole;
    return isWhole && !device.numaNode.isEmpty()
               ? tr("%1, NUMA %2").arg(device.name, device.numaNode)
               : device.name;
}

} // namespace rackhouse
