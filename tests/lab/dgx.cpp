#include "tests/lab/treebuilder.h"

// The GPU baseboard of a DGX H100: a second ComputerSystem behind the same BMC, one chassis a GPU
// with its sensors, and the NVLink fabric with four switches.

namespace rackhouse::lab
{

namespace
{

constexpr int kLinksPerGpu = 18;
constexpr int kSwitches = 4;
constexpr int kPortsPerSwitch = 32;

const QString kSystem = QStringLiteral("/redfish/v1/Systems/HGX_Baseboard_0");

void addGpuProcessor(TreeBuilder& builder, const Hardware& hardware, int gpu)
{
    const QString path = QStringLiteral("%1/Processors/GPU_SXM_%2").arg(kSystem).arg(gpu);
    const QString ports = path + QStringLiteral("/Ports");
    QStringList links;
    for (int i = 0; i < kLinksPerGpu; ++i) {
        links << QStringLiteral("%1/NVLink_%2").arg(ports).arg(i);
        builder.add(links.last(), QStringLiteral("Port.v1_7_0.Port"),
                    QStringLiteral("GPU_SXM_%1 NVLink_%2").arg(gpu).arg(i),
                    {{QStringLiteral("CurrentSpeedGbps"), 200},
                     {QStringLiteral("LinkState"), QStringLiteral("Enabled")},
                     {QStringLiteral("LinkStatus"), QStringLiteral("LinkUp")},
                     {QStringLiteral("PortProtocol"), QStringLiteral("NVLink")},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(ports, QStringLiteral("Port"), links);
    builder.add(path, QStringLiteral("Processor.v1_18_0.Processor"),
                QStringLiteral("GPU_SXM_%1").arg(gpu),
                {{QStringLiteral("ProcessorType"), QStringLiteral("GPU")},
                 {QStringLiteral("Manufacturer"), QStringLiteral("NVIDIA")},
                 {QStringLiteral("Model"), hardware.gpuModel},
                 {QStringLiteral("PartNumber"), hardware.gpuPartNumber},
                 {QStringLiteral("SerialNumber"), QStringLiteral("%S%G%1").arg(gpu)},
                 {QStringLiteral("UUID"), QStringLiteral("%U%-%1").arg(gpu)},
                 {QStringLiteral("FirmwareVersion"), QStringLiteral("96.00.74.00.01")},
                 {QStringLiteral("Ports"), builder.link(ports)},
                 {QStringLiteral("MemorySummary"),
                  QJsonObject{{QStringLiteral("TotalMemorySizeMiB"), 81559}}},
                 {QStringLiteral("SystemInterface"),
                  QJsonObject{{QStringLiteral("InterfaceType"), QStringLiteral("PCIe")}}},
                 {QStringLiteral("Status"), healthy()}});
}

void addGpuChassis(TreeBuilder& builder, const Hardware& hardware, int gpu)
{
    const QString path = QStringLiteral("/redfish/v1/Chassis/HGX_GPU_SXM_%1").arg(gpu);
    const QString sensors = path + QStringLiteral("/Sensors");
    struct SensorKind {
        const char* id;
        const char* type;
        const char* unit;
        double value;
    };
    static constexpr SensorKind kinds[] = {
        {"DRAM_0_Temp_0", "Temperature", "Cel", 41}, {"DRAM_0_Power_0", "Power", "W", 32},
        {"Energy_0", "EnergyJoules", "J", 1.2e8},    {"Power_0", "Power", "W", 71.5},
        {"TEMP_0", "Temperature", "Cel", 33},        {"TEMP_1", "Temperature", "Cel", 52},
        {"Voltage_0", "Voltage", "V", 0.72}};
    QStringList members;
    for (const SensorKind& kind : kinds) {
        members << QStringLiteral("%1/HGX_GPU_SXM_%2_%3")
                       .arg(sensors)
                       .arg(gpu)
                       .arg(QLatin1String(kind.id));
        builder.add(members.last(), QStringLiteral("Sensor.v1_7_0.Sensor"),
                    QStringLiteral("GPU %1 %2").arg(gpu).arg(QLatin1String(kind.id)),
                    {{QStringLiteral("Reading"), kind.value + gpu},
                     {QStringLiteral("ReadingType"), QLatin1String(kind.type)},
                     {QStringLiteral("ReadingUnits"), QLatin1String(kind.unit)},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(sensors, QStringLiteral("Sensor"), members);
    builder.add(path, QStringLiteral("Chassis.v1_21_0.Chassis"),
                QStringLiteral("HGX_GPU_SXM_%1").arg(gpu),
                {{QStringLiteral("ChassisType"), QStringLiteral("Module")},
                 {QStringLiteral("Manufacturer"), QStringLiteral("NVIDIA")},
                 {QStringLiteral("Model"), hardware.gpuModel},
                 {QStringLiteral("PartNumber"), hardware.gpuPartNumber},
                 {QStringLiteral("SerialNumber"), QStringLiteral("%S%G%1").arg(gpu)},
                 {QStringLiteral("Sensors"), builder.link(sensors)},
                 {QStringLiteral("Status"), healthy()}});
}

void addGpuMemory(TreeBuilder& builder, int gpus)
{
    const QString base = kSystem + QStringLiteral("/Memory");
    QStringList members;
    for (int gpu = 1; gpu <= gpus; ++gpu) {
        members << QStringLiteral("%1/GPU_SXM_%2_DRAM_0").arg(base).arg(gpu);
        builder.add(members.last(), QStringLiteral("Memory.v1_17_0.Memory"),
                    QStringLiteral("GPU %1 DRAM").arg(gpu),
                    {{QStringLiteral("CapacityMiB"), 81559},
                     {QStringLiteral("MemoryDeviceType"), QStringLiteral("HBM3")},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(base, QStringLiteral("Memory"), members);
}

void addFabric(TreeBuilder& builder)
{
    const QString fabrics = QStringLiteral("/redfish/v1/Fabrics");
    const QString fabric = fabrics + QStringLiteral("/HGX_NVLinkFabric_0");
    const QString switches = fabric + QStringLiteral("/Switches");
    QStringList members;
    for (int i = 0; i < kSwitches; ++i) {
        members << QStringLiteral("%1/NVSwitch_%2").arg(switches).arg(i);
        const QString ports = members.last() + QStringLiteral("/Ports");
        QStringList links;
        for (int port = 0; port < kPortsPerSwitch; ++port) {
            links << QStringLiteral("%1/NVLink_%2").arg(ports).arg(port);
            builder.add(links.last(), QStringLiteral("Port.v1_7_0.Port"),
                        QStringLiteral("NVSwitch_%1 NVLink_%2").arg(i).arg(port),
                        {{QStringLiteral("LinkStatus"), QStringLiteral("LinkUp")},
                         {QStringLiteral("PortProtocol"), QStringLiteral("NVLink")},
                         {QStringLiteral("Status"), healthy()}});
        }
        builder.collection(ports, QStringLiteral("Port"), links);
        builder.add(members.last(), QStringLiteral("Switch.v1_9_1.Switch"),
                    QStringLiteral("NVSwitch_%1").arg(i),
                    {{QStringLiteral("SwitchType"), QStringLiteral("NVLink")},
                     {QStringLiteral("Manufacturer"), QStringLiteral("NVIDIA")},
                     {QStringLiteral("Model"), QStringLiteral("NVSwitch")},
                     {QStringLiteral("SerialNumber"), QStringLiteral("%S%W%1").arg(i)},
                     {QStringLiteral("Ports"), builder.link(ports)},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(switches, QStringLiteral("Switch"), members);
    builder.add(fabric, QStringLiteral("Fabric.v1_3_0.Fabric"), QStringLiteral("NVLink Fabric"),
                {{QStringLiteral("FabricType"), QStringLiteral("NVLink")},
                 {QStringLiteral("Switches"), builder.link(switches)},
                 {QStringLiteral("Status"), healthy()}});
    builder.collection(fabrics, QStringLiteral("Fabric"), {fabric});
}

} // namespace

void addHgxBaseboard(TreeBuilder& builder, const Hardware& hardware)
{
    QStringList gpus;
    for (int gpu = 1; gpu <= hardware.gpus; ++gpu) {
        gpus << QStringLiteral("%1/Processors/GPU_SXM_%2").arg(kSystem).arg(gpu);
        addGpuProcessor(builder, hardware, gpu);
        addGpuChassis(builder, hardware, gpu);
    }
    builder.collection(kSystem + QStringLiteral("/Processors"), QStringLiteral("Processor"), gpus);
    addGpuMemory(builder, hardware.gpus);
    addFabric(builder);
    builder.add(QStringLiteral("/redfish/v1/Chassis/HGX_Chassis_0"),
                QStringLiteral("Chassis.v1_21_0.Chassis"), QStringLiteral("HGX_Chassis_0"),
                {{QStringLiteral("ChassisType"), QStringLiteral("Module")},
                 {QStringLiteral("Manufacturer"), QStringLiteral("NVIDIA")},
                 {QStringLiteral("Model"), QStringLiteral("HGX H100 8-GPU")},
                 {QStringLiteral("SerialNumber"), QStringLiteral("%S%H")},
                 {QStringLiteral("Status"), healthy()}});
    builder.add(
        kSystem, QStringLiteral("ComputerSystem.v1_17_0.ComputerSystem"),
        QStringLiteral("HGX_Baseboard_0"),
        {{QStringLiteral("Manufacturer"), QStringLiteral("NVIDIA")},
         {QStringLiteral("SystemType"), QStringLiteral("Physical")},
         {QStringLiteral("PowerState"), QStringLiteral("On")},
         {QStringLiteral("UUID"), QStringLiteral("%U%")},
         {QStringLiteral("Processors"), builder.link(kSystem + QStringLiteral("/Processors"))},
         {QStringLiteral("Memory"), builder.link(kSystem + QStringLiteral("/Memory"))},
         {QStringLiteral("Links"),
          QJsonObject{{QStringLiteral("Chassis"),
                       builder.links({QStringLiteral("/redfish/v1/Chassis/HGX_Chassis_0")})}}},
         {QStringLiteral("Status"), healthy()}});
}

} // namespace rackhouse::lab
