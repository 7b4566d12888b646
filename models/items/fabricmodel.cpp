#include "models/items/fabricmodel.h"

#include "models/base/naturalorder.h"

#include <algorithm>

namespace rackhouse
{
namespace
{

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

} // namespace

FabricModel::FabricModel(QObject* parent) : QAbstractItemModel(parent) {}

std::vector<FabricModel::Item> FabricModel::arrange(const FabricPicture& picture,
                                                    std::vector<int>& top)
{
    std::vector<Item> items;
    const auto add = [&](int parent, const QString& text, int node) {
        std::vector<int>& siblings = parent < 0 ? top : items[at(parent)].children;
        const int row = static_cast<int>(siblings.size());
        siblings.push_back(static_cast<int>(items.size()));
        items.push_back({text, node, parent, row, {}});
        return static_cast<int>(items.size()) - 1;
    };
    const int count = static_cast<int>(picture.nodes().size());
    const int above = add(-1, tr("Spines"), -1);
    std::vector<std::vector<int>> plugged(at(count)); // adapters by leaf
    std::vector<int> loose;
    for (int node = 0; node < count; ++node) {
        const bool isSwitch = picture.node(node).kind == FabricNodeKind::Switch;
        if (isSwitch && picture.place(node).tier != 1)
            add(above, {}, node);
        else if (!isSwitch && picture.shape().leafOf(node) >= 0)
            plugged[at(picture.shape().leafOf(node))].push_back(node);
        else if (!isSwitch && picture.node(node).kind == FabricNodeKind::Adapter)
            loose.push_back(node);
    }
    for (const auto& unit : picture.shape().units()) {
        const int group = add(-1, unit.name.isEmpty() ? tr("Unnamed unit") : unit.name, -1);
        for (const int leaf : unit.leaves) {
            const int row = add(group, leaf < 0 ? tr("Missing leaf") : QString(), leaf);
            if (leaf < 0)
                continue;
            std::vector<int>& adapters = plugged[at(leaf)];
            std::stable_sort(adapters.begin(), adapters.end(), [&](int a, int b) {
                return comesBefore(picture.leafPortOf(a), picture.leafPortOf(b));
            });
            for (const int adapter : adapters) {
                if (picture.node(adapter).kind == FabricNodeKind::Adapter)
                    add(row, {}, adapter);
            }
        }
    }
    if (!loose.empty()) {
        const int group = add(-1, tr("Plugged into no switch"), -1);
        for (const int node : loose)
            add(group, {}, node);
    }
    return items;
}

void FabricModel::set(std::shared_ptr<const FabricPicture> picture)
{
    std::vector<int> top;
    std::vector<Item> items;
    if (picture)
        items = arrange(*picture, top);
    if (items == m_items && picture && !items.empty()) {
        m_picture = std::move(picture);
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_picture = std::move(picture);
    m_items = std::move(items);
    m_top = std::move(top);
    m_itemOfNode.clear();
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].node >= 0)
            m_itemOfNode.insert(m_items[i].node, static_cast<int>(i));
    }
    endResetModel();
}

const FabricModel::Item& FabricModel::itemOf(const QModelIndex& index) const
{
    return m_items[static_cast<std::size_t>(index.internalId())];
}

int FabricModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? itemOf(index).node : -1;
}

QModelIndex FabricModel::indexOfNode(int node) const
{
    const auto item = m_itemOfNode.constFind(node);
    if (item == m_itemOfNode.cend())
        return {};
    return createIndex(m_items[at(*item)].row, 0, static_cast<quintptr>(*item));
}

QModelIndex FabricModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const std::vector<int>& siblings = parent.isValid() ? itemOf(parent).children : m_top;
    return createIndex(row, column, static_cast<quintptr>(siblings[at(row)]));
}

QModelIndex FabricModel::parent(const QModelIndex& child) const
{
    const int parent = child.isValid() ? itemOf(child).parent : -1;
    if (parent < 0)
        return {};
    return createIndex(m_items[at(parent)].row, 0, static_cast<quintptr>(parent));
}

int FabricModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const std::vector<int>& rows = parent.isValid() ? itemOf(parent).children : m_top;
    return static_cast<int>(rows.size());
}

int FabricModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QString FabricModel::linkText(int node) const
{
    const auto& place = m_picture->place(node);
    if (m_picture->node(node).kind != FabricNodeKind::Switch)
        return {};
    if (place.tier != 1)
        return {};
    const auto ratio = m_picture->shape().oversubscription(node);
    const QString ports = tr("%1 down, %2 up").arg(place.hostLinks).arg(place.upLinks);
    return ratio ? tr("%1 (%2 : 1)").arg(ports).arg(*ratio, 0, 'f', 2) : ports;
}

QString FabricModel::text(const Item& item, int column) const
{
    if (item.node < 0)
        return column == NameColumn ? item.text : QString();
    const FabricNode& node = m_picture->node(item.node);
    const auto& place = m_picture->place(item.node);
    switch (column) {
    case NameColumn:
        return node.host.isEmpty() ? node.name : node.host + QLatin1Char(' ') + node.adapter;
    case RailColumn:
        return place.rail < 0 ? QString() : QString::number(place.rail + 1);
    case PortColumn:
        return m_picture->leafPortOf(item.node);
    case LinkColumn:
        return linkText(item.node);
    default: {
        const FabricFinding* finding = m_picture->findingOf(item.node);
        return finding ? m_picture->sentence(*finding) : QString();
    }
    }
}

QVariant FabricModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Item& item = itemOf(index);
    if (role == Qt::DisplayRole)
        return text(item, index.column());
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        QStringList lines{text(item, NameColumn)};
        if (const QString links = text(item, LinkColumn); !links.isEmpty())
            lines << links;
        if (const QString port = text(item, PortColumn); !port.isEmpty())
            lines << tr("Rail %1, leaf port %2").arg(text(item, RailColumn), port);
        if (const QString wrong = text(item, FindingColumn); !wrong.isEmpty())
            lines << wrong;
        return lines.join(QLatin1Char('\n'));
    }
    return {};
}

QVariant FabricModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Name");
    case RailColumn:
        return tr("Rail");
    case PortColumn:
        return tr("Leaf port");
    case LinkColumn:
        return tr("Links");
    default:
        return tr("What is wrong");
    }
}

} // namespace rackhouse
