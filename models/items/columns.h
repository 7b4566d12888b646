#pragma once

#include "models/domain/record.h"

namespace rackhouse
{

/// The columns of a record's table: first the field by which people know the row, then what is
/// shown by default, then what a person may add. No secrets, nothing internal.
std::vector<const FieldInfo*> tableColumns(const RecordInfo& info);

/// Whether a column is shown until the person chooses otherwise.
bool isShownByDefault(const RecordInfo& info, const FieldInfo& field);

/// Whether the value of the field comes from the hardware, so that it ages: kept by the engine in a
/// record that says when it was observed.
bool isObserved(const RecordInfo& info, const FieldInfo& field);

} // namespace rackhouse
