#include "widgets/jobs/stepmodel.h"

#include "models/base/units.h"
#include "widgets/common/format.h"
#include "widgets/common/status.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

/// Thousandths done: of its total while it works, all when it is done.
int permille(const JobStep& step)
{
    if (step.state == StepState::Succeeded || step.state == StepState::Skipped)
        return 1000;
    return step.total > 0 ? int(std::clamp<qint64>(1000 * step.done / step.total, 0, 1000)) : 0;
}

/// The engine waits for an agent that reports what it does; to a person the step is running.
StepState shownState(const JobStep& step)
{
    return step.state == StepState::Waiting && step.total > 0 ? StepState::Running : step.state;
}

QVariant alignmentOf(int column)
{
    const bool right = column == StepModel::RateColumn || column == StepModel::TimeColumn;
    return QVariant::fromValue((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

QString amount(const JobStep& step)
{
    if (step.total <= 0)
        return {};
    if (step.unit == u"B")
        return decimalBytes(step.done) + u" / "_qs + decimalBytes(step.total);
    return u"%1 / %2 %3"_qs.arg(step.done).arg(step.total).arg(step.unit).trimmed();
}

} // namespace

StepModel::StepModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock)
{
}

void StepModel::set(std::vector<JobStep> steps)
{
    std::sort(steps.begin(), steps.end(),
              [](const JobStep& a, const JobStep& b) { return a.ordinal < b.ordinal; });
    const bool same = std::equal(steps.begin(), steps.end(), m_steps.begin(), m_steps.end(),
                                 [](const JobStep& a, const JobStep& b) { return a.id == b.id; });
    if (!same) {
        beginResetModel();
        m_steps = std::move(steps);
        endResetModel();
        return;
    }
    m_steps = std::move(steps);
    if (!m_steps.empty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int StepModel::rowOf(const QString& name) const
{
    const auto found = std::find_if(m_steps.begin(), m_steps.end(),
                                    [&name](const JobStep& step) { return step.name == name; });
    return found == m_steps.end() ? -1 : int(found - m_steps.begin());
}

void StepModel::tick()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (!step(row).finishedAt.isSet() && step(row).startedAt.isSet())
            emit dataChanged(index(row, TimeColumn), index(row, TimeColumn), {Qt::DisplayRole});
    }
}

int StepModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_steps.size());
}

int StepModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString StepModel::text(const JobStep& step, int column) const
{
    switch (column) {
    case NameColumn:
        return format::stepName(step.name);
    case StateColumn: {
        const QString word = statusOf(shownState(step)).word;
        return step.attempts > 1
                   ? tr("%1, attempt %2 of %3").arg(word).arg(step.attempts).arg(step.maxAttempts)
                   : word;
    }
    case ProgressColumn:
        return amount(step);
    case RateColumn:
        return step.ratePerSecond > 0 && !step.finishedAt.isSet() ? format::rate(step.ratePerSecond)
                                                                  : QString();
    case TimeColumn: {
        if (!step.startedAt.isSet())
            return {};
        const Instant end = step.finishedAt.isSet() ? step.finishedAt : m_clock.now();
        const QString ran = format::duration(end.ms - step.startedAt.ms);
        const QString left = format::remaining(step, end);
        return left.isEmpty() ? ran : ran + u", "_qs + left;
    }
    case ReasonColumn:
        return step.reason.isEmpty() ? QString() : format::reason(step.reason, step.reasonDetail);
    default:
        return {};
    }
}

QVariant StepModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const JobStep& step = m_steps[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return text(step, index.column());
    case Qt::ToolTipRole:
        if (index.column() == TimeColumn && step.startedAt.isSet())
            return step.deadlineAt.isSet() && !step.finishedAt.isSet()
                       ? tr("Started %1, given up at %2")
                             .arg(exactTime(step.startedAt), exactTime(step.deadlineAt))
                       : tr("Started %1").arg(exactTime(step.startedAt));
        return index.column() == ReasonColumn ? text(step, ReasonColumn) : QVariant();
    case Qt::TextAlignmentRole:
        return alignmentOf(index.column());
    case StatusFieldRole:
        return enumText(shownState(step));
    case PermilleRole:
        return step.total > 0 ? QVariant(permille(step)) : QVariant();
    default:
        return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NameColumn:
        return tr("Step");
    case StateColumn:
        return tr("State");
    case ProgressColumn:
        return tr("Progress");
    case RateColumn:
        return tr("Rate");
    case TimeColumn:
        return tr("Time");
    case ReasonColumn:
        return tr("What it says");
    default:
        return {};
    }
}

} // namespace rackhouse
