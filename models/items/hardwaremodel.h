#pragma once

#include "models/hardware/hardwaretree.h"

#include <QAbstractItemModel>

#include <memory>

namespace rackhouse
{

/// The inside of a machine as a tree: what the drawing shows, for keyboard and screen reader.
class HardwareModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, LinkColumn, HealthColumn, ModelColumn, PlaceColumn, ColumnCount };

    explicit HardwareModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}

    /// Null: nothing. The same parts in the same places keep their indexes. What was seen long
    /// before `now` tells its age.
    void set(std::shared_ptr<const HardwareTree> tree, Instant now);
    const std::shared_ptr<const HardwareTree>& tree() const { return m_tree; }

    /// The node of an index, or -1.
    int nodeOf(const QModelIndex& index) const;
    QModelIndex indexOfNode(int node) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& child) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex&) const override { return ColumnCount; }
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const std::vector<int>& siblingsOf(int node) const;
    QString healthText(const HardwareNode& node) const;

    Instant m_now;
    std::shared_ptr<const HardwareTree> m_tree;
};

} // namespace rackhouse
