#pragma once

#include "app/redfish/inventory.h"
#include "app/redfish/types.h"

// Pure functions from Redfish JSON to values. Lenient: a bad field is absent, nothing fails.

namespace rackhouse::redfish
{

/// The vendor: `Vendor`, else the first key of `Oem`, else empty. Spellings are unified ("Hpe" is
/// "HPE", "Ami" is "AMI").
QString vendorOf(const QJsonObject& root);
ServiceRoot readServiceRoot(const QJsonObject& root);
System readSystem(const QJsonObject& json);
Manager readManager(const QJsonObject& json);
Chassis readChassis(const QJsonObject& json);
Processor readProcessor(const QJsonObject& json);
Dimm readDimm(const QJsonObject& json);
Drive readDrive(const QJsonObject& json);
Nic readEthernetInterface(const QJsonObject& json);
/// NetworkDeviceFunction of an adapter: its Ethernet addresses.
Nic readNetworkFunction(const QJsonObject& json);
PciDevice readPciDevice(const QJsonObject& json);
/// HpeServerDevice (iLO 5 lists GPUs only there).
PciDevice readHpeDevice(const QJsonObject& json);
Psu readPsu(const QJsonObject& json);
Fan readFan(const QJsonObject& json);
std::optional<Reading> readSensor(const QJsonObject& json);
/// The state of a LeakDetector as a reading without a number; nothing where it is not there.
std::optional<Reading> readLeakDetector(const QJsonObject& json);
/// The kind of such a reading.
inline constexpr QStringView kLeak = u"Leak";
/// The readings embedded in the legacy Power and Thermal resources.
std::vector<Reading> readPower(const QJsonObject& json);
std::vector<Reading> readThermal(const QJsonObject& json);
/// Power supplies and fans embedded in the legacy resources.
std::vector<Psu> readLegacyPsus(const QJsonObject& power);
std::vector<Fan> readLegacyFans(const QJsonObject& thermal);

/// A Port that speaks NVLink and tells whether it is up; nothing for other ports.
std::optional<NvLink> readNvLink(const QJsonObject& json);

PowerState readPowerState(const QJsonObject& system);
Health readHealth(const QJsonObject& resource);
Health healthOf(const QString& word);
/// "aa:bb:cc:dd:ee:ff", or empty when it is no usable MAC address.
QString normalMac(const QString& text);

/// The resource's type without version: "Processor" for "#Processor.v1_13_0.Processor".
QString typeOf(const QJsonObject& json);
/// The @odata.id below `field`: "" when there is none.
QString linkOf(const QJsonObject& json, QStringView field);
/// True for a system or manager of an HGX baseboard, which belongs to the host beside it.
bool isBaseboardPath(const QString& path);
/// The @odata.ids of an array of links, or of one link.
QStringList linksOf(const QJsonValue& value);

} // namespace rackhouse::redfish
