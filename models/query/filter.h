#pragma once

#include "models/query/condition.h"
#include "models/query/parser.h"

#include <memory>

namespace rackhouse::query
{

/// A filter that was parsed and bound to one kind of record: a predicate and SQL that agree. Cheap
/// to copy.
///
/// `gpu:h200 free:8 memory:>=512GiB rack:A* temp:>80 is:stale seen:>10m "free text"
/// -state:failed or (health:critical,warning power:on)`. A text matches where it contains the word;
/// `*` and `?` match the whole value; `=` means exactly, `=a..b` all from a to b in natural order,
/// and what has spaces or commas stands in quotes: `rack:=A01..A20,="B 7"`; `none` means empty;
/// numbers take < <= > >= and a..b, revenue also a currency (`revenue:>1000USD`); times take ages
/// and dates (UTC). Upper and lower case of A to Z are the same.
class Filter
{
public:
    Filter() = default;

    /// Errors: "filter-quote-open", "filter-unexpected", "filter-too-deep", "filter-too-long",
    /// "filter-unknown-field", "filter-bad-value", each with the arguments position, length, word.
    static Result<Filter> compile(const QString& text, const RecordInfo& info);

    /// Everything matches.
    bool isEmpty() const { return !m_root; }
    /// Who is told all that it asks for: customers and prices, operators and up.
    Role leastRole() const;
    /// The first field for which that role is needed; empty: none.
    QString leastField() const;
    bool matches(const void* record, const RowContext& context) const;
    /// The condition in SQL; `where` is empty where everything matches.
    SqlFilter toSql(const SqlContext& context) const;

private:
    struct Branch {
        Node::Kind kind = Node::Kind::And;
        std::vector<Branch> children;
        Condition condition;
    };
    static Result<Branch> bind(const Node& node, const RecordInfo& info);
    static const FieldInfo* confidentialField(const Branch& branch);
    static bool matches(const Branch& branch, const void* record, const RowContext& context);
    static void appendSql(const Branch& branch, const SqlContext& context, SqlFilter& sql);

    std::shared_ptr<const Branch> m_root;
};

} // namespace rackhouse::query
