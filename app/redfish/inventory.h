#pragma once

#include "models/domain/enums.h"
#include "models/domain/nvlinks.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace rackhouse::redfish
{

/// What a part says about itself. Everything but `path` may be empty: the BMC did not say it.
struct Part {
    QString path; ///< @odata.id
    QString slot; ///< service label, slot or id: what a person finds it by
    QString manufacturer;
    QString model;
    QString partNumber;
    QString serial;
    QString firmware;
    Health health = Health::Unknown;
    bool present = true; ///< false: Status.State is Absent
};

struct Processor : Part {
    QString type; ///< ProcessorType: "CPU", "GPU" ...
    QString uuid;
    qint64 cores = 0;
    qint64 threads = 0;
    qint64 memoryBytes = 0;
};

struct Dimm : Part {
    qint64 bytes = 0;
    qint64 speedMts = 0;
    QString type; ///< "DDR5"
};

struct Drive : Part {
    qint64 bytes = 0;
    QString media;    ///< "SSD", "HDD"
    QString protocol; ///< "NVMe", "SATA"
};

struct Nic : Part {
    QString mac; ///< lower case with colons
    QString permanentMac;
    qint64 speedMbps = 0;
    std::optional<bool> link;
};

struct PciDevice : Part {
    QString deviceClass; ///< of its function, or the device type
    bool gpu = false;
};

/// One NVLink of a GPU.
struct NvLink : NvLinks::Link {
    QString path; ///< of its Port
};

struct Gpu : Part {
    QString uuid;
    qint64 memoryBytes = 0;
    std::vector<NvLink> nvLinks;
};

struct Psu : Part {
    double capacityW = 0;
};

struct Fan : Part {
};

/// One reading with its unit, from Power, Thermal or a Sensor.
struct Reading {
    QString path;
    QString name;
    QString kind; ///< "Temperature", "Power", "Voltage", "Rotational" ...
    QString unit; ///< "Cel", "W", "V", "RPM", "%" (UCUM, as Sensor.ReadingUnits)
    double value = 0;
    Health health = Health::Unknown;
};

/// The ComputerSystem resource itself.
struct System {
    QString path;
    QString manufacturer;
    QString model;
    QString serial;
    QString uuid; ///< lower case
    QString biosVersion;
    QString hostname;
    PowerState power = PowerState::Unknown;
    Health health = Health::Unknown;
    FirmwareMode firmwareMode = FirmwareMode::Unknown;
    qint64 memoryBytes = 0; ///< MemorySummary
    bool baseboard = false; ///< an HGX baseboard: GPUs of the host system, no machine of its own
};

/// A management controller.
struct Manager {
    QString path;
    QString manufacturer;
    QString model;
    QString firmware;
    Health health = Health::Unknown;
};

struct Chassis : Part {
    QString type; ///< "RackMount", "Component" ...
};

/// A machine as its BMC sees it.
struct SystemInventory : System {
    QStringList macs; ///< of all NICs, lower case, sorted, unique
    std::vector<Processor> cpus;
    std::vector<Dimm> dimms;
    std::vector<Drive> drives;
    std::vector<Nic> nics;
    std::vector<Gpu> gpus;
    std::vector<Psu> psus;
    std::vector<Fan> fans;
    std::vector<Reading> sensors;
    std::vector<Reading> leakDetectors;
    QString managerFirmware;
    QStringList warnings; ///< resources that could not be read: path and reason
};

} // namespace rackhouse::redfish
