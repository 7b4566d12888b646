#pragma once

#include "models/exchange/changeplan.h"
#include "models/exchange/tables.h"

#include <QByteArray>

namespace rackhouse
{

/// What a CSV file would make of the books. A row is found by its id where the file has one, else
/// by its name (a placement also by its serial, a cable by its label or its ends, a rental by
/// machine, start and GPUs). A column that is not there leaves its field as it is; an empty cell
/// empties it, and in a new row leaves it at what it is at first. Nothing is guessed: what cannot
/// be understood is a problem of its line.
///
/// Errors of the whole file: those of readCsv(), "csv-column-missing" and "csv-column-twice"
/// (column).
Result<ChangePlan> planImport(ExchangeTable table, const QByteArray& csv, const Books& books);

} // namespace rackhouse
