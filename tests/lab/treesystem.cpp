#include "tests/lab/treebuilder.h"

// ComputerSystem and what hangs below it.

namespace rackhouse::lab
{

namespace
{

QString gib(qint64 mib)
{
    return QString::number(static_cast<double>(mib) / 1024.0);
}

void addProcessors(TreeBuilder& builder, const Hardware& hardware, const QString& system)
{
    const QString base = system + QStringLiteral("/Processors");
    QStringList members;
    for (int i = 0; i < hardware.sockets; ++i) {
        members << QStringLiteral("%1/CPU%2").arg(base).arg(i);
        builder.add(
            members.last(), QStringLiteral("Processor.v1_17_0.Processor"),
            QStringLiteral("Processor %1").arg(i),
            {{QStringLiteral("ProcessorType"), QStringLiteral("CPU")},
             {QStringLiteral("Socket"), QStringLiteral("CPU%1").arg(i)},
             {QStringLiteral("Model"), hardware.cpuModel},
             {QStringLiteral("Manufacturer"), hardware.cpuModel.section(u' ', 0, 0)},
             {QStringLiteral("TotalCores"), hardware.coresPerSocket},
             {QStringLiteral("TotalThreads"), hardware.coresPerSocket * hardware.threadsPerCore},
             {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(base, QStringLiteral("Processor"), members);
}

void addMemory(TreeBuilder& builder, const Hardware& hardware, const QString& system)
{
    const QString base = system + QStringLiteral("/Memory");
    QStringList members;
    for (int i = 1; i <= hardware.dimms; ++i) {
        members << QStringLiteral("%1/DIMM%2").arg(base).arg(i);
        builder.add(members.last(), QStringLiteral("Memory.v1_17_0.Memory"),
                    QStringLiteral("DIMM %1").arg(i),
                    {{QStringLiteral("CapacityMiB"), hardware.dimmMiB},
                     {QStringLiteral("DeviceLocator"), QStringLiteral("DIMM%1").arg(i)},
                     {QStringLiteral("MemoryDeviceType"), QStringLiteral("DDR5")},
                     {QStringLiteral("OperatingSpeedMhz"), hardware.dimmSpeedMts},
                     {QStringLiteral("Manufacturer"), QStringLiteral("Micron Technology")},
                     {QStringLiteral("PartNumber"), QStringLiteral("MTC40F2046S1RC48BA1")},
                     {QStringLiteral("SerialNumber"), QStringLiteral("%S%M%1").arg(i)},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(base, QStringLiteral("Memory"), members);
}

void addStorage(TreeBuilder& builder, const Hardware& hardware, const QString& system)
{
    const QString base = system + QStringLiteral("/Storage");
    const QString unit = base + QStringLiteral("/Storage-1");
    QStringList members;
    for (size_t i = 0; i < hardware.drives.size(); ++i) {
        const DriveSpec& drive = hardware.drives[i];
        members << QStringLiteral("%1/Drives/Disk.%2").arg(unit).arg(i);
        QJsonObject fields{{QStringLiteral("Manufacturer"), drive.model.section(u' ', 0, 0)},
                           {QStringLiteral("Model"), drive.model},
                           {QStringLiteral("SerialNumber"), drive.serial},
                           {QStringLiteral("Revision"), drive.firmware},
                           {QStringLiteral("CapacityBytes"), drive.bytes},
                           {QStringLiteral("Protocol"), drive.protocol},
                           {QStringLiteral("MediaType"),
                            drive.rotational ? QStringLiteral("HDD") : QStringLiteral("SSD")},
                           {QStringLiteral("PredictedMediaLifeLeftPercent"), 99},
                           {QStringLiteral("Status"), healthy()}};
        if (!drive.wwn.isEmpty())
            fields.insert(
                QStringLiteral("Identifiers"),
                QJsonArray{QJsonObject{{QStringLiteral("DurableName"), drive.wwn},
                                       {QStringLiteral("DurableNameFormat"),
                                        drive.wwn.startsWith(u"eui") ? QStringLiteral("EUI")
                                                                     : QStringLiteral("NAA")}}});
        builder.add(members.last(), QStringLiteral("Drive.v1_15_0.Drive"),
                    QStringLiteral("Disk %1").arg(i), fields);
    }
    builder.add(unit, QStringLiteral("Storage.v1_13_0.Storage"), QStringLiteral("Storage"),
                {{QStringLiteral("Drives"), builder.links(members)},
                 {QStringLiteral("Drives@odata.count"), members.size()},
                 {QStringLiteral("Status"), healthy()}});
    builder.collection(base, QStringLiteral("Storage"), {unit});
}

void addInterfaces(TreeBuilder& builder, const Hardware& hardware, const QString& system)
{
    const QString base = system + QStringLiteral("/EthernetInterfaces");
    QStringList members;
    for (size_t i = 0; i < hardware.nics.size(); ++i) {
        const NicSpec& nic = hardware.nics[i];
        members << QStringLiteral("%1/NIC.%2").arg(base).arg(i + 1);
        builder.add(members.last(), QStringLiteral("EthernetInterface.v1_9_0.EthernetInterface"),
                    nic.model,
                    {{QStringLiteral("MACAddress"), nic.mac},
                     {QStringLiteral("PermanentMACAddress"), nic.mac},
                     {QStringLiteral("SpeedMbps"), nic.speedMbps},
                     {QStringLiteral("LinkStatus"), QStringLiteral("LinkUp")},
                     {QStringLiteral("Status"), healthy()}});
    }
    builder.collection(base, QStringLiteral("EthernetInterface"), members);
}

QJsonObject bootOf(const Personality& personality)
{
    return {{QStringLiteral("BootSourceOverrideEnabled"), QStringLiteral("Disabled")},
            {QStringLiteral("BootSourceOverrideMode"), QStringLiteral("UEFI")},
            {QStringLiteral("BootSourceOverrideTarget"), QStringLiteral("None")},
            {QStringLiteral("BootSourceOverrideTarget@Redfish.AllowableValues"),
             QJsonArray::fromStringList(personality.bootTargets)},
            {QStringLiteral("BootSourceOverrideEnabled@Redfish.AllowableValues"),
             QJsonArray{QStringLiteral("Once"), QStringLiteral("Continuous"),
                        QStringLiteral("Disabled")}}};
}

QJsonObject resetAction(TreeBuilder& builder, const Personality& personality, const QString& system)
{
    QJsonObject action{{QStringLiteral("target"),
                        QString(system + QStringLiteral("/Actions/ComputerSystem.Reset"))}};
    if (personality.inlineAllowable)
        action.insert(QStringLiteral("ResetType@Redfish.AllowableValues"),
                      QJsonArray::fromStringList(personality.resetTypes));
    if (personality.actionInfo) {
        const QString info = system + QStringLiteral("/ResetActionInfo");
        action.insert(QStringLiteral("@Redfish.ActionInfo"), info);
        builder.add(
            info, QStringLiteral("ActionInfo.v1_3_0.ActionInfo"),
            QStringLiteral("Reset Action Info"),
            {{QStringLiteral("Parameters"),
              QJsonArray{QJsonObject{{QStringLiteral("Name"), QStringLiteral("ResetType")},
                                     {QStringLiteral("Required"), true},
                                     {QStringLiteral("DataType"), QStringLiteral("String")},
                                     {QStringLiteral("AllowableValues"),
                                      QJsonArray::fromStringList(personality.resetTypes)}}}}});
    }
    return {{QStringLiteral("#ComputerSystem.Reset"), action}};
}

void addSystemLogs(TreeBuilder& builder, const QString& system)
{
    const QString services = system + QStringLiteral("/LogServices");
    const QString sel = services + QStringLiteral("/SEL");
    const QString entries = sel + QStringLiteral("/Entries");
    builder.collection(services, QStringLiteral("LogService"), {sel});
    builder.add(sel, QStringLiteral("LogService.v1_4_0.LogService"), QStringLiteral("System Log"),
                {{QStringLiteral("Entries"), builder.link(entries)},
                 {QStringLiteral("OverWritePolicy"), QStringLiteral("WrapsWhenFull")}});
    builder.collection(entries, QStringLiteral("LogEntry"), {entries + QStringLiteral("/1")});
    builder.add(entries + QStringLiteral("/1"), QStringLiteral("LogEntry.v1_13_0.LogEntry"),
                QStringLiteral("Log Entry 1"),
                {{QStringLiteral("EntryType"), QStringLiteral("SEL")},
                 {QStringLiteral("Severity"), QStringLiteral("OK")},
                 {QStringLiteral("Created"), QStringLiteral("0000-00-00T00:00:00Z")},
                 {QStringLiteral("Message"), QStringLiteral("System event log cleared")}});
}

QJsonObject systemFields(const TreeBuilder& builder, const Personality& personality,
                         const Hardware& hardware)
{
    const auto total = hardware.dimmMiB * hardware.dimms;
    return {
        {QStringLiteral("Manufacturer"), hardware.manufacturer},
        {QStringLiteral("Model"), hardware.model},
        {QStringLiteral("SerialNumber"), hardware.serial},
        {QStringLiteral("SKU"), hardware.partNumber},
        {QStringLiteral("PartNumber"), hardware.partNumber},
        {QStringLiteral("UUID"), hardware.uuid},
        {QStringLiteral("BiosVersion"), hardware.biosVersion},
        {QStringLiteral("SystemType"), QStringLiteral("Physical")},
        {QStringLiteral("PowerState"), QStringLiteral("Off")},
        {QStringLiteral("IndicatorLED"), QStringLiteral("Off")},
        {QStringLiteral("Status"), healthy()},
        {QStringLiteral("MemorySummary"),
         QJsonObject{{QStringLiteral("TotalSystemMemoryGiB"), gib(total).toDouble()}}},
        {QStringLiteral("ProcessorSummary"),
         QJsonObject{{QStringLiteral("Count"), hardware.sockets},
                     {QStringLiteral("Model"), hardware.cpuModel}}},
        {QStringLiteral("Links"),
         QJsonObject{
             {QStringLiteral("Chassis"),
              builder.links({QStringLiteral("/redfish/v1/Chassis/") + personality.chassisId})},
             {QStringLiteral("ManagedBy"),
              builder.links({QStringLiteral("/redfish/v1/Managers/") + personality.managerId})}}}};
}

} // namespace

void addSystem(TreeBuilder& builder, const Personality& personality, const Hardware& hardware)
{
    const QString base = QStringLiteral("/redfish/v1/Systems");
    const QString system = base + u'/' + personality.systemId;
    QStringList systems{system};
    if (personality.name == u"dgx-h100")
        systems << base + QStringLiteral("/HGX_Baseboard_0");
    builder.collection(base, QStringLiteral("ComputerSystem"), systems);
    addProcessors(builder, hardware, system);
    addMemory(builder, hardware, system);
    addStorage(builder, hardware, system);
    addInterfaces(builder, hardware, system);
    addSystemLogs(builder, system);
    builder.add(system + QStringLiteral("/Bios"), QStringLiteral("Bios.v1_2_0.Bios"),
                QStringLiteral("BIOS Settings"),
                {{QStringLiteral("Attributes"),
                  QJsonObject{{QStringLiteral("BootMode"), QStringLiteral("Uefi")},
                              {QStringLiteral("ProcVirtualization"), QStringLiteral("Enabled")}}}});

    QJsonObject fields = systemFields(builder, personality, hardware);
    for (const char* part :
         {"Processors", "Memory", "Storage", "EthernetInterfaces", "LogServices", "Bios"})
        fields.insert(QLatin1String(part), builder.link(system + u'/' + QLatin1String(part)));
    fields.insert(QStringLiteral("Actions"), resetAction(builder, personality, system));
    fields.insert(QStringLiteral("Boot"), bootOf(personality));
    if (!personality.settings.isEmpty()) {
        const QString settings = system + u'/' + personality.settings;
        fields.insert(QStringLiteral("@Redfish.Settings"),
                      QJsonObject{{QStringLiteral("@odata.type"),
                                   QStringLiteral("#Settings.v1_3_0.Settings")},
                                  {QStringLiteral("SettingsObject"), builder.link(settings)}});
        builder.add(settings, QStringLiteral("ComputerSystem.v1_17_0.ComputerSystem"),
                    QStringLiteral("Pending settings"),
                    {{QStringLiteral("Boot"), bootOf(personality)}});
    }
    builder.add(system, QStringLiteral("ComputerSystem.v1_17_0.ComputerSystem"),
                QStringLiteral("System"), fields);
}

} // namespace rackhouse::lab
