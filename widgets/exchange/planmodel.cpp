#include "widgets/exchange/planmodel.h"

#include "widgets/common/status.h"

namespace rackhouse
{

namespace
{

using Outcome = PlannedRow::Outcome;

QString nameOf(const PlannedRow& row)
{
    const QString place = row.line > 0 ? PlanModel::tr("line %L1").arg(row.line) : row.source;
    if (place.isEmpty())
        return row.name;
    return row.name.isEmpty() ? place : PlanModel::tr("%1 (%2)").arg(row.name, place);
}

QString shown(const QString& value)
{
    return value.isEmpty() ? PlanModel::tr("nothing") : value;
}

} // namespace

PlanModel::PlanModel(const Theme& theme, bool namesFields, QObject* parent)
    : QAbstractTableModel(parent), m_theme(theme), m_namesFields(namesFields)
{
}

void PlanModel::setPlan(const ChangePlan& plan)
{
    beginResetModel();
    m_entries.clear();
    for (const QString& note : plan.notes)
        m_entries.push_back({{}, Tone::Warning, tr("Note"), note});
    for (const PlannedRow& row : plan.rows) {
        if (row.problem)
            m_entries.push_back(
                {nameOf(row), Tone::Critical, tr("Problem"), problemText(*row.problem)});
    }
    for (const PlannedRow& row : plan.rows) {
        for (const QString& note : row.notes)
            m_entries.push_back({nameOf(row), Tone::Warning, tr("Note"), note});
    }
    for (const PlannedRow& row : plan.rows) {
        if (row.outcome != Outcome::Changed)
            continue;
        for (const FieldDifference& difference : row.differences)
            m_entries.push_back({nameOf(row), row.done ? Tone::Ok : Tone::Neutral,
                                 row.done ? tr("Done") : tr("Changed"),
                                 differenceText(difference)});
    }
    for (const PlannedRow& row : plan.rows) {
        if (row.outcome == Outcome::Added)
            m_entries.push_back({nameOf(row), row.done ? Tone::Ok : Tone::Neutral,
                                 row.done ? tr("Done") : tr("Added"), additionText(row)});
    }
    endResetModel();
}

QString PlanModel::differenceText(const FieldDifference& difference) const
{
    const QString change = tr("%1 → %2").arg(shown(difference.before), shown(difference.after));
    return m_namesFields ? tr("%1: %2").arg(difference.field, change) : change;
}

QString PlanModel::additionText(const PlannedRow& row) const
{
    QStringList parts;
    for (const FieldDifference& difference : row.differences) {
        if (difference.field != u"name" && difference.field != u"label" &&
            difference.field != u"slug")
            parts << tr("%1: %2").arg(difference.field, difference.after);
    }
    return parts.join(u", "_qs);
}

int PlanModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int PlanModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 3;
}

QVariant PlanModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Entry& entry = m_entries[size_t(index.row())];
    const QString text = index.column() == Row    ? entry.name
                         : index.column() == What ? entry.what
                                                  : entry.detail;
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return text;
    if (role == Qt::DecorationRole && index.column() == What && entry.tone != Tone::Neutral)
        return toneIcon(entry.tone, m_theme.tokens());
    return {};
}

QVariant PlanModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Row ? tr("Row") : section == What ? tr("Change") : tr("What");
}

QString planSummary(const ChangePlan& plan)
{
    QStringList parts;
    const auto add = [&](Outcome outcome, const QString& text) {
        if (const qsizetype count = plan.count(outcome); count > 0)
            parts << text.arg(count);
    };
    add(Outcome::Added, PlanModel::tr("%L1 added"));
    add(Outcome::Changed, PlanModel::tr("%L1 changed"));
    add(Outcome::Unchanged, PlanModel::tr("%L1 unchanged"));
    add(Outcome::Problem, plan.count(Outcome::Problem) == 1 ? PlanModel::tr("%L1 problem")
                                                            : PlanModel::tr("%L1 problems"));
    return parts.join(u" · "_qs);
}

} // namespace rackhouse
