#include "models/exchange/tables.h"

#include "models/exchange/cellcodec.h"

namespace rackhouse
{

namespace
{

using Cell = ExchangeColumn::Cell;

constexpr double kTallest = 100;
constexpr double kFarMm = 10'000'000;
constexpr double kMany = 1'000'000'000;

} // namespace

const std::vector<ExchangeColumn>& columnsOf(ExchangeTable table)
{
    static const std::vector<ExchangeColumn> racks{
        {"name", "name", Cell::Value, 0, 0, true},
        {"hall", "hall"},
        {"row", "row_name"},
        {"position", "position", Cell::Value, 0, kMany},
        {"height_units", "height_units", Cell::Value, 1, kTallest, true},
        {"power_limit_w", "power_limit_w", Cell::Value, 0, kMany},
        {"weight_limit_kg", "weight_limit_kg", Cell::Value, 0, kMany},
        {"width_mm", "width_mm", Cell::Value, 0, 5000},
        {"depth_mm", "depth_mm", Cell::Value, 0, 5000},
        {"on_plan", "on_plan"},
        {"x_mm", "x_mm", Cell::Value, 0, kFarMm},
        {"y_mm", "y_mm", Cell::Value, 0, kFarMm},
        {"facing", "facing"},
        {"id", "id", Cell::Id}};
    static const std::vector<ExchangeColumn> placements{
        {"name", "name", Cell::Value, 0, 0, true},
        {"kind", "kind", Cell::PlacedKind},
        {"device_type", "device_type_id", Cell::TypeSlug},
        {"rack", "rack_id", Cell::RackName},
        {"unit", "position", Cell::Value, 0, kTallest},
        {"height_units", "height_units", Cell::Value, 0, kTallest, true},
        {"face", "face"},
        {"half_depth", "half_depth"},
        {"depth_mm", "depth_mm", Cell::Value, 0, 5000},
        {"mount", "mount"},
        {"asset_tag", "asset_tag"},
        {"serial", "serial"},
        {"manufacturer", "manufacturer"},
        {"model", "model"},
        {"weight_kg", "weight_kg", Cell::Value, 0, kMany},
        {"plate_w", "plate_w", Cell::Value, 0, kMany},
        {"preferred_inlet", "preferred_inlet"},
        {"note", "note"},
        {"until", "until"},
        {"id", "id", Cell::Id}};
    static const std::vector<ExchangeColumn> cables{
        {"label", "label"},
        {"kind", "kind"},
        {"state", "state"},
        {"a_kind", "a_kind", Cell::DeviceKind},
        {"a_device", "a_id", Cell::DeviceName},
        {"a_port", "a_port"},
        {"b_kind", "b_kind", Cell::DeviceKind},
        {"b_device", "b_id", Cell::DeviceName},
        {"b_port", "b_port"},
        {"length_m", "length_m", Cell::Value, 0, 100'000},
        {"colour", "colour"},
        {"id", "id", Cell::Id}};
    static const std::vector<ExchangeColumn> rentals{
        {"customer", "customer"},
        {"machine", "machine_id", Cell::MachineName, 0, 0, true},
        {"kind", "kind"},
        {"gpus", "gpus"},
        {"from", "starts_at", Cell::Value, 0, 0, true},
        {"until", "ends_at"},
        {"price", "amount_micro"},
        {"currency", "currency"},
        {"per", "unit"},
        {"channel", "channel", Cell::Value, 0, 0, true},
        {"note", "note"},
        {"id", "id", Cell::Id}};
    switch (table) {
    case ExchangeTable::Racks:
        return racks;
    case ExchangeTable::Placements:
        return placements;
    case ExchangeTable::Cables:
        return cables;
    case ExchangeTable::Rentals:
        break;
    }
    return rentals;
}

QString exchangeCell(const ExchangeColumn& column, const RecordInfo& info, const void* row,
                     const BookIndex& index)
{
    if (column.cell == Cell::PlacedKind && &info == &Machine::record())
        return machineWord;
    const FieldInfo* field = info.field(QLatin1String(column.field));
    if (!field)
        return {};
    QString text = cellText(*field, row);
    // What is gone from the books goes by its id.
    if (column.cell == Cell::RackName) {
        const Rack* rack = index.rack(text);
        return rack ? rack->name : text;
    }
    if (column.cell == Cell::TypeSlug) {
        const DeviceType* type = index.deviceType(text);
        return type ? type->slug : text;
    }
    if (column.cell == Cell::DeviceName || column.cell == Cell::MachineName) {
        const BookDevice* device = index.device(text);
        return device ? device->name : text;
    }
    return text;
}

} // namespace rackhouse
