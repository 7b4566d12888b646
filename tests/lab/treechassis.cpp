#include "tests/lab/treebuilder.h"

// Chassis: power, cooling, sensors, PCIe devices; and the manager.

namespace rackhouse::lab
{

namespace
{

QJsonObject reading(const QString& kind, double value, const QString& unit)
{
    return {{QStringLiteral("Reading"), value},
            {QStringLiteral("ReadingType"), kind},
            {QStringLiteral("ReadingUnits"), unit},
            {QStringLiteral("Status"), healthy()}};
}

void addLegacyPower(TreeBuilder& builder, const Hardware& hardware, const QString& chassis)
{
    QJsonArray supplies;
    for (int i = 1; i <= hardware.psus; ++i)
        supplies.append(
            QJsonObject{{QStringLiteral("MemberId"), QString::number(i)},
                        {QStringLiteral("Name"), QStringLiteral("PSU%1").arg(i)},
                        {QStringLiteral("Model"), QStringLiteral("PWS-2K08A-1R")},
                        {QStringLiteral("SerialNumber"), QStringLiteral("%S%P%1").arg(i)},
                        {QStringLiteral("PowerCapacityWatts"), hardware.psuWatts},
                        {QStringLiteral("PowerInputWatts"), 180 + i},
                        {QStringLiteral("Status"), healthy()}});
    builder.add(chassis + QStringLiteral("/Power"), QStringLiteral("Power.v1_7_1.Power"),
                QStringLiteral("Power"),
                {{QStringLiteral("PowerSupplies"), supplies},
                 {QStringLiteral("PowerControl"),
                  QJsonArray{QJsonObject{{QStringLiteral("MemberId"), QStringLiteral("0")},
                                         {QStringLiteral("Name"), QStringLiteral("System Power")},
                                         {QStringLiteral("PowerConsumedWatts"), 361}}}}});
    QJsonArray fans;
    for (int i = 1; i <= hardware.fans; ++i)
        fans.append(QJsonObject{{QStringLiteral("MemberId"), QString::number(i)},
                                {QStringLiteral("Name"), QStringLiteral("FAN%1").arg(i)},
                                {QStringLiteral("Reading"), 7200 + 40 * i},
                                {QStringLiteral("ReadingUnits"), QStringLiteral("RPM")},
                                {QStringLiteral("Status"), healthy()}});
    QJsonArray temperatures;
    for (const char* name : {"Inlet", "CPU1", "CPU2", "Exhaust"})
        temperatures.append(
            QJsonObject{{QStringLiteral("MemberId"), QLatin1String(name)},
                        {QStringLiteral("Name"), QString(QLatin1String(name) + u" Temp")},
                        {QStringLiteral("ReadingCelsius"), 24 + 3 * temperatures.size()},
                        {QStringLiteral("UpperThresholdCritical"), 90},
                        {QStringLiteral("Status"), healthy()}});
    builder.add(chassis + QStringLiteral("/Thermal"), QStringLiteral("Thermal.v1_7_1.Thermal"),
                QStringLiteral("Thermal"),
                {{QStringLiteral("Fans"), fans}, {QStringLiteral("Temperatures"), temperatures}});
}

QStringList addSensors(TreeBuilder& builder, const Hardware& hardware, const QString& chassis)
{
    const QString base = chassis + QStringLiteral("/Sensors");
    QStringList members;
    const auto sensor = [&](const QString& id, const QJsonObject& fields) {
        members << base + u'/' + id;
        builder.add(members.last(), QStringLiteral("Sensor.v1_7_0.Sensor"), id, fields);
    };
    const QString temperature = QStringLiteral("Temperature");
    const QString power = QStringLiteral("Power");
    sensor(QStringLiteral("PWR_System"), reading(power, 412, QStringLiteral("W")));
    sensor(QStringLiteral("TEMP_Inlet"), reading(temperature, 24.5, QStringLiteral("Cel")));
    for (int i = 0; i < hardware.sockets; ++i)
        sensor(QStringLiteral("TEMP_CPU%1").arg(i),
               reading(temperature, 48 + i, QStringLiteral("Cel")));
    for (int i = 1; i <= hardware.dimms; ++i)
        sensor(QStringLiteral("TEMP_DIMM%1").arg(i),
               reading(temperature, 38 + i % 5, QStringLiteral("Cel")));
    for (int i = 1; i <= hardware.fans; ++i) {
        sensor(QStringLiteral("FAN%1_F").arg(i),
               reading(QStringLiteral("Rotational"), 7200 + 40 * i, QStringLiteral("RPM")));
        sensor(QStringLiteral("FAN%1_R").arg(i),
               reading(QStringLiteral("Rotational"), 6900 + 40 * i, QStringLiteral("RPM")));
    }
    for (int i = 1; i <= hardware.psus; ++i) {
        sensor(QStringLiteral("PWR_PSU%1").arg(i), reading(power, 180 + i, QStringLiteral("W")));
        sensor(QStringLiteral("VOLT_PSU%1").arg(i),
               reading(QStringLiteral("Voltage"), 229.5, QStringLiteral("V")));
    }
    for (int i = 1; i <= hardware.gpus; ++i) {
        sensor(QStringLiteral("TEMP_GPU%1").arg(i),
               reading(temperature, 31 + i, QStringLiteral("Cel")));
        sensor(QStringLiteral("PWR_GPU%1").arg(i), reading(power, 71 + i, QStringLiteral("W")));
    }
    for (size_t i = 0; i < hardware.drives.size(); ++i)
        sensor(QStringLiteral("TEMP_DISK%1").arg(i),
               reading(temperature, 36, QStringLiteral("Cel")));
    builder.collection(base, QStringLiteral("Sensor"), members);
    return members;
}

QString addLeakDetection(TreeBuilder& builder, const QString& thermal, int count)
{
    const QString base = thermal + QStringLiteral("/LeakDetection");
    const QString detectors = base + QStringLiteral("/LeakDetectors");
    QStringList members;
    for (int i = 1; i <= count; ++i) {
        members << QStringLiteral("%1/LeakDetector_%2").arg(detectors).arg(i);
        builder.add(members.last(), QStringLiteral("LeakDetector.v1_1_0.LeakDetector"),
                    QStringLiteral("Cold plate %1").arg(i),
                    {{QStringLiteral("DetectorState"), QStringLiteral("OK")},
                     {QStringLiteral("LeakDetectorType"), QStringLiteral("Moisture")},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(detectors, QStringLiteral("LeakDetector"), members);
    builder.add(base, QStringLiteral("LeakDetection.v1_0_0.LeakDetection"),
                QStringLiteral("Leak Detection"),
                {{QStringLiteral("LeakDetectors"), builder.link(detectors)},
                 {QStringLiteral("Status"), healthy()}});
    return base;
}

void addPowerSubsystem(TreeBuilder& builder, const Hardware& hardware, const QString& chassis)
{
    const QString base = chassis + QStringLiteral("/PowerSubsystem");
    const QString supplies = base + QStringLiteral("/PowerSupplies");
    QStringList members;
    for (int i = 1; i <= hardware.psus; ++i) {
        members << QStringLiteral("%1/PSU%2").arg(supplies).arg(i);
        builder.add(members.last(), QStringLiteral("PowerSupply.v1_5_0.PowerSupply"),
                    QStringLiteral("PSU%1").arg(i),
                    {{QStringLiteral("Model"), QStringLiteral("ECD16010095")},
                     {QStringLiteral("SerialNumber"), QStringLiteral("%S%P%1").arg(i)},
                     {QStringLiteral("PowerCapacityWatts"), hardware.psuWatts},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(supplies, QStringLiteral("PowerSupply"), members);
    builder.add(base, QStringLiteral("PowerSubsystem.v1_1_0.PowerSubsystem"),
                QStringLiteral("Power Subsystem"),
                {{QStringLiteral("PowerSupplies"), builder.link(supplies)},
                 {QStringLiteral("CapacityWatts"), hardware.psus * hardware.psuWatts}});
    const QString thermal = chassis + QStringLiteral("/ThermalSubsystem");
    const QString fans = thermal + QStringLiteral("/Fans");
    QStringList fanMembers;
    for (int i = 1; i <= hardware.fans; ++i) {
        fanMembers << QStringLiteral("%1/FAN%2").arg(fans).arg(i);
        builder.add(fanMembers.last(), QStringLiteral("Fan.v1_4_0.Fan"),
                    QStringLiteral("FAN%1").arg(i),
                    {{QStringLiteral("SpeedPercent"), QJsonObject{{QStringLiteral("Reading"), 42}}},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(fans, QStringLiteral("Fan"), fanMembers);
    QJsonObject links{{QStringLiteral("Fans"), builder.link(fans)}};
    if (hardware.leakDetectors > 0)
        links.insert(QStringLiteral("LeakDetection"),
                     builder.link(addLeakDetection(builder, thermal, hardware.leakDetectors)));
    builder.add(thermal, QStringLiteral("ThermalSubsystem.v1_3_0.ThermalSubsystem"),
                QStringLiteral("Thermal Subsystem"), links);
}

/// One device and its function, as most BMCs list GPUs, NICs and drives on PCIe.
QString addPcieDevice(TreeBuilder& builder, const QString& base, const QString& id,
                      const QString& model, const QString& classCode, const QString& serial)
{
    const QString path = base + u'/' + id;
    const QString functions = path + QStringLiteral("/PCIeFunctions");
    builder.add(functions + QStringLiteral("/0"),
                QStringLiteral("PCIeFunction.v1_4_0.PCIeFunction"), id,
                {{QStringLiteral("DeviceClass"), classCode},
                 {QStringLiteral("FunctionId"), 0},
                 {QStringLiteral("VendorId"), QStringLiteral("0x10DE")}});
    builder.collection(functions, QStringLiteral("PCIeFunction"),
                       {functions + QStringLiteral("/0")});
    builder.add(path, QStringLiteral("PCIeDevice.v1_9_0.PCIeDevice"), model,
                {{QStringLiteral("Model"), model},
                 {QStringLiteral("SerialNumber"), serial},
                 {QStringLiteral("PCIeFunctions"), builder.link(functions)},
                 {QStringLiteral("PCIeInterface"),
                  QJsonObject{{QStringLiteral("LanesInUse"), 16},
                              {QStringLiteral("MaxLanes"), 16},
                              {QStringLiteral("PCIeType"), QStringLiteral("Gen5")},
                              {QStringLiteral("MaxPCIeType"), QStringLiteral("Gen5")}}},
                 {QStringLiteral("Status"), healthy()}});
    return path;
}

QStringList addPcieDevices(TreeBuilder& builder, const Hardware& hardware, const QString& chassis)
{
    const QString base = chassis + QStringLiteral("/PCIeDevices");
    QStringList members;
    for (int i = 1; i <= hardware.gpus; ++i)
        members << addPcieDevice(builder, base, QStringLiteral("GPU%1").arg(i), hardware.gpuModel,
                                 QStringLiteral("DisplayController"),
                                 QStringLiteral("%S%G%1").arg(i));
    for (size_t i = 0; i < hardware.nics.size(); ++i)
        members << addPcieDevice(builder, base, QStringLiteral("NIC%1").arg(i + 1),
                                 hardware.nics[i].model, QStringLiteral("NetworkController"),
                                 QStringLiteral("%S%E%1").arg(i + 1));
    builder.collection(base, QStringLiteral("PCIeDevice"), members);
    return members;
}

} // namespace

void addChassis(TreeBuilder& builder, const Personality& personality, const Hardware& hardware)
{
    const QString base = QStringLiteral("/redfish/v1/Chassis");
    const QString chassis = base + u'/' + personality.chassisId;
    QStringList all{chassis};
    if (personality.name == u"dgx-h100") {
        for (int i = 1; i <= hardware.gpus; ++i)
            all << QStringLiteral("%1/HGX_GPU_SXM_%2").arg(base).arg(i);
        all << base + QStringLiteral("/HGX_Chassis_0");
    }
    builder.collection(base, QStringLiteral("Chassis"), all);
    QJsonObject fields{{QStringLiteral("ChassisType"), QStringLiteral("RackMount")},
                       {QStringLiteral("Manufacturer"), hardware.manufacturer},
                       {QStringLiteral("Model"), hardware.model},
                       {QStringLiteral("SerialNumber"), hardware.serial},
                       {QStringLiteral("PartNumber"), hardware.partNumber},
                       {QStringLiteral("HeightMm"), personality.rackUnits * 44.45},
                       {QStringLiteral("PowerState"), QStringLiteral("On")},
                       {QStringLiteral("Status"), healthy()},
                       {QStringLiteral("Links"),
                        QJsonObject{{QStringLiteral("ComputerSystems"),
                                     builder.links({QStringLiteral("/redfish/v1/Systems/") +
                                                    personality.systemId})}}}};
    if (!addPcieDevices(builder, hardware, chassis).isEmpty())
        fields.insert(QStringLiteral("PCIeDevices"),
                      builder.link(chassis + QStringLiteral("/PCIeDevices")));
    QStringList parts;
    if (personality.legacyPower) {
        addLegacyPower(builder, hardware, chassis);
        parts << QStringLiteral("Power") << QStringLiteral("Thermal");
    }
    if (personality.sensors) {
        addSensors(builder, hardware, chassis);
        addPowerSubsystem(builder, hardware, chassis);
        parts << QStringLiteral("Sensors") << QStringLiteral("PowerSubsystem")
              << QStringLiteral("ThermalSubsystem");
    }
    for (const QString& part : std::as_const(parts))
        fields.insert(part, builder.link(chassis + u'/' + part));
    builder.add(chassis, QStringLiteral("Chassis.v1_21_0.Chassis"), QStringLiteral("Chassis"),
                fields);
}

void addManager(TreeBuilder& builder, const Personality& personality, const Hardware& hardware)
{
    const QString base = QStringLiteral("/redfish/v1/Managers");
    const QString manager = base + u'/' + personality.managerId;
    const QString ports = manager + QStringLiteral("/EthernetInterfaces");
    builder.collection(base, QStringLiteral("Manager"), {manager});
    builder.collection(ports, QStringLiteral("EthernetInterface"), {ports + QStringLiteral("/1")});
    builder.add(ports + QStringLiteral("/1"),
                QStringLiteral("EthernetInterface.v1_9_0.EthernetInterface"),
                QStringLiteral("Manager Ethernet Interface"),
                {{QStringLiteral("MACAddress"), QStringLiteral("02:%M%:ff")},
                 {QStringLiteral("SpeedMbps"), 1000},
                 {QStringLiteral("Status"), healthy()}});
    builder.add(manager, QStringLiteral("Manager.v1_17_0.Manager"), QStringLiteral("Manager"),
                {{QStringLiteral("ManagerType"), QStringLiteral("BMC")},
                 {QStringLiteral("Manufacturer"), hardware.manufacturer},
                 {QStringLiteral("Model"), personality.managerModel},
                 {QStringLiteral("FirmwareVersion"), hardware.bmcVersion},
                 {QStringLiteral("EthernetInterfaces"), builder.link(ports)},
                 {QStringLiteral("Links"),
                  QJsonObject{{QStringLiteral("ManagerForServers"),
                               builder.links({QStringLiteral("/redfish/v1/Systems/") +
                                              personality.systemId})}}},
                 {QStringLiteral("Status"), healthy()}});
}

} // namespace rackhouse::lab
