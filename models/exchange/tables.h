#pragma once

#include "models/exchange/books.h"

#include <optional>

namespace rackhouse
{

/// The tables that go out as CSV and come back.
enum class ExchangeTable { Racks, Placements, Cables, Rentals };
RACKHOUSE_ENUM_WORDS(ExchangeTable, {ExchangeTable::Racks, "racks"},
                     {ExchangeTable::Placements, "placements"}, {ExchangeTable::Cables, "cables"},
                     {ExchangeTable::Rentals, "rentals"})

/// A column of such a table.
struct ExchangeColumn {
    /// What the cell stands for: the field itself, the name of what its id is of, or a part of the
    /// row's identity that is read apart.
    enum class Cell {
        Value,
        RackName,
        TypeSlug,
        DeviceName, ///< of an end of a cable
        MachineName,
        DeviceKind,
        PlacedKind,
        Id
    };

    const char* name;
    const char* field;
    Cell cell = Cell::Value;
    double least = 0;      ///< of a number
    double most = 0;       ///< 0: no limit
    bool isNeeded = false; ///< no row is without it: an empty cell leaves what there is
};

const std::vector<ExchangeColumn>& columnsOf(ExchangeTable table);

/// The cell of a row; empty where rows of its kind have no such field.
QString exchangeCell(const ExchangeColumn& column, const RecordInfo& info, const void* row,
                     const BookIndex& index);

/// The word of the column "kind" for a machine; an asset has that of its own kind.
inline const QString machineWord = QStringLiteral("machine");

} // namespace rackhouse
