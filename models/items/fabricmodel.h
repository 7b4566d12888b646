#pragma once

#include "models/topology/fabricpicture.h"

#include <QAbstractItemModel>

#include <QSet>

#include <memory>

namespace rackhouse
{

/// A fabric as a tree: the switches above the leaves, then each scalable unit with its leaves by
/// rail, and below each leaf what is plugged into it and where its uplinks go. What the drawing
/// shows, for keyboard and screen reader.
class FabricModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, RailColumn, PortColumn, LinkColumn, FindingColumn, ColumnCount };

    explicit FabricModel(QObject* parent = nullptr);

    /// Null: no fabric. The same nodes in the same places keep their indexes.
    void set(std::shared_ptr<const FabricPicture> picture);
    const std::shared_ptr<const FabricPicture>& picture() const { return m_picture; }

    /// The spot of an index as FabricPicture counts them, or -1 for groups; of uplinks, the switch
    /// that they go to.
    int spotOf(const QModelIndex& index) const;
    /// The node of an index, or -1 also for a leaf that is missing.
    int nodeOf(const QModelIndex& index) const;
    /// Of a node or another spot.
    QModelIndex indexOfNode(int spot) const;
    /// Stays with a row while the fabric changes; its columns have the same.
    QString keyOf(const QModelIndex& index) const;
    QModelIndexList indexesOf(const QSet<QString>& keys) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item {
        QString text; ///< of a group
        int spot = -1;
        int cables = 0;  ///< of uplinks to the spot; 0: it is the spot itself
        int parent = -1; ///< -1: at the top
        int row = 0;
        std::vector<int> children;

        bool operator==(const Item&) const = default;
    };

    static std::vector<Item> arrange(const FabricPicture& picture, std::vector<int>& top);
    const Item& itemOf(const QModelIndex& index) const;
    QString text(const Item& item, int column) const;
    QString linkText(const Item& item) const;
    QString keyOf(const Item& item) const;

    std::shared_ptr<const FabricPicture> m_picture;
    std::vector<Item> m_items;
    std::vector<int> m_top;
    QHash<int, int> m_itemOfSpot;
};

} // namespace rackhouse
