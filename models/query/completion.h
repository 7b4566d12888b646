#pragma once

#include "models/domain/record.h"

#include <optional>

namespace rackhouse::query
{

/// Something that could stand at the cursor.
struct Suggestion {
    qsizetype start = 0;  ///< where the text that it replaces begins
    qsizetype length = 0; ///< and how long that is
    QString text;         ///< "state:", "quarantined"
    QString title;        ///< of the field, for a field name; else empty
};

/// Suggestions for the word in which the cursor stands: field names (with colon), the words of an
/// enum field, the words after `is:`. At most `limit`, fields in the order of the description.
std::vector<Suggestion> complete(const QString& text, qsizetype cursor, const RecordInfo& info,
                                 int limit = 20);

/// A value that is being typed.
struct TypedValue {
    const FieldInfo* field = nullptr;
    qsizetype start = 0;  ///< where it begins in the text
    qsizetype length = 0; ///< what of it stands there
    QString begin;        ///< the same, without a quotation mark
};

/// The value in which the cursor stands, of a field whose values are texts or names of other rows:
/// what rows have there can be proposed. Nothing anywhere else.
std::optional<TypedValue> typedValue(const QString& text, qsizetype cursor, const RecordInfo& info);

/// A value as it stands in a filter: in quotation marks where it has to be.
QString filterValue(const QString& value);

} // namespace rackhouse::query
