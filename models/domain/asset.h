#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// The site that this appliance serves. One row at an appliance, many in a console's replica.
struct Site {
    SiteId id;
    QString name;
    Instant createdAt;
    NetbootState netbootState = NetbootState::Off;
    QString netbootReason = {}; ///< code of why it failed
    QJsonObject netbootArgs = {};

    static const RecordInfo& record();
};

/// A rack on the floor. Units are counted from 1 at the bottom.
struct Rack {
    RackId id;
    QString name;
    QString hall; ///< name of the hall, which may have a plan (Hall) or none
    QString row;
    qint64 position = 0; ///< place in its row, from 1
    qint64 heightUnits = 42;
    qint64 powerLimitW = 0;   ///< 0: no limit known
    qint64 weightLimitKg = 0; ///< of what stands in it; 0: no limit known
    qint64 widthMm = 0;       ///< outside; 0: 600
    qint64 depthMm = 0;       ///< outside; 0: 1200
    bool onPlan = false;      ///< it has a place on the plan; else it is drawn by row and position
    qint64 xMm = 0;           ///< of the footprint's left edge on the plan
    qint64 yMm = 0;           ///< of its top edge
    PlanSide facing = PlanSide::Bottom;
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// A management controller. Its password lives sealed in `secret`, never here.
struct Bmc {
    BmcId id;
    QString address; ///< host or address, without scheme
    qint64 port = 443;
    QString username;
    BmcState state = BmcState::New;
    QString reason; ///< error code behind the state
    QString vendor;
    QString product;
    QString model;
    QString firmware;
    QString redfishVersion;
    QString certificate; ///< SHA-256 of the pinned certificate (DER), lower-case hex
    QString presented;   ///< that of the other one it presents now; empty: the pinned one
    Instant observedAt;  ///< last time that it answered
    Instant triedAt;
    SecretId secretId;
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// A server: what the books say of it (name, place, tag) and what the hardware said (serial, power,
/// health).
struct Machine {
    MachineId id;
    QString name;
    RackId rackId;
    qint64 position = 0; ///< lowest unit it fills, from 1; 0: not placed
    qint64 heightUnits = 1;
    RackFace face = RackFace::Front;
    bool halfDepth = false;    ///< it leaves the other face of its units free
    qint64 depthMm = 0;        ///< front panel to rearmost part; 0: not known
    DeviceTypeId deviceTypeId; ///< what it is in the library, for its drawing
    double weightKg = 0;       ///< 0: not known
    qint64 plateW = 0;         ///< power on its name plate; 0: not known
    QString assetTag;
    MachineState state = MachineState::Paper;
    QString stateReason; ///< error or reason code; empty when there is nothing to say
    BmcId bmcId;
    QString systemPath; ///< Redfish path of its ComputerSystem behind that BMC
    QString manufacturer;
    QString model;
    QString serial;
    QString uuid; ///< SMBIOS UUID, lower case
    QString biosVersion;
    FirmwareMode firmwareMode = FirmwareMode::Unknown;
    PowerState power = PowerState::Unknown;
    Health health = Health::Unknown;
    qint64 powerW = 0;             ///< drawn now, as its BMC measures it; 0: not told
    double inletC = 0;             ///< degrees Celsius of the air that it takes in; 0: not told
    double hottestC = 0;           ///< of the hottest sensor in it; 0: not told
    Health leak = Health::Unknown; ///< worst of its leak detectors; Unknown: none tells anything
    QString leakAt;                ///< the detectors that are not dry
    QStringList macs;    ///< lower case with colons; any of them identifies it at network boot
    qint64 cpuCount = 0; ///< sockets
    qint64 coreCount = 0;
    qint64 memoryBytes = 0;
    qint64 gpuCount = 0;
    QString gpuModel;
    qint64 driveCount = 0;
    qint64 driveBytes = 0;
    QString hostname;   ///< of the provisioned system
    QString ipAddress;  ///< that the provisioned system phoned home from
    ImageId imageId;    ///< that was provisioned
    JobId jobId;        ///< the unfinished job on it, if any
    Instant observedAt; ///< when the hardware last said anything
    Instant inspectedAt;
    Instant wipedAt;
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// A part of a machine, as the BMC or the agent reported it.
struct Component {
    ComponentId id;
    MachineId machineId;
    ComponentKind kind = ComponentKind::PciDevice;
    Source source = Source::Agent;
    QString slot; ///< "CPU0", "DIMM A1", "nvme0n1", "eth0", "0000:01:00.0"
    QString manufacturer;
    QString model;
    QString serial;
    QString firmware;
    qint64 capacityBytes = 0;
    Health health = Health::Unknown;
    QJsonObject detail; ///< per kind; see app/agent/README.md
    Instant observedAt;

    static const RecordInfo& record();
};

/// An operating-system image in the catalog of the site.
struct Image {
    ImageId id;
    QString name;
    QString os;           ///< "debian"
    QString version;      ///< "12"
    QString architecture; ///< "x86_64", "aarch64"
    ImageFormat format = ImageFormat::Raw;
    ImageState state = ImageState::Uploading;
    QString reason;           ///< error code when bad
    QString sha256;           ///< of the file, lower-case hex
    qint64 sizeBytes = 0;     ///< of the file
    qint64 receivedBytes = 0; ///< of an upload in progress
    qint64 diskBytes = 0;     ///< that it fills when written
    QString path;             ///< on the appliance
    Instant createdAt;
    qint64 revision = 1;

    static const RecordInfo& record();
};

} // namespace rackhouse
