#pragma once

#include "models/domain/record.h"

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

} // namespace rackhouse::query
