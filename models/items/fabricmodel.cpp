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

using Bundles = std::vector<FabricPicture::Bundle>;

/// Where the cables of each switch go to, by name.
std::vector<Bundles> uplinksByLeaf(const FabricPicture& picture)
{
    std::vector<Bundles> uplinks(picture.nodes().size());
    for (const FabricPicture::Bundle& bundle : picture.bundles())
        uplinks[at(bundle.low)].push_back(bundle);
    for (Bundles& bundles : uplinks) {
        std::sort(bundles.begin(), bundles.end(), [&](const auto& a, const auto& b) {
            return comesBefore(picture.node(a.high).name, picture.node(b.high).name);
        });
    }
    return uplinks;
}

/// What is plugged into each switch, by port.
std::vector<std::vector<int>> adaptersByLeaf(const FabricPicture& picture)
{
    std::vector<std::vector<int>> plugged(picture.nodes().size());
    for (int node = 0; node < static_cast<int>(picture.nodes().size()); ++node) {
        const int leaf = picture.shape().leafOf(node);
        if (leaf >= 0 && picture.node(node).kind == FabricNodeKind::Adapter)
            plugged[at(leaf)].push_back(node);
    }
    for (std::vector<int>& adapters : plugged) {
        std::stable_sort(adapters.begin(), adapters.end(), [&](int a, int b) {
            return comesBefore(picture.leafPortOf(a), picture.leafPortOf(b));
        });
    }
    return plugged;
}

} // namespace

FabricModel::FabricModel(QObject* parent) : QAbstractItemModel(parent) {}

std::vector<FabricModel::Item> FabricModel::arrange(const FabricPicture& picture,
                                                    std::vector<int>& top)
{
    std::vector<Item> items;
    const auto add = [&](int parent, const QString& text, int spot, int cables = 0) {
        std::vector<int>& siblings = parent < 0 ? top : items[at(parent)].children;
        const int row = static_cast<int>(siblings.size());
        siblings.push_back(static_cast<int>(items.size()));
        items.push_back({text, spot, cables, parent, row, {}});
        return static_cast<int>(items.size()) - 1;
    };
    const int count = static_cast<int>(picture.nodes().size());
    const int above = add(-1, tr("Spines"), -1);
    const auto uplinks = uplinksByLeaf(picture);
    const auto adapters = adaptersByLeaf(picture);
    std::vector<int> loose;
    for (int node = 0; node < count; ++node) {
        const FabricNodeKind kind = picture.node(node).kind;
        if (kind == FabricNodeKind::Switch && picture.place(node).tier != 1)
            add(above, {}, node);
        else if (kind == FabricNodeKind::Adapter && picture.shape().leafOf(node) < 0)
            loose.push_back(node);
    }
    for (std::size_t number = 0; number < picture.shape().units().size(); ++number) {
        const auto& unit = picture.shape().units()[number];
        const int group = add(-1, unit.name.isEmpty() ? tr("Unnamed unit") : unit.name, -1);
        for (std::size_t rail = 0; rail < unit.leaves.size(); ++rail) {
            const int leaf = unit.leaves[rail];
            if (leaf < 0) {
                const int spot = picture.missingAt(int(number), int(rail));
                if (spot >= 0)
                    add(group, tr("Missing leaf"), spot);
                continue;
            }
            const int row = add(group, {}, leaf);
            for (const int adapter : adapters[at(leaf)])
                add(row, {}, adapter);
            for (const auto& [low, spine, cables] : uplinks[at(leaf)])
                add(row, {}, spine, cables);
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
    m_itemOfSpot.clear();
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (m_items[i].spot >= 0 && m_items[i].cables == 0)
            m_itemOfSpot.insert(m_items[i].spot, static_cast<int>(i));
    }
    endResetModel();
}

const FabricModel::Item& FabricModel::itemOf(const QModelIndex& index) const
{
    return m_items[static_cast<std::size_t>(index.internalId())];
}

int FabricModel::spotOf(const QModelIndex& index) const
{
    return index.isValid() ? itemOf(index).spot : -1;
}

int FabricModel::nodeOf(const QModelIndex& index) const
{
    const int spot = spotOf(index);
    return spot < 0 || m_picture->isMissing(spot) ? -1 : spot;
}

QModelIndex FabricModel::indexOfNode(int spot) const
{
    const auto item = m_itemOfSpot.constFind(spot);
    if (item == m_itemOfSpot.cend())
        return {};
    return createIndex(m_items[at(*item)].row, 0, static_cast<quintptr>(*item));
}

QString FabricModel::keyOf(const Item& item) const
{
    if (item.spot < 0)
        return item.text;
    const QString key = m_picture->keyOf(item.spot);
    return item.cables > 0 ? keyOf(m_items[at(item.parent)]) + QLatin1Char('>') + key : key;
}

QString FabricModel::keyOf(const QModelIndex& index) const
{
    return index.isValid() ? keyOf(itemOf(index)) : QString();
}

QModelIndexList FabricModel::indexesOf(const QSet<QString>& keys) const
{
    QModelIndexList found;
    for (std::size_t i = 0; i < m_items.size() && !keys.isEmpty(); ++i) {
        if (keys.contains(keyOf(m_items[i])))
            found << createIndex(m_items[i].row, 0, static_cast<quintptr>(i));
    }
    return found;
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

QString FabricModel::linkText(const Item& item) const
{
    if (item.cables > 0)
        return item.cables == 1 ? tr("1 uplink to it") : tr("%L1 uplinks to it").arg(item.cables);
    const auto& place = m_picture->place(item.spot);
    if (m_picture->node(item.spot).kind != FabricNodeKind::Switch || place.tier != 1)
        return {};
    const auto ratio = m_picture->shape().oversubscription(item.spot);
    const QString ports = tr("%1 down, %2 up").arg(place.hostLinks).arg(place.upLinks);
    return ratio ? tr("%1 (%2 : 1)").arg(ports).arg(*ratio, 0, 'f', 2) : ports;
}

QString FabricModel::text(const Item& item, int column) const
{
    if (item.spot < 0)
        return column == NameColumn ? item.text : QString();
    const FabricFinding* finding = item.cables > 0 ? nullptr : m_picture->findingOf(item.spot);
    if (column == FindingColumn)
        return finding ? m_picture->sentence(*finding) : QString();
    if (m_picture->isMissing(item.spot)) {
        if (column == NameColumn)
            return item.text;
        return column == RailColumn ? QString::number(finding->rail + 1) : QString();
    }
    const FabricNode& node = m_picture->node(item.spot);
    const auto& place = m_picture->place(item.spot);
    switch (column) {
    case NameColumn:
        return node.host.isEmpty() ? node.name : node.host + QLatin1Char(' ') + node.adapter;
    case RailColumn:
        return place.rail < 0 ? QString() : QString::number(place.rail + 1);
    case PortColumn:
        return m_picture->leafPortOf(item.spot);
    default:
        return linkText(item);
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
