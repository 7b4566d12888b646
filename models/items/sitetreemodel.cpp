#include "models/items/sitetreemodel.h"

#include "models/base/naturalorder.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kPauseMs = 100;

QString kindText(SiteNode::Kind kind)
{
    switch (kind) {
    case SiteNode::Kind::All:
        return QStringLiteral("all");
    case SiteNode::Kind::Site:
        return QStringLiteral("site");
    case SiteNode::Kind::Hall:
        return QStringLiteral("hall");
    case SiteNode::Kind::Rack:
        break;
    }
    return QStringLiteral("rack");
}

/// What a node is known by, beside its siblings.
QString keyOf(const SiteNode& node)
{
    return kindText(node.kind) + u'\n' + node.siteKey + u'\n' +
           (node.kind == SiteNode::Kind::Site ? QString() : node.id);
}

SiteNode withoutChildren(const SiteNode& node)
{
    return {node.kind, node.siteKey, node.id, node.name, node.machines, {}};
}

} // namespace

SiteTreeModel::SiteTreeModel(const Replica& replica, QObject* parent)
    : QAbstractItemModel(parent), m_replica(replica),
      m_read(
          replica, [this](const Result<SiteNode>& tree) { take(tree); }, kPauseMs)
{
    const auto request = [this] {
        m_read.request(readSiteTree);
    };
    connect(&replica, &Replica::rowsChanged, this,
            [request](const QString&, const QString& kind, const QStringList&) {
                if (kind == QLatin1String("site") || kind == QLatin1String("rack"))
                    request();
            });
    // What a machine does meanwhile counts nothing here.
    connect(&replica, &Replica::rowsMoved, this, [request](const QString&, const QString& kind) {
        if (kind == QLatin1String("machine"))
            request();
    });
    connect(&replica, &Replica::siteSynchronised, this,
            [this, request](const QString& siteKey, qint64 seq) {
                const auto& sites = m_root.children;
                const bool known = std::any_of(sites.begin(), sites.end(), [&](const auto& site) {
                    return site->node.siteKey == siteKey;
                });
                if (!known || seq == 0)
                    request();
            });
    take(SiteNode{});
    request();
}

SiteTreeModel::~SiteTreeModel() = default;

Result<void> SiteTreeModel::load()
{
    m_read.cancelPending();
    const auto tree = m_replica.read<SiteNode>(readSiteTree);
    if (!tree)
        return fail(tree.error());
    take(tree);
    return {};
}

void SiteTreeModel::take(const Result<SiteNode>& tree)
{
    if (!tree)
        return;
    std::vector<SiteNode> top{withoutChildren(*tree)};
    top.front().name = tr("All sites");
    top.insert(top.end(), tree->children.begin(), tree->children.end());
    addPaired(top);
    follow(m_root, top);
    emit loaded();
}

void SiteTreeModel::setPaired(std::vector<Paired> sites)
{
    if (sites == m_paired)
        return;
    m_paired = std::move(sites);
    m_read.request(readSiteTree);
}

void SiteTreeModel::addPaired(std::vector<SiteNode>& sites) const
{
    for (const Paired& paired : m_paired) {
        const auto known = std::find_if(sites.begin(), sites.end(), [&paired](const auto& site) {
            return site.kind == SiteNode::Kind::Site && site.siteKey == paired.siteKey;
        });
        if (known == sites.end())
            sites.push_back({SiteNode::Kind::Site, paired.siteKey, {}, paired.title, 0, {}});
    }
    const auto allSites = sites.begin();
    std::stable_sort(allSites + 1, sites.end(), [](const SiteNode& a, const SiteNode& b) {
        return comesBefore(a.name, b.name);
    });
    QHash<QString, int> called;
    for (const SiteNode& site : sites)
        ++called[site.name];
    for (SiteNode& site : sites) {
        const auto paired =
            std::find_if(m_paired.begin(), m_paired.end(),
                         [&site](const Paired& known) { return known.siteKey == site.siteKey; });
        if (called.value(site.name) > 1 && paired != m_paired.end())
            site.name = QStringLiteral("%1 (%2)").arg(site.name, paired->name);
    }
}

void SiteTreeModel::removeOthers(Item& item, const std::vector<SiteNode>& wanted)
{
    QSet<QString> keys;
    for (const SiteNode& node : wanted)
        keys.insert(keyOf(node));
    for (int row = static_cast<int>(item.children.size()) - 1; row >= 0; --row) {
        if (keys.contains(item.children[static_cast<std::size_t>(row)]->key))
            continue;
        beginRemoveRows(indexOf(item), row, row);
        item.children.erase(item.children.begin() + row);
        endRemoveRows();
    }
}

/// Makes the children of an item what is wanted, keeping those that stay.
void SiteTreeModel::follow(Item& item, const std::vector<SiteNode>& wanted)
{
    removeOthers(item, wanted);
    for (std::size_t row = 0; row < wanted.size(); ++row) {
        auto& children = item.children;
        const QString key = keyOf(wanted[row]);
        const auto found =
            std::find_if(children.begin() + static_cast<std::ptrdiff_t>(row), children.end(),
                         [&key](const auto& child) { return child->key == key; });
        const int at = static_cast<int>(row);
        if (found == children.end()) {
            beginInsertRows(indexOf(item), at, at);
            auto child = std::make_unique<Item>();
            child->key = key;
            child->node = withoutChildren(wanted[row]);
            child->parent = &item;
            children.insert(children.begin() + at, std::move(child));
            endInsertRows();
        } else if (const int from = static_cast<int>(found - children.begin()); from != at) {
            beginMoveRows(indexOf(item), from, from, indexOf(item), at);
            std::rotate(children.begin() + at, found, found + 1);
            endMoveRows();
        }
        Item& child = *children[row];
        if (child.node.name != wanted[row].name || child.node.machines != wanted[row].machines ||
            child.node.id != wanted[row].id) {
            child.node = withoutChildren(wanted[row]);
            emit dataChanged(indexOf(child), indexOf(child));
        }
        follow(child, wanted[row].children);
    }
}

const SiteTreeModel::Item& SiteTreeModel::itemOf(const QModelIndex& index) const
{
    return index.isValid() ? *static_cast<const Item*>(index.constInternalPointer()) : m_root;
}

QModelIndex SiteTreeModel::indexOf(const Item& item) const
{
    if (!item.parent)
        return {};
    const auto& siblings = item.parent->children;
    const auto found = std::find_if(siblings.begin(), siblings.end(),
                                    [&item](const auto& child) { return child.get() == &item; });
    return createIndex(static_cast<int>(found - siblings.begin()), 0, &item);
}

QModelIndex SiteTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Item& item = itemOf(parent);
    if (row < 0 || column != 0 || row >= static_cast<int>(item.children.size()))
        return {};
    return createIndex(row, column, item.children[static_cast<std::size_t>(row)].get());
}

QModelIndex SiteTreeModel::parent(const QModelIndex& child) const
{
    const Item& item = itemOf(child);
    return item.parent ? indexOf(*item.parent) : QModelIndex();
}

int SiteTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(itemOf(parent).children.size());
}

int SiteTreeModel::columnCount(const QModelIndex&) const
{
    return 1;
}

QVariant SiteTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const SiteNode& node = itemOf(index).node;
    switch (role) {
    case Qt::DisplayRole:
        return node.name;
    case Qt::ToolTipRole:
        return tr("%1, %n machines", nullptr, static_cast<int>(node.machines)).arg(node.name);
    case SortRole:
        return node.name;
    case IdRole:
        return node.id;
    case SiteKeyRole:
        return node.siteKey;
    case KindRole:
        return kindText(node.kind);
    case CountRole:
        return node.machines;
    default:
        return {};
    }
}

} // namespace rackhouse
