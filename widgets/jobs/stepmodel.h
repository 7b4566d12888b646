#pragma once

#include "models/domain/job.h"

#include <QAbstractTableModel>

namespace rackhouse
{

/// The steps of one job, in their order. Rows keep their place while they change.
class StepModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        StateColumn,
        ProgressColumn,
        RateColumn,
        TimeColumn,
        ReasonColumn,
        ColumnCount
    };
    enum Role { StatusFieldRole = Qt::UserRole + 100, PermilleRole };

    StepModel(const Clock& clock, QObject* parent);

    void set(std::vector<JobStep> steps);
    const JobStep& step(int row) const { return m_steps[size_t(row)]; }
    /// Row of the step of that name, -1 when there is none.
    int rowOf(const QString& name) const;
    /// Running times go on while nothing else changes.
    void tick();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    QString text(const JobStep& step, int column) const;

    const Clock& m_clock;
    std::vector<JobStep> m_steps;
};

} // namespace rackhouse
