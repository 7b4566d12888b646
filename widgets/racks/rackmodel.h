#pragma once

#include "models/domain/asset.h"

#include <QAbstractItemModel>
#include <QHash>

#include <vector>

namespace rackhouse
{

/// Racks and, below each, what stands in it from the top down: what the elevation draws and what a
/// screen reader walks.
class RackModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, UnitColumn, ModelColumn, StateColumn, ColumnCount };

    explicit RackModel(QObject* parent = nullptr);

    /// Replaces all; rows that stay keep their index and selection where the order is the same.
    void set(std::vector<Rack> racks, std::vector<Machine> machines);

    const Rack* rack(const QModelIndex& index) const;       ///< null where it is a device
    const Machine* machine(const QModelIndex& index) const; ///< null where it is a rack
    QModelIndex indexOfMachine(const QString& id) const;
    QModelIndex indexOfRack(const QString& id) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Entry {
        Rack rack;
        std::vector<Machine> devices;
    };
    using Entries = std::vector<Entry>;

    static Entries arrange(std::vector<Rack> racks, std::vector<Machine> machines);
    bool sameShape(const Entries& other) const;

    Entries m_entries;
};

} // namespace rackhouse
