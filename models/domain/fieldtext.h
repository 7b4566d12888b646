#pragma once

#include "models/domain/record.h"

namespace rackhouse
{

/// What a person may not write into a field, because it is not seen and garbles what stands beside
/// it (`isGarbling`), in a text or anywhere in a list: as `characterName` has it; empty: all is
/// well. A note may have several lines.
QString refusedCharacter(const FieldInfo& field, const QJsonValue& value);

/// Rids the texts of a row that a device told of such characters (`cleaned`), those in its lists
/// too.
void cleanTexts(const RecordInfo& info, void* row);
template <class T>
void cleanTexts(T& row)
{
    cleanTexts(T::record(), &row);
}

} // namespace rackhouse
