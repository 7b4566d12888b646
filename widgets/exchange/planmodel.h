#pragma once

#include "models/exchange/changeplan.h"
#include "widgets/common/theme.h"

#include <QAbstractTableModel>

namespace rackhouse
{

/// A plan as a list for people: what is wrong first, then what to know, what changes field by
/// field, what is added. What stays as it is is only counted.
class PlanModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Row, What, Detail };

    /// Plans of one field do not repeat its name.
    PlanModel(const Theme& theme, bool namesFields, QObject* parent);

    void setPlan(const ChangePlan& plan);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    struct Entry {
        QString name;
        Tone tone;
        QString what;
        QString detail;
    };

    QString differenceText(const FieldDifference& difference) const;
    QString additionText(const PlannedRow& row) const;

    const Theme& m_theme;
    bool m_namesFields;
    std::vector<Entry> m_entries;
};

/// "3 added · 2 changed · 40 unchanged · 1 problem"
QString planSummary(const ChangePlan& plan);

} // namespace rackhouse
