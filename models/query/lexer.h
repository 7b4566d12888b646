#pragma once

#include "models/base/result.h"

#include <QString>

#include <vector>

namespace rackhouse::query
{

/// A piece of a filter's text. `position` and `length` count QChars of the text that was typed.
struct Token {
    enum class Kind { Open, Close, Or, And, Not, Term };
    Kind kind = Kind::Term;
    qsizetype position = 0;
    qsizetype length = 0;
    QString field; ///< of a Term: what stands before the colon; empty for free text
    QString value; ///< of a Term: what stands behind it, without quotes around all of it
    bool hasField = false;
    bool quoted = false; ///< the value stood in quotes: it holds no operators and no wildcards
    qsizetype valuePosition = 0;
};

/// Whether a quotation mark behind that part of a value begins a text that may hold anything:
/// `="Row A, 1".."Row A, 9"`.
bool opensExact(QStringView before);

/// Splits a filter into tokens. Error: "filter-invalid" for a quote that is never closed.
Result<std::vector<Token>> tokenize(const QString& text);

/// The error of a filter: `position` and `length` say what to underline.
Error filterError(const char* code, qsizetype position, qsizetype length, const QString& word);

} // namespace rackhouse::query
