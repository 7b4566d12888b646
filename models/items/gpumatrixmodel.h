#pragma once

#include "models/hardware/hardwaretree.h"
#include "models/hardware/matrixcomparison.h"

#include <QAbstractTableModel>

#include <memory>
#include <optional>

namespace rackhouse
{

/// How the GPUs and network cards of a machine reach each other, as `nvidia-smi topo -m` writes it,
/// with the CPUs and the NUMA node that each is next to in the last two columns; beside it what
/// nvidia-smi itself said, where that differs.
class GpuMatrixModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        PathRole = Qt::UserRole, ///< a GpuPath as a number
        KindRole, ///< a MatrixComparison::Kind as a number; Same without a comparison
    };

    explicit GpuMatrixModel(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    /// Null: nothing. The comparison stays, against the new tree.
    void set(std::shared_ptr<const HardwareTree> tree);
    /// Nothing: ends the comparison.
    void compare(std::optional<GpuMatrix> told);
    const std::optional<MatrixComparison>& comparison() const { return m_comparison; }

    /// The nodes of a cell: row and column; in the last columns twice that of the row.
    std::pair<int, int> nodesOf(const QModelIndex& index) const;
    /// Not valid where one of the two is in no matrix.
    QModelIndex indexOf(int nodeA, int nodeB) const;
    /// The way in words, and what nvidia-smi says otherwise.
    QString sentence(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::optional<MatrixComparison::Affinity> affinityOf(int column) const;
    QString text(const QModelIndex& index) const;
    QString told(const QModelIndex& index) const;
    MatrixComparison::Kind kindOf(const QModelIndex& index) const;
    void compareAgain();

    std::shared_ptr<const HardwareTree> m_tree;
    GpuMatrix m_matrix;
    std::optional<GpuMatrix> m_told;
    std::optional<MatrixComparison> m_comparison;
};

} // namespace rackhouse
