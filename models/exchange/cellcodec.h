#pragma once

#include "models/domain/record.h"

namespace rackhouse
{

/// How numbers are written in a file.
enum class DecimalMark { Point, PointOrComma };

/// A field of a row as it stands in a cell. Times are dates (ISO 8601, UTC), prices
/// decimal ("2.49"), and the texts of a list stand between semicolons.
QString cellText(const FieldInfo& field, const void* record);

/// What a cell says for a field, as the API takes it. An empty cell is the field's empty value.
/// Errors: "import-bad-value" (value, column, expected), "character-refused" (field, character).
Result<QJsonValue> cellValue(const FieldInfo& field, const QString& cell,
                             DecimalMark mark = DecimalMark::Point);

/// A number as people and programs write it: 1.5 and not 1.50000.
QString numberText(double number);

} // namespace rackhouse
