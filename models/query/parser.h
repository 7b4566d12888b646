#pragma once

#include "models/query/lexer.h"

namespace rackhouse::query
{

/// A filter as a tree. Leaves are terms; an And without children matches everything.
struct Node {
    enum class Kind { And, Or, Not, Term };
    Kind kind = Kind::And;
    std::vector<Node> children;
    Token term;
};

/// Parses a filter. Words side by side must all match; `or` binds weaker; `-` or `not` negates what
/// follows; parentheses group. Errors: "filter-quote-open", "filter-unexpected" and
/// "filter-too-deep", each with position, length and word.
Result<Node> parse(const QString& text);

} // namespace rackhouse::query
