#pragma once

#include "models/items/backgroundread.h"
#include "models/items/roles.h"
#include "models/items/sitetree.h"

#include <QAbstractItemModel>

namespace rackhouse
{

/// Sites, halls and racks for the navigation: "All sites" first, then each site with its halls and
/// their racks. KindRole says "all", "site", "hall" or "rack"; IdRole the rack's id or the hall's
/// name; SiteKeyRole the site; CountRole how many machines are in it.
///
/// It follows the replica; nodes that stay keep their indexes, so what is expanded stays expanded.
class SiteTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    /// The replica must outlive the model.
    explicit SiteTreeModel(const Replica& replica, QObject* parent = nullptr);
    ~SiteTreeModel() override;

    /// A site that this computer is paired with.
    struct Paired {
        QString siteKey;
        QString name;  ///< unlike all others on this computer
        QString title; ///< as the site calls itself

        bool operator==(const Paired&) const = default;
    };
    /// They stand in the tree also before anything of them was read; where two sites call
    /// themselves the same, the name here tells them apart.
    void setPaired(std::vector<Paired> sites);

    /// Reads at once on the calling thread.
    Result<void> load();

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

signals:
    void loaded();

private:
    struct Item {
        QString key;   ///< what it is known by, beside its siblings
        SiteNode node; ///< without its children
        Item* parent = nullptr;
        std::vector<std::unique_ptr<Item>> children;
    };

    void take(const Result<SiteNode>& tree);
    void addPaired(std::vector<SiteNode>& sites) const;
    void follow(Item& item, const std::vector<SiteNode>& wanted);
    void removeOthers(Item& item, const std::vector<SiteNode>& wanted);
    QModelIndex indexOf(const Item& item) const;
    const Item& itemOf(const QModelIndex& index) const;

    const Replica& m_replica;
    Item m_root;
    std::vector<Paired> m_paired;
    BackgroundRead<SiteNode> m_read;
};

} // namespace rackhouse
