// How the rows of a RecordTableModel follow the replica.
#include "models/items/recordtablemodel.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{

namespace
{

/// Up to this many separate pieces are inserted or removed one by one; more are first moved
/// together, which costs one pass over the table instead of one a piece.
constexpr std::size_t kMaxPieces = 32;

/// [first, last] rows.
using Piece = std::pair<int, int>;

template <class Predicate>
std::vector<Piece> piecesWhere(const std::vector<qint64>& numbers, Predicate predicate)
{
    std::vector<Piece> pieces;
    for (int row = 0; row < static_cast<int>(numbers.size()); ++row) {
        if (!predicate(numbers[static_cast<std::size_t>(row)]))
            continue;
        if (!pieces.empty() && pieces.back().second == row - 1)
            pieces.back().second = row;
        else
            pieces.emplace_back(row, row);
    }
    return pieces;
}

QSet<qint64> setOf(const std::vector<qint64>& numbers)
{
    return {numbers.begin(), numbers.end()};
}

} // namespace

Result<RecordTableModel::Answer> RecordTableModel::answer(ReplicaReader& reader,
                                                          const RowQuery& query,
                                                          const QStringList& changedIds,
                                                          quint64 generation)
{
    Answer answer;
    answer.generation = generation;
    auto numbers = reader.rowNumbers(query);
    if (!numbers)
        return fail(numbers.error());
    answer.numbers = *std::move(numbers);
    answer.isComplete =
        query.limit == 0 || static_cast<qint64>(answer.numbers.size()) < query.limit;
    if (changedIds.isEmpty())
        return answer;
    auto changed = reader.numbersOf(*query.info, query.siteKey, changedIds);
    if (!changed)
        return fail(changed.error());
    answer.changed = *std::move(changed);
    return answer;
}

void RecordTableModel::take(Result<Answer> answer)
{
    if (!answer) {
        emit failed(answer.error());
        return;
    }
    if (answer->generation != m_generation) {
        // What load() has read meanwhile stands, and nothing is on its way any more.
        if (!m_read.isBusy())
            emit loaded();
        return;
    }
    if (!answer->isComplete) {
        m_read.requestNow([query = m_query, changed = m_changedIds,
                           generation = m_generation](ReplicaReader& reader) {
            return RecordTableModel::answer(reader, query, changed, generation);
        });
        showFirst(answer->numbers);
        emit loaded();
        return;
    }
    // Rows that come only now are painted anyway.
    QSet<qint64> repaint;
    for (const qint64 number : answer->changed) {
        m_cache.remove(number);
        if (m_rows.contains(number))
            repaint.insert(number);
    }
    if (std::exchange(m_allChanged, false))
        repaint = setOf(m_numbers);
    applyOrder(answer->numbers);
    paint(repaint);
    if (!m_read.isBusy())
        m_changedIds.clear();
    emit loaded();
}

void RecordTableModel::paint(const QSet<qint64>& numbers)
{
    auto pieces =
        piecesWhere(m_numbers, [&numbers](qint64 number) { return numbers.contains(number); });
    if (pieces.size() > kMaxPieces)
        pieces = {{pieces.front().first, pieces.back().second}};
    for (const auto& [first, last] : pieces)
        emit dataChanged(index(first, 0), index(last, columnCount() - 1));
}

void RecordTableModel::onRowsChanged(const QString& siteKey, const QString& kind,
                                     const QStringList& ids)
{
    if (!m_query.siteKey.isEmpty() && siteKey != m_query.siteKey)
        return;
    if (kind != m_info.kindText()) {
        const bool named = std::any_of(m_columns.begin(), m_columns.end(), [&kind](const auto* f) {
            const RecordInfo* target = referredRecord(*f);
            return target && target->kindText() == kind;
        });
        if (named)
            dropReferring({ids.begin(), ids.end()});
        return;
    }
    constexpr qsizetype most = 4096;
    if (ids.isEmpty() || m_changedIds.size() + ids.size() > most) {
        m_cache.clear();
        m_changedIds.clear();
        m_allChanged = true;
    } else if (!m_allChanged) {
        m_changedIds << ids;
    }
    requestRead();
}

/// Rows that show the name of another row are painted again when that row has changed; the order
/// and the filter may depend on it too.
void RecordTableModel::dropReferring(const QSet<QString>& ids)
{
    QSet<qint64> repaint;
    const QList<qint64> cached = m_cache.keys();
    for (const qint64 number : cached) {
        const ReplicaRow* row = m_cache.object(number);
        bool refers = ids.isEmpty();
        for (std::size_t i = 1; i < m_info.fields.size() && !refers; ++i)
            refers = m_info.fields[i].type == FieldType::Id &&
                     ids.contains(row->values.at(static_cast<qsizetype>(i)).toString());
        if (!refers)
            continue;
        m_cache.remove(number);
        repaint.insert(number);
    }
    if (!repaint.isEmpty())
        paint(repaint);
    const FieldInfo* order = m_info.field(m_query.orderBy);
    if (!m_query.filter.isEmpty() || (order && referredRecord(*order)))
        requestRead();
}

/// The first rows of an answer, above the rows that were there: those that do not belong go, and
/// the others find their place, when all of it has come.
void RecordTableModel::showFirst(const Numbers& first)
{
    Numbers added;
    std::copy_if(first.begin(), first.end(), std::back_inserter(added),
                 [this](qint64 number) { return !m_rows.contains(number); });
    if (!added.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
        m_numbers.insert(m_numbers.end(), added.begin(), added.end());
        renumber();
        endInsertRows();
    }
    const QSet<qint64> above = setOf(first);
    Numbers order = first;
    order.reserve(m_numbers.size());
    std::copy_if(m_numbers.begin(), m_numbers.end(), std::back_inserter(order),
                 [&above](qint64 number) { return !above.contains(number); });
    permute(std::move(order));
}

void RecordTableModel::applyOrder(const Numbers& wanted)
{
    removeMissing(wanted);
    // What is left, in the order that is wanted.
    Numbers kept;
    for (const qint64 number : wanted) {
        if (m_rows.contains(number))
            kept.push_back(number);
    }
    if (kept != m_numbers)
        permute(std::move(kept));
    insertMissing(wanted);
}

void RecordTableModel::removeMissing(const Numbers& wanted)
{
    const QSet<qint64> stay = setOf(wanted);
    const auto leaves = [&stay](qint64 number) {
        return !stay.contains(number);
    };
    std::vector<Piece> pieces = piecesWhere(m_numbers, leaves);
    if (pieces.size() > kMaxPieces) {
        Numbers order = m_numbers;
        std::stable_partition(order.begin(), order.end(),
                              [&leaves](qint64 number) { return !leaves(number); });
        permute(std::move(order));
        pieces = piecesWhere(m_numbers, leaves);
    }
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        beginRemoveRows({}, piece->first, piece->second);
        m_numbers.erase(m_numbers.begin() + piece->first, m_numbers.begin() + piece->second + 1);
        endRemoveRows();
    }
    if (!pieces.empty())
        renumber();
}

void RecordTableModel::insertMissing(const Numbers& wanted)
{
    const auto isNew = [this](qint64 number) {
        return !m_rows.contains(number);
    };
    const std::vector<Piece> pieces = piecesWhere(wanted, isNew);
    if (pieces.empty())
        return;
    if (pieces.size() <= kMaxPieces) {
        for (const auto& [first, last] : pieces) {
            beginInsertRows({}, first, last);
            m_numbers.insert(m_numbers.begin() + first, wanted.begin() + first,
                             wanted.begin() + last + 1);
            endInsertRows();
        }
        renumber();
        return;
    }
    Numbers added;
    std::copy_if(wanted.begin(), wanted.end(), std::back_inserter(added), isNew);
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(added.size()) - 1);
    m_numbers.insert(m_numbers.end(), added.begin(), added.end());
    renumber();
    endInsertRows();
    permute(wanted);
}

/// Moves rows to another order of the same rows.
void RecordTableModel::permute(Numbers order)
{
    emit layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList before = persistentIndexList();
    const Numbers old = std::exchange(m_numbers, std::move(order));
    renumber();
    QModelIndexList after;
    after.reserve(before.size());
    for (const QModelIndex& persistent : before) {
        const qint64 number = old[static_cast<std::size_t>(persistent.row())];
        after << index(m_rows.value(number), persistent.column());
    }
    changePersistentIndexList(before, after);
    emit layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

void RecordTableModel::renumber()
{
    m_rows.clear();
    m_rows.reserve(static_cast<qsizetype>(m_numbers.size()));
    for (std::size_t row = 0; row < m_numbers.size(); ++row)
        m_rows.insert(m_numbers[row], static_cast<int>(row));
}

} // namespace rackhouse
