#include "models/items/recordtablemodel.h"

#include "models/items/columns.h"
#include "models/items/displaytext.h"
#include "models/query/staleness.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kFirstRows = 200; ///< more than a window shows
constexpr int kCachedRows = 4096;
constexpr int kReadAhead = 128;
constexpr int kPauseMs = 40;
constexpr int kAgesEveryMs = 15'000;

std::size_t indexOf(const RecordInfo& info, const FieldInfo& field)
{
    return static_cast<std::size_t>(&field - info.fields.data());
}

QJsonObject objectOf(const RecordInfo& info, const ReplicaRow& row)
{
    QJsonObject object{{QStringLiteral("site_key"), row.siteKey}};
    for (std::size_t i = 0; i < info.fields.size(); ++i) {
        const FieldInfo& field = info.fields[i];
        const QVariant& value = row.values.at(static_cast<qsizetype>(i));
        if (value.isNull())
            continue;
        if (field.type == FieldType::Json)
            object.insert(field.nameText(), QJsonDocument::fromJson(value.toByteArray()).object());
        else
            object.insert(field.nameText(), QJsonValue::fromVariant(value));
    }
    return object;
}

/// Numbers stand at the right, and so does the title of their column.
int alignmentOf(const FieldInfo& field)
{
    const bool right = field.type == FieldType::Integer || field.type == FieldType::Real;
    return static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

RecordTableModel::RecordTableModel(const Replica& replica, const RecordInfo& info, QObject* parent)
    : QAbstractTableModel(parent), m_replica(replica), m_info(info), m_columns(tableColumns(info)),
      m_cache(kCachedRows),
      m_read(
          replica, [this](Result<Answer> answer) { take(std::move(answer)); }, kPauseMs)
{
    m_query.info = &info;
    connect(&replica, &Replica::rowsChanged, this, &RecordTableModel::onRowsChanged);
    m_ages.setInterval(kAgesEveryMs);
    connect(&m_ages, &QTimer::timeout, this, &RecordTableModel::paintAges);
    m_ages.start();
    requestRead();
}

RecordTableModel::~RecordTableModel() = default;

Result<void> RecordTableModel::setFilter(const QString& text)
{
    auto filter = query::Filter::compile(text, m_info);
    if (!filter)
        return fail(filter.error());
    setFilter(text, *std::move(filter));
    return {};
}

void RecordTableModel::setFilter(const QString& text, query::Filter filter)
{
    m_query.filter = std::move(filter);
    m_filterText = text;
    requestOther();
}

void RecordTableModel::setSite(const QString& siteKey)
{
    m_query.siteKey = siteKey;
    requestOther();
}

void RecordTableModel::setEquals(std::vector<std::pair<QString, QVariant>> equals)
{
    m_query.equals = std::move(equals);
    requestOther();
}

void RecordTableModel::setOrder(const QString& field, Qt::SortOrder order)
{
    m_query.orderBy = field;
    m_query.descending = order == Qt::DescendingOrder;
    requestOther();
}

void RecordTableModel::sort(int column, Qt::SortOrder order)
{
    if (column >= 0 && column < columnCount())
        setOrder(m_columns[static_cast<std::size_t>(column)]->nameText(), order);
    else
        setOrder({}, Qt::AscendingOrder);
}

Result<void> RecordTableModel::load()
{
    m_read.cancelPending();
    ++m_generation;
    auto read = m_replica.read<Answer>([this](ReplicaReader& reader) {
        return answer(reader, m_query, m_changedIds, m_generation);
    });
    m_changedIds.clear();
    if (!read)
        return fail(read.error());
    take(std::move(read));
    return {};
}

void RecordTableModel::requestOther()
{
    ++m_generation;
    RowQuery first = m_query;
    first.limit = kFirstRows;
    m_read.requestNow([first, generation = m_generation](ReplicaReader& reader) {
        return answer(reader, first, {}, generation);
    });
}

void RecordTableModel::requestRead()
{
    m_read.request([query = m_query, changed = m_changedIds,
                    generation = m_generation](ReplicaReader& reader) {
        return answer(reader, query, changed, generation);
    });
}

int RecordTableModel::columnOf(const QString& field) const
{
    const auto found = std::find_if(m_columns.begin(), m_columns.end(), [&field](const auto* f) {
        return field == QLatin1String(f->name);
    });
    return found == m_columns.end() ? -1 : static_cast<int>(found - m_columns.begin());
}

int RecordTableModel::rowOf(const QString& siteKey, const QString& id) const
{
    const auto numbers = m_replica.read<Numbers>(
        [&](ReplicaReader& reader) { return reader.numbersOf(m_info, siteKey, {id}); });
    return numbers && !numbers->empty() ? m_rows.value(numbers->front(), -1) : -1;
}

QString RecordTableModel::idAt(int row) const
{
    const ReplicaRow* values = rowAt(row);
    return values ? values->values.first().toString() : QString();
}

QString RecordTableModel::siteKeyAt(int row) const
{
    const ReplicaRow* values = rowAt(row);
    return values ? values->siteKey : QString();
}

QVariant RecordTableModel::valueAt(int row, const QString& field) const
{
    const FieldInfo* info = m_info.field(field);
    const ReplicaRow* values = info ? rowAt(row) : nullptr;
    return values ? values->values.at(static_cast<qsizetype>(indexOf(m_info, *info))) : QVariant();
}

QJsonObject RecordTableModel::objectAt(int row) const
{
    const ReplicaRow* values = rowAt(row);
    return values ? objectOf(m_info, *values) : QJsonObject();
}

std::vector<qint64> RecordTableModel::numbersAt(const std::vector<int>& rows) const
{
    Numbers numbers;
    numbers.reserve(rows.size());
    for (const int row : rows)
        numbers.push_back(m_numbers.at(static_cast<std::size_t>(row)));
    return numbers;
}

Result<std::vector<QJsonObject>> RecordTableModel::readObjects(ReplicaReader& reader,
                                                               const RecordInfo& info,
                                                               const std::vector<qint64>& numbers)
{
    const auto rows = reader.rows(info, numbers);
    if (!rows)
        return fail(rows.error());
    QHash<qint64, const ReplicaRow*> found;
    for (const ReplicaRow& row : *rows)
        found.insert(row.number, &row);
    std::vector<QJsonObject> objects;
    objects.reserve(rows->size());
    for (const qint64 number : numbers) {
        if (const ReplicaRow* row = found.value(number))
            objects.push_back(objectOf(info, *row));
    }
    return objects;
}

int RecordTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_numbers.size());
}

int RecordTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

/// The row's values, read together with its neighbours.
const ReplicaRow* RecordTableModel::rowAt(int row) const
{
    if (row < 0 || row >= rowCount())
        return nullptr;
    const qint64 number = m_numbers[static_cast<std::size_t>(row)];
    if (const ReplicaRow* known = m_cache.object(number))
        return known;
    const int first = std::max(0, row - kReadAhead / 4);
    const int last = std::min(rowCount(), row + kReadAhead);
    Numbers missing;
    for (int r = first; r < last; ++r) {
        const qint64 candidate = m_numbers[static_cast<std::size_t>(r)];
        if (!m_cache.contains(candidate))
            missing.push_back(candidate);
    }
    auto rows = m_replica.read<std::vector<ReplicaRow>>(
        [&](ReplicaReader& reader) { return reader.rows(m_info, missing); });
    if (!rows)
        return nullptr;
    for (ReplicaRow& values : *rows) {
        const qint64 read = values.number;
        m_cache.insert(read, new ReplicaRow(std::move(values)));
    }
    return m_cache.object(number);
}

QVariant RecordTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const FieldInfo& field = *m_columns[static_cast<std::size_t>(index.column())];
    if (role == FieldRole)
        return field.nameText();
    if (role == KindRole)
        return m_info.kindText();
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(field);
    // A row may be gone in the replica before the model has heard of it: its cells are empty then.
    const ReplicaRow* values = rowAt(index.row());
    return values ? cell(index.row(), field, *values, role) : QVariant();
}

Instant RecordTableModel::observedAt(int row) const
{
    return {valueAt(row, QStringLiteral("observed_at")).toLongLong()};
}

/// What the hardware said is followed by when it said so.
QString RecordTableModel::withAge(int row, const FieldInfo& field, const QString& text,
                                  QChar separator) const
{
    if (!isObserved(m_info, field))
        return text;
    const QString seen = seenText(observedAt(row), m_replica.clock().now());
    return text.isEmpty() ? seen : text + separator + seen;
}

QVariant RecordTableModel::cell(int row, const FieldInfo& field, const ReplicaRow& values,
                                int role) const
{
    const std::size_t index = indexOf(m_info, field);
    const QVariant& value = values.values.at(static_cast<qsizetype>(index));
    const auto age = [this, row] {
        return m_replica.clock().now().ms - observedAt(row).ms;
    };
    switch (role) {
    case Qt::DisplayRole:
        return cellText(m_info, index, values, m_replica.clock().now());
    case Qt::ToolTipRole:
        return withAge(row, field, cellToolTip(m_info, index, values), u'\n');
    case Qt::AccessibleTextRole: {
        QString text = cellText(m_info, index, values, m_replica.clock().now());
        if (const QString unit = unitText(field); !unit.isEmpty() && !text.isEmpty())
            text += u' ' + unit;
        if (const QString wrong = warningText(m_info, index, values); !wrong.isEmpty())
            text += QLatin1String(", ") + wrong;
        return cell(row, field, values, StaleRole).toBool() ? withAge(row, field, text, u' ')
                                                            : text;
    }
    case SortRole:
        return field.type == FieldType::Id ? values.labels.at(static_cast<qsizetype>(index))
                                           : value;
    case IdRole:
        return values.values.first();
    case SiteKeyRole:
        return values.siteKey;
    case UnitRole:
        return unitText(field);
    case ObservedAtRole:
        return isObserved(m_info, field) ? QVariant(observedAt(row).ms) : QVariant();
    case StaleRole:
        return isObserved(m_info, field) && age() > query::staleAfterMs(m_info);
    case WarningRole:
        return warningText(m_info, index, values);
    case AgeRole:
        return isObserved(m_info, field) ? relativeTime(observedAt(row), m_replica.clock().now())
                                         : QString();
    case TargetKindRole: {
        const RecordInfo* target = referredRecord(field);
        return target ? target->kindText() : QString();
    }
    case TargetIdRole:
        return referredRecord(field) ? value.toString() : QString();
    default:
        return {};
    }
}

QVariant RecordTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const FieldInfo& field = *m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return QCoreApplication::translate("Record", field.title);
    case FieldRole:
        return field.nameText();
    case UnitRole:
        return unitText(field);
    case DefaultShownRole:
        return isShownByDefault(m_info, field);
    case Qt::TextAlignmentRole:
        return alignmentOf(field);
    default:
        return {};
    }
}

void RecordTableModel::paintAges()
{
    if (m_numbers.empty())
        return;
    for (int column = 0; column < columnCount(); ++column) {
        const FieldInfo& field = *m_columns[static_cast<std::size_t>(column)];
        if (field.type == FieldType::Time || isObserved(m_info, field))
            emit dataChanged(index(0, column), index(rowCount() - 1, column),
                             {Qt::DisplayRole, StaleRole});
    }
}

} // namespace rackhouse
