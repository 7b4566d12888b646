#pragma once

#include "models/domain/record.h"
#include "models/exchange/changeplan.h"

#include <QHash>

namespace rackhouse
{

/// The fields of a kind of row that one value can be given to in many rows at once: those that
/// clients may set, that are no name, and that a cell can hold.
std::vector<const FieldInfo*> bulkFields(const RecordInfo& info);

/// What giving one field a value makes of rows (as JSON objects). Where the field refers to another
/// row, the value is its id, and `names` has the names of such ids. A row that has the value
/// already stays as it is.
/// Error: "import-bad-value".
Result<ChangePlan> planBulkEdit(const RecordInfo& info, const std::vector<QJsonObject>& rows,
                                const FieldInfo& field, const QString& value,
                                const QHash<QString, QString>& names = {});

} // namespace rackhouse
