#include "models/domain/asset.h"

namespace rackhouse
{

const RecordInfo& Site::record()
{
    static const RecordInfo info{
        "site",
        "Site",
        Role::Viewer,
        {field<&Site::id>("id", "Id", Key), field<&Site::name>("name", "Name"),
         field<&Site::createdAt>("created_at", "Created", ReadOnly),
         field<&Site::netbootState>("netboot_state", "Network boot", ReadOnly),
         field<&Site::netbootReason>("netboot_reason", "Network boot reason", Detail | ReadOnly),
         field<&Site::netbootArgs>("netboot_args", "Network boot arguments", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& Rack::record()
{
    static const RecordInfo info{
        "rack",
        "Rack",
        Role::Viewer,
        {field<&Rack::id>("id", "Id", Key), field<&Rack::name>("name", "Name", Unique),
         field<&Rack::hall>("hall", "Hall"), field<&Rack::row>("row_name", "Row"),
         field<&Rack::position>("position", "Position"),
         field<&Rack::heightUnits>("height_units", "Height", Plain, nullptr, "U"),
         field<&Rack::powerLimitW>("power_limit_w", "Power limit", Detail, nullptr, "W"),
         field<&Rack::weightLimitKg>("weight_limit_kg", "Weight limit", Detail, nullptr, "kg"),
         field<&Rack::widthMm>("width_mm", "Width", Detail, nullptr, "mm"),
         field<&Rack::depthMm>("depth_mm", "Depth", Detail, nullptr, "mm"),
         field<&Rack::onPlan>("on_plan", "On the plan", Detail),
         field<&Rack::xMm>("x_mm", "Left edge", Detail, nullptr, "mm"),
         field<&Rack::yMm>("y_mm", "Top edge", Detail, nullptr, "mm"),
         field<&Rack::facing>("facing", "Front looks to", Detail),
         field<&Rack::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& Bmc::record()
{
    static const RecordInfo info{
        "bmc",
        "BMC",
        Role::Viewer,
        {field<&Bmc::id>("id", "Id", Key), field<&Bmc::address>("address", "Address"),
         field<&Bmc::port>("port", "Port"), field<&Bmc::username>("username", "User", Detail),
         field<&Bmc::state>("state", "State", ReadOnly),
         field<&Bmc::reason>("reason", "Reason", ReadOnly),
         field<&Bmc::vendor>("vendor", "Vendor", ReadOnly),
         field<&Bmc::product>("product", "Product", Detail | ReadOnly),
         field<&Bmc::model>("model", "Model", ReadOnly),
         field<&Bmc::firmware>("firmware", "Firmware", ReadOnly),
         field<&Bmc::redfishVersion>("redfish_version", "Redfish", Detail | ReadOnly),
         field<&Bmc::certificate>("certificate", "Certificate", Detail | ReadOnly),
         field<&Bmc::presented>("presented", "Presented certificate", Detail | ReadOnly),
         field<&Bmc::observedAt>("observed_at", "Last answer", ReadOnly),
         field<&Bmc::triedAt>("tried_at", "Last try", Detail | ReadOnly),
         field<&Bmc::secretId>("secret_id", "Secret", Internal, "secret"),
         field<&Bmc::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& Machine::record()
{
    static const RecordInfo info{
        "machine",
        "Machine",
        Role::Viewer,
        {field<&Machine::id>("id", "Id", Key),
         field<&Machine::name>("name", "Name", Unique),
         field<&Machine::rackId>("rack_id", "Rack", Plain, "rack"),
         field<&Machine::position>("position", "Unit", Plain, nullptr, "U"),
         field<&Machine::heightUnits>("height_units", "Height", Detail, nullptr, "U"),
         field<&Machine::face>("face", "Face", Detail),
         field<&Machine::halfDepth>("half_depth", "Half depth", Detail),
         field<&Machine::depthMm>("depth_mm", "Depth", Detail, nullptr, "mm"),
         field<&Machine::deviceTypeId>("device_type_id", "Device type", Detail, "device_type"),
         field<&Machine::weightKg>("weight_kg", "Weight", Detail, nullptr, "kg"),
         field<&Machine::plateW>("plate_w", "Name plate", Detail, nullptr, "W"),
         field<&Machine::assetTag>("asset_tag", "Asset tag", Detail),
         field<&Machine::state>("state", "State", ReadOnly),
         field<&Machine::stateReason>("state_reason", "Reason", ReadOnly),
         field<&Machine::bmcId>("bmc_id", "BMC", Detail | ReadOnly, "bmc"),
         field<&Machine::systemPath>("system_path", "Redfish system", Detail | ReadOnly),
         field<&Machine::manufacturer>("manufacturer", "Manufacturer", ReadOnly),
         field<&Machine::model>("model", "Model", ReadOnly),
         field<&Machine::serial>("serial", "Serial", ReadOnly),
         field<&Machine::uuid>("uuid", "UUID", Detail | ReadOnly),
         field<&Machine::biosVersion>("bios_version", "BIOS", Detail | ReadOnly),
         field<&Machine::firmwareMode>("firmware_mode", "Firmware", Detail | ReadOnly),
         field<&Machine::power>("power", "Power", ReadOnly),
         field<&Machine::health>("health", "Health", ReadOnly),
         field<&Machine::powerW>("power_w", "Power drawn", Detail | ReadOnly, nullptr, "W"),
         field<&Machine::inletC>("inlet_c", "Inlet", Detail | ReadOnly, nullptr, "°C"),
         field<&Machine::hottestC>("hottest_c", "Hottest", Detail | ReadOnly, nullptr, "°C"),
         field<&Machine::leak>("leak", "Leak", Detail | ReadOnly),
         field<&Machine::leakAt>("leak_at", "Leak at", Detail | ReadOnly),
         field<&Machine::macs>("macs", "MAC addresses", Detail),
         field<&Machine::cpuCount>("cpu_count", "CPUs", ReadOnly),
         field<&Machine::coreCount>("core_count", "Cores", Detail | ReadOnly),
         field<&Machine::memoryBytes>("memory_bytes", "Memory", ReadOnly, nullptr, "B"),
         field<&Machine::gpuCount>("gpu_count", "GPUs", ReadOnly),
         field<&Machine::gpuModel>("gpu_model", "GPU model", ReadOnly),
         field<&Machine::driveCount>("drive_count", "Drives", ReadOnly),
         field<&Machine::driveBytes>("drive_bytes", "Storage", ReadOnly, nullptr, "B"),
         field<&Machine::hostname>("hostname", "Hostname", ReadOnly),
         field<&Machine::ipAddress>("ip_address", "Address", ReadOnly),
         field<&Machine::imageId>("image_id", "Image", Detail | ReadOnly, "image"),
         field<&Machine::jobId>("job_id", "Job", Detail | ReadOnly),
         field<&Machine::observedAt>("observed_at", "Seen", ReadOnly),
         field<&Machine::inspectedAt>("inspected_at", "Inspected", Detail | ReadOnly),
         field<&Machine::wipedAt>("wiped_at", "Wiped", Detail | ReadOnly),
         field<&Machine::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& Component::record()
{
    static const RecordInfo info{
        "component",
        "Component",
        Role::Viewer,
        {field<&Component::id>("id", "Id", Key),
         field<&Component::machineId>("machine_id", "Machine", Detail, "machine"),
         field<&Component::kind>("kind", "Kind"),
         field<&Component::source>("source", "Source", Detail),
         field<&Component::slot>("slot", "Slot"),
         field<&Component::manufacturer>("manufacturer", "Manufacturer"),
         field<&Component::model>("model", "Model"), field<&Component::serial>("serial", "Serial"),
         field<&Component::firmware>("firmware", "Firmware"),
         field<&Component::capacityBytes>("capacity_bytes", "Capacity", Plain, nullptr, "B"),
         field<&Component::health>("health", "Health"),
         field<&Component::detail>("detail", "Detail", Detail),
         field<&Component::observedAt>("observed_at", "Seen")}};
    return info;
}

const RecordInfo& Image::record()
{
    static const RecordInfo info{
        "image",
        "Image",
        Role::Viewer,
        {field<&Image::id>("id", "Id", Key), field<&Image::name>("name", "Name", Unique),
         field<&Image::os>("os", "System"), field<&Image::version>("version", "Version"),
         field<&Image::architecture>("architecture", "Architecture"),
         field<&Image::format>("format", "Format"),
         field<&Image::state>("state", "State", ReadOnly),
         field<&Image::reason>("reason", "Reason", ReadOnly),
         field<&Image::sha256>("sha256", "SHA-256", Detail),
         field<&Image::sizeBytes>("size_bytes", "Size", Plain, nullptr, "B"),
         field<&Image::receivedBytes>("received_bytes", "Received", Detail | ReadOnly, nullptr,
                                      "B"),
         field<&Image::diskBytes>("disk_bytes", "On disk", ReadOnly, nullptr, "B"),
         field<&Image::path>("path", "Path", Detail),
         field<&Image::createdAt>("created_at", "Added", ReadOnly),
         field<&Image::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

} // namespace rackhouse
