#pragma once

#include "models/floor/floorpicture.h"

#include <QAbstractItemModel>

#include <memory>

namespace rackhouse
{

/// The floor as a tree: halls, their rows, the racks of each with all measures in words. What the
/// plan shows, for keyboard and screen reader.
class FloorModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        OccupancyColumn, ///< the measures in the order of FloorMeasure
        PowerColumn,
        InletColumn,
        HottestColumn,
        LeakColumn,
        HealthColumn,
        FreeGpusColumn,
        RevenueColumn,
        WipedColumn,
        InspectedColumn,
        ProblemColumn,
        ColumnCount
    };

    explicit FloorModel(QObject* parent = nullptr);

    /// Null: nothing is known. The same racks in the same rows keep their indexes.
    void set(std::shared_ptr<const FloorPicture> picture);
    const std::shared_ptr<const FloorPicture>& picture() const { return m_picture; }

    /// Its number in the picture, or -1 for halls and rows.
    int rackOf(const QModelIndex& index) const;
    QModelIndex indexOfRack(int rack) const;

    static QString hallTitle(const QString& name); ///< also of racks that name no hall
    static QString rowTitle(const QString& name);
    /// "Hall 2, building B, storey 1"
    static QString placeText(const HallPlan& hall);
    QModelIndex indexOfHall(int hall) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

signals:
    /// The same racks have other numbers.
    void pictureChanged();

private:
    struct Item {
        QString text; ///< name of a hall or row; id of a rack
        int rack = -1;
        int hall = -1;   ///< of a hall
        int parent = -1; ///< -1: at the top
        int row = 0;
        std::vector<int> children;

        bool operator==(const Item&) const = default;
    };

    static std::vector<Item> arrange(const FloorPicture& picture, std::vector<int>& top);
    const Item& itemOf(const QModelIndex& index) const;
    QString text(const Item& item, int column) const;
    QString problem(const Item& item) const;
    MeasureValue value(const Item& item, int column) const;
    QString words(const Item& item) const;

    std::shared_ptr<const FloorPicture> m_picture;
    std::vector<Item> m_items;
    std::vector<int> m_top;
    std::vector<int> m_itemOfRack;
};

} // namespace rackhouse
