#pragma once

#include "models/exchange/tables.h"

#include <QByteArray>

namespace rackhouse
{

/// The table as CSV, rows in natural order of their names. Importing it changes nothing.
QByteArray exportTable(ExchangeTable table, const Books& books);

} // namespace rackhouse
