#pragma once

#include "models/domain/record.h"
#include "models/query/lexer.h"

#include <QVariantList>

#include <functional>

namespace rackhouse::query
{

/// Values without an age limit of their own are shown as stale, and found by `is:stale`, when the
/// hardware has said nothing for this long.
inline constexpr qint64 kStaleAfterMs = 5 * 60 * 1000;

/// Rows by site key and id, with the column by which people know them.
struct SqlNames {
    QString table; ///< or a subquery in brackets
    QString label;
};

/// What SQL needs to know of the query around it. Column names come from descriptions only.
struct SqlContext {
    Instant now;
    QString table; ///< prefix of columns: "t."; may be empty
    /// An SQL expression for the name of the row that an Id field points to; empty: none.
    std::function<QString(const FieldInfo&)> labelSql = {};
    /// The rows that an Id field points to; no table: none. A condition on their names is then
    /// answered once for them, not once for every row of the query.
    std::function<SqlNames(const FieldInfo&)> namesOf = {};
};

/// A condition as SQL; every value that was typed is bound.
struct SqlFilter {
    QString where; ///< empty: everything
    QVariantList values;
};

/// What a predicate needs to know besides the record.
struct RowContext {
    Instant now;
    /// The name of the row that an Id field points to.
    std::function<QString(const FieldInfo&, const QString& id)> label = {};
};

/// One side of a range. Relative bounds are milliseconds from now.
struct Bound {
    double value = 0;
    bool strict = false;
    bool relative = false;
};

/// Texts from the first to the last in natural order, both included.
struct TextSpan {
    QString first;
    QString last;
};

/// One term of a filter, bound to a field of a record. It is never NULL in SQL, so that negation
/// means what it says.
struct Condition {
    enum class Kind {
        Contains, ///< text anywhere in the value
        Wildcard, ///< the whole value matches the pattern
        OneOf,    ///< the whole text is one of some or in a span, whatever the case of A to Z
        Words,    ///< an enum field has one of the words
        Range,    ///< a number or a time between bounds
        Empty,    ///< nothing is known
        AnyText,  ///< free text in any field that people read
    };
    Kind kind = Kind::Contains;
    const FieldInfo* field = nullptr; ///< null for AnyText
    const RecordInfo* info = nullptr;
    QString text;
    QStringList words; ///< of Words, and the texts of OneOf
    std::vector<TextSpan> spans;
    std::optional<Bound> low;
    std::optional<Bound> high;
    bool orUnset = false; ///< of a Range over a time: "never" matches too
    QString currency;     ///< of a Range over revenue; empty: any, each for itself
    /// The number of the field counts as 0 unless this one has that word; null: it always counts.
    const FieldInfo* when = nullptr;
    QString whenWord;

    bool matches(const void* record, const RowContext& context) const;
    SqlFilter toSql(const SqlContext& context) const;
};

/// A term may stand for several conditions, of which any must hold (`state:failed,running`).
/// Errors: "filter-unknown-field", "filter-bad-value".
Result<std::vector<Condition>> bindTerm(const RecordInfo& info, const Token& term);

/// The special words after `is:` that a record has, besides those of its enums.
QStringList isWords(const RecordInfo& info);

} // namespace rackhouse::query
