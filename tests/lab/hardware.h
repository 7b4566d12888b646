#pragma once

#include <QString>

#include <vector>

namespace rackhouse::lab
{

struct DriveSpec {
    QString model;
    QString serial;
    QString wwn; ///< "eui.…" or "naa.…" or empty
    QString firmware;
    QString protocol; ///< Redfish Protocol: "NVMe", "SATA", "SAS"
    bool rotational = false;
    qint64 bytes = 0;
};

struct NicSpec {
    QString mac; ///< lower-case, colons
    QString model;
    int speedMbps = 0;
};

/// What a server is made of. In paper machines the texts hold placeholders (see Tree), so that one
/// tree serves every machine of a personality.
struct Hardware {
    QString manufacturer;
    QString model;
    QString serial;
    QString uuid;
    QString partNumber;
    QString biosVersion;
    QString bmcVersion;
    QString cpuModel;
    int sockets = 1;
    int coresPerSocket = 1;
    int threadsPerCore = 1;
    int dimms = 1;
    qint64 dimmMiB = 1024;
    int dimmSpeedMts = 4800;
    std::vector<DriveSpec> drives;
    std::vector<NicSpec> nics;
    int gpus = 0;
    QString gpuModel;
    QString gpuPartNumber;
    int psus = 2;
    int psuWatts = 800;
    int fans = 6;
    int leakDetectors = 0;
};

} // namespace rackhouse::lab
