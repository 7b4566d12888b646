#include "models/items/hardwaremodel.h"

#include "models/items/displaytext.h"
#include "models/query/condition.h"

#include <algorithm>

namespace rackhouse
{
namespace
{

bool areAlike(const HardwareTree& a, const HardwareTree& b)
{
    return std::equal(a.nodes().begin(), a.nodes().end(), b.nodes().begin(), b.nodes().end(),
                      [](const HardwareNode& x, const HardwareNode& y) {
                          return x.name == y.name && x.parent == y.parent && x.kind == y.kind;
                      });
}

/// A port is called by its address, which says nothing to most: its kind goes first.
QString nameOf(const HardwareNode& node)
{
    const bool isUnnamed = node.name == node.address && !node.model.isEmpty();
    return isUnnamed ? QStringLiteral("%1 %2").arg(node.model, node.address) : node.name;
}

} // namespace

void HardwareModel::set(std::shared_ptr<const HardwareTree> tree, Instant now)
{
    m_now = now;
    if (tree && m_tree && areAlike(*tree, *m_tree)) {
        m_tree = std::move(tree);
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_tree = std::move(tree);
    endResetModel();
}

int HardwareModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<int>(index.internalId()) : -1;
}

const std::vector<int>& HardwareModel::siblingsOf(int node) const
{
    const int parent = m_tree->node(node).parent;
    return parent < 0 ? m_tree->sockets() : m_tree->node(parent).children;
}

QModelIndex HardwareModel::indexOfNode(int node) const
{
    if (!m_tree || node < 0)
        return {};
    const auto& siblings = siblingsOf(node);
    const auto place = std::find(siblings.begin(), siblings.end(), node);
    return createIndex(static_cast<int>(place - siblings.begin()), 0, static_cast<quintptr>(node));
}

QModelIndex HardwareModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto& rows = parent.isValid() ? m_tree->node(nodeOf(parent)).children : m_tree->sockets();
    return createIndex(row, column, static_cast<quintptr>(rows[static_cast<std::size_t>(row)]));
}

QModelIndex HardwareModel::parent(const QModelIndex& child) const
{
    return child.isValid() ? indexOfNode(m_tree->node(nodeOf(child)).parent) : QModelIndex();
}

int HardwareModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0 || !m_tree)
        return 0;
    const auto& rows = parent.isValid() ? m_tree->node(nodeOf(parent)).children : m_tree->sockets();
    return static_cast<int>(rows.size());
}

QString HardwareModel::healthText(const HardwareNode& node) const
{
    if (node.health == Health::Unknown)
        return {};
    const QString word = wordText(enumText(node.health));
    return m_now.ms - node.observedAt.ms > query::kStaleAfterMs
               ? tr("%1 · %2").arg(word, relativeTime(node.observedAt, m_now))
               : word;
}

QVariant HardwareModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const HardwareNode& node = m_tree->node(nodeOf(index));
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        const QString said = m_tree->sentence(nodeOf(index));
        const QString health = healthText(node);
        return health.isEmpty() ? said : tr("%1 Health: %2.").arg(said, health);
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return nameOf(node);
    case LinkColumn:
        return node.link.text();
    case HealthColumn:
        return healthText(node);
    case ModelColumn:
        return nameOf(node).startsWith(node.model) ? QString() : node.model;
    default:
        return node.name == node.address ? QString() : node.address;
    }
}

QVariant HardwareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case LinkColumn:
        return tr("Link");
    case HealthColumn:
        return tr("Health");
    case ModelColumn:
        return tr("Model");
    default:
        return tr("Address");
    }
}

} // namespace rackhouse
