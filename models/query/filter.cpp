#include "models/query/filter.h"

#include <algorithm>

namespace rackhouse::query
{

namespace
{

/// Keeps the SQL well below SQLite's limit of 1000 levels of an expression.
constexpr std::size_t kMaxTokens = 200;
constexpr qsizetype kMaxText = 32'000; ///< what a line of text holds on the screen

} // namespace

Result<Filter> Filter::compile(const QString& text, const RecordInfo& info)
{
    if (text.size() > kMaxText)
        return fail(filterError("filter-too-long", kMaxText, text.size() - kMaxText, {}));
    // SQLite's LIKE ends a text there, the predicate does not.
    if (const qsizetype nul = text.indexOf(QChar(QChar::Null)); nul >= 0)
        return fail(filterError("filter-unexpected", nul, 1, {}));
    const auto tokens = tokenize(text);
    if (!tokens)
        return fail(tokens.error());
    if (tokens->size() > kMaxTokens)
        return fail(filterError("filter-too-long", (*tokens)[kMaxTokens].position, 1, {}));
    const auto node = parse(text);
    if (!node)
        return fail(node.error());
    Filter filter;
    if (tokens->empty())
        return filter;
    auto root = bind(*node, info);
    if (!root)
        return fail(root.error());
    filter.m_root = std::make_shared<const Branch>(*std::move(root));
    return filter;
}

Result<Filter::Branch> Filter::bind(const Node& node, const RecordInfo& info)
{
    Branch branch;
    if (node.kind == Node::Kind::Term) {
        auto conditions = bindTerm(info, node.term);
        if (!conditions)
            return fail(conditions.error());
        branch.kind = Node::Kind::Or;
        for (Condition& condition : *conditions)
            branch.children.push_back({Node::Kind::Term, {}, std::move(condition)});
        return branch.children.size() == 1 ? Branch(std::move(branch.children.front())) : branch;
    }
    branch.kind = node.kind;
    for (const Node& child : node.children) {
        auto bound = bind(child, info);
        if (!bound)
            return bound;
        branch.children.push_back(*std::move(bound));
    }
    return branch;
}

/// The first field that not everybody is told; null: none is.
const FieldInfo* Filter::confidentialField(const Branch& branch)
{
    const FieldInfo* own = branch.condition.field;
    if (own != nullptr && own->has(Confidential))
        return own;
    for (const Branch& child : branch.children) {
        if (const FieldInfo* field = confidentialField(child))
            return field;
    }
    return nullptr;
}

Role Filter::leastRole() const
{
    return m_root && confidentialField(*m_root) ? Role::Operator : Role::Viewer;
}

QString Filter::leastField() const
{
    const FieldInfo* field = m_root ? confidentialField(*m_root) : nullptr;
    return field ? field->nameText() : QString();
}

bool Filter::matches(const void* record, const RowContext& context) const
{
    return !m_root || matches(*m_root, record, context);
}

bool Filter::matches(const Branch& branch, const void* record, const RowContext& context)
{
    const auto holds = [&](const Branch& child) {
        return matches(child, record, context);
    };
    switch (branch.kind) {
    case Node::Kind::Term:
        return branch.condition.matches(record, context);
    case Node::Kind::Not:
        return !holds(branch.children.front());
    case Node::Kind::Or:
        return std::any_of(branch.children.begin(), branch.children.end(), holds);
    case Node::Kind::And:
        break;
    }
    return std::all_of(branch.children.begin(), branch.children.end(), holds);
}

SqlFilter Filter::toSql(const SqlContext& context) const
{
    SqlFilter sql;
    if (m_root)
        appendSql(*m_root, context, sql);
    return sql;
}

void Filter::appendSql(const Branch& branch, const SqlContext& context, SqlFilter& sql)
{
    if (branch.kind == Node::Kind::Term) {
        const SqlFilter term = branch.condition.toSql(context);
        sql.where += term.where;
        sql.values << term.values;
        return;
    }
    sql.where += branch.kind == Node::Kind::Not ? QStringLiteral("NOT (") : QStringLiteral("(");
    bool first = true;
    for (const Branch& child : branch.children) {
        if (!first)
            sql.where +=
                branch.kind == Node::Kind::Or ? QStringLiteral(" OR ") : QStringLiteral(" AND ");
        first = false;
        appendSql(child, context, sql);
    }
    sql.where += QLatin1Char(')');
}

} // namespace rackhouse::query
