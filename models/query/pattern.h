#pragma once

#include <QString>

namespace rackhouse::query
{

/// Lower case for the letters A to Z only, as SQLite's LIKE compares, so that predicate and SQL
/// agree.
QString foldAscii(const QString& text);

/// Whether the whole text matches a pattern of literal characters, `*` (any run) and `?` (any
/// one), whatever the case of A to Z.
bool matchesWildcard(const QString& pattern, const QString& text);

bool hasWildcard(const QString& text);

/// The LIKE pattern (escape character `\`) of a wildcard pattern.
QString likeOfWildcard(const QString& pattern);

/// The LIKE pattern (escape character `\`) of "contains this text".
QString likeOfContains(const QString& text);

} // namespace rackhouse::query
