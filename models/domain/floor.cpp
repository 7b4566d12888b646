#include "models/domain/floor.h"

namespace rackhouse
{

const RecordInfo& Hall::record()
{
    static const RecordInfo info{
        "hall",
        "Hall",
        Role::Viewer,
        {field<&Hall::id>("id", "Id", Key), field<&Hall::name>("name", "Name", Unique),
         field<&Hall::widthMm>("width_mm", "Width", Plain, nullptr, "mm"),
         field<&Hall::depthMm>("depth_mm", "Depth", Plain, nullptr, "mm"),
         field<&Hall::tileMm>("tile_mm", "Tile", Plain, nullptr, "mm"),
         field<&Hall::northDegrees>("north_degrees", "North", Detail, nullptr, "°"),
         field<&Hall::plan>("plan", "Plan", Detail),
         field<&Hall::onSite>("on_site", "On the site", Detail),
         field<&Hall::xMm>("x_mm", "Left", Detail, nullptr, "mm"),
         field<&Hall::yMm>("y_mm", "Top", Detail, nullptr, "mm"),
         field<&Hall::building>("building", "Building"), field<&Hall::storey>("storey", "Storey"),
         field<&Hall::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& DeviceType::record()
{
    static const RecordInfo info{
        "device_type",
        "Device type",
        Role::Viewer,
        {field<&DeviceType::id>("id", "Id", Key), field<&DeviceType::slug>("slug", "Slug", Unique),
         field<&DeviceType::manufacturer>("manufacturer", "Manufacturer"),
         field<&DeviceType::model>("model", "Model"),
         field<&DeviceType::partNumber>("part_number", "Part number", Detail),
         field<&DeviceType::kind>("kind", "Kind"),
         field<&DeviceType::heightUnits>("height_units", "Height", Plain, nullptr, "U"),
         field<&DeviceType::halfDepth>("half_depth", "Half depth", Detail),
         field<&DeviceType::depthMm>("depth_mm", "Depth", Detail, nullptr, "mm"),
         field<&DeviceType::weightKg>("weight_kg", "Weight", Plain, nullptr, "kg"),
         field<&DeviceType::plateW>("plate_w", "Name plate", Plain, nullptr, "W"),
         field<&DeviceType::airflow>("airflow", "Airflow", Detail),
         field<&DeviceType::layout>("layout", "Layout", Detail),
         field<&DeviceType::warnings>("warnings", "Warnings"),
         field<&DeviceType::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& Asset::record()
{
    static const RecordInfo info{
        "asset",
        "Asset",
        Role::Viewer,
        {field<&Asset::id>("id", "Id", Key),
         field<&Asset::name>("name", "Name", Unique),
         field<&Asset::kind>("kind", "Kind"),
         field<&Asset::deviceTypeId>("device_type_id", "Device type", Detail, "device_type"),
         field<&Asset::rackId>("rack_id", "Rack", Plain, "rack"),
         field<&Asset::mount>("mount", "Mount", Detail),
         field<&Asset::position>("position", "Unit", Plain, nullptr, "U"),
         field<&Asset::heightUnits>("height_units", "Height", Plain, nullptr, "U"),
         field<&Asset::face>("face", "Face", Detail),
         field<&Asset::halfDepth>("half_depth", "Half depth", Detail),
         field<&Asset::depthMm>("depth_mm", "Depth", Detail, nullptr, "mm"),
         field<&Asset::assetTag>("asset_tag", "Asset tag"),
         field<&Asset::manufacturer>("manufacturer", "Manufacturer"),
         field<&Asset::model>("model", "Model"),
         field<&Asset::serial>("serial", "Serial"),
         field<&Asset::weightKg>("weight_kg", "Weight", Detail, nullptr, "kg"),
         field<&Asset::plateW>("plate_w", "Name plate", Detail, nullptr, "W"),
         field<&Asset::preferredInlet>("preferred_inlet", "Preferred inlet", Detail),
         field<&Asset::note>("note", "Note", Detail),
         field<&Asset::until>("until", "Until", Detail),
         field<&Asset::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

bool handsOnPower(AssetKind kind)
{
    return kind == AssetKind::Pdu || kind == AssetKind::PowerShelf ||
           kind == AssetKind::TransferSwitch;
}

} // namespace rackhouse
