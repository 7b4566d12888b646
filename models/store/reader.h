#pragma once

#include "models/domain/record.h"
#include "models/domain/series.h"
#include "models/store/change.h"
#include "models/store/database.h"
#include "models/store/history.h"
#include "models/store/select.h"

namespace rackhouse
{

/// Reads on one connection, inside one consistent snapshot. Lives only during Store::read() or
/// Store::write().
class Reader
{
public:
    explicit Reader(Database& database) : m_database(database) {}

    /// The row of that id, or nothing.
    template <class T>
    Result<std::optional<T>> find(const QString& id)
    {
        auto rows = list<T>({.equals = {{QStringLiteral("id"), id}}});
        if (!rows)
            return fail(rows.error());
        return rows->empty() ? std::optional<T>() : std::optional<T>(std::move(rows->front()));
    }
    template <class T, class Tag>
    Result<std::optional<T>> find(const Id<Tag>& id)
    {
        return find<T>(id.text());
    }

    /// The row of that id; "not-found" where there is none.
    template <class T, class Key>
    Result<T> get(const Key& id)
    {
        auto row = find<T>(id);
        if (!row)
            return fail(row.error());
        if (!*row)
            return fail("not-found", T::record().kindText());
        return **std::move(row);
    }

    template <class T>
    Result<std::vector<T>> list(const Select& select = {})
    {
        std::vector<T> rows;
        auto done =
            visit(T::record(), select, [&rows](const RecordInfo& info, const QSqlQuery& query) {
                rows.emplace_back();
                return readInto(info, query, &rows.back());
            });
        if (!done)
            return fail(done.error());
        return rows;
    }

    /// Rows of any kind as JSON with the fields that the reader may see. Who may not see a field
    /// may not select by it either: "bad-field".
    Result<std::vector<QJsonObject>> listJson(const RecordInfo& info, const Select& select,
                                              Role reader);

    /// How many rows match; limit, order and cursor are ignored.
    Result<qint64> count(const RecordInfo& info, const Select& select = {});

    /// The id of the machine that has this network card (lower case with colons); empty: none. By
    /// index, as every packet of a booting site asks it.
    Result<QString> machineOfMac(const QString& mac);

    /// The feed after `seq`, newest entry of each row, ordered by seq, for a reader of that role:
    /// without the kinds and the fields that it may not see.
    /// `limit` bounds the answer; ask again from the last seq.
    Result<std::vector<Change>> changesSince(qint64 seq, Role reader, int limit = 1000);
    Result<qint64> lastChange();
    /// Removals up to this number may be forgotten: a copy that ends before it is to be made anew.
    Result<qint64> feedFloor();

    /// listJson() as it was at a moment since historyBegin(), of a kind that has a history; always
    /// in the order of the ids. What is measured is that of at most an hour away.
    Result<std::vector<QJsonObject>> listJsonAsOf(const RecordInfo& info, const Select& select,
                                                  Instant moment, Role reader);
    /// The first whole second that can be shown as it was.
    Result<Instant> historyBegin();
    /// The nearest whole second from which other rows are seen; not set where there is none.
    Result<Instant> momentBefore(Instant moment);
    Result<Instant> momentAfter(Instant moment);
    /// How much changed in each of that many parts of a time; parts without a change are left out.
    Result<std::vector<HistoryMark>> historyMarks(Instant from, Instant until, int parts);

    /// What the site and its halls sum up now. Watts are left out where most machines that tell
    /// them have said nothing since `staleBefore`, and degrees where none has.
    Result<std::vector<Sample>> siteSums(Instant staleBefore);
    /// What was sampled, a line for each currency, or one or none.
    Result<std::vector<SeriesLine>> series(Measure measure, const SeriesRange& range);

protected:
    using Visitor = std::function<Result<void>(const RecordInfo&, const QSqlQuery&)>;
    Result<void> visit(const RecordInfo& info, const Select& select, const Visitor& visitor);
    static Result<void> checkSelect(const RecordInfo& info, const Select& select, Role reader);
    /// The one number that a statement gives; 0 where it gives none.
    Result<qint64> number(const QString& sql, const QVariantList& values = {});
    static Result<void> readInto(const RecordInfo& info, const QSqlQuery& query, void* record);

    Database& m_database;
};

} // namespace rackhouse
