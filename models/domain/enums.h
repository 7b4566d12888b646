#pragma once

#include <QString>

#include <array>
#include <optional>
#include <utility>

namespace rackhouse
{

/// The stable words of an enumeration, as they stand in SQL and JSON. Specialised beside each
/// enumeration.
template <class E>
struct EnumWords;

template <class E>
QString enumText(E value)
{
    for (const auto& [candidate, word] : EnumWords<E>::words) {
        if (candidate == value)
            return QString::fromLatin1(word);
    }
    return {};
}

template <class E>
std::optional<E> enumFromText(const QString& text)
{
    for (const auto& [candidate, word] : EnumWords<E>::words) {
        if (text == QLatin1String(word))
            return candidate;
    }
    return std::nullopt;
}

#define RACKHOUSE_ENUM_WORDS(E, ...)                                                               \
    template <>                                                                                    \
    struct EnumWords<E> {                                                                          \
        static constexpr auto words = std::to_array<std::pair<E, const char*>>({__VA_ARGS__});     \
    };

/// Who may see or do something; each role includes those before it. Nobody marks rows that never
/// leave the site.
enum class Role { Viewer, Operator, Admin, Nobody };
RACKHOUSE_ENUM_WORDS(Role, {Role::Viewer, "viewer"}, {Role::Operator, "operator"},
                     {Role::Admin, "admin"}, {Role::Nobody, "nobody"})

/// Where a machine stands in its life at the site. Only jobs move it.
enum class MachineState {
    Discovered, ///< its BMC answers or it booted; never inspected
    Inspecting,
    Available, ///< inspected, and empty or wiped: free to be provisioned
    Provisioning,
    Provisioned, ///< the installed system has phoned home
    Wiping,
    Quarantined, ///< something failed that a person must look at; never available
    Paper,       ///< in the books only; no BMC known
};
RACKHOUSE_ENUM_WORDS(MachineState, {MachineState::Discovered, "discovered"},
                     {MachineState::Inspecting, "inspecting"},
                     {MachineState::Available, "available"},
                     {MachineState::Provisioning, "provisioning"},
                     {MachineState::Provisioned, "provisioned"}, {MachineState::Wiping, "wiping"},
                     {MachineState::Quarantined, "quarantined"}, {MachineState::Paper, "paper"})

enum class PowerState { Unknown, On, Off, PoweringOn, PoweringOff };
RACKHOUSE_ENUM_WORDS(PowerState, {PowerState::Unknown, "unknown"}, {PowerState::On, "on"},
                     {PowerState::Off, "off"}, {PowerState::PoweringOn, "powering-on"},
                     {PowerState::PoweringOff, "powering-off"})

enum class Health { Unknown, Ok, Warning, Critical };
RACKHOUSE_ENUM_WORDS(Health, {Health::Unknown, "unknown"}, {Health::Ok, "ok"},
                     {Health::Warning, "warning"}, {Health::Critical, "critical"})

enum class NetbootState {
    Off, ///< no provisioning subnet is set up
    Serving,
    Failed, ///< it should serve, and cannot
};
RACKHOUSE_ENUM_WORDS(NetbootState, {NetbootState::Off, "off"}, {NetbootState::Serving, "serving"},
                     {NetbootState::Failed, "failed"})

enum class BmcState {
    New, ///< listed, not yet asked
    Reachable,
    Unreachable,
    AuthFailed, ///< it refused the credentials
    PinChanged, ///< it presents another certificate than the pinned one
    Broken,     ///< it answers, but not with Redfish
};
RACKHOUSE_ENUM_WORDS(BmcState, {BmcState::New, "new"}, {BmcState::Reachable, "reachable"},
                     {BmcState::Unreachable, "unreachable"}, {BmcState::AuthFailed, "auth-failed"},
                     {BmcState::PinChanged, "pin-changed"}, {BmcState::Broken, "broken"})

enum class ComponentKind {
    Cpu,
    Dimm,
    Drive,
    Nic,
    Gpu,
    InfiniBand,
    PciDevice,
    Psu,
    Fan,
    Sensor,
    Firmware,
    NvlinkDomain ///< where the machine stands in it
};
RACKHOUSE_ENUM_WORDS(ComponentKind, {ComponentKind::Cpu, "cpu"}, {ComponentKind::Dimm, "dimm"},
                     {ComponentKind::Drive, "drive"}, {ComponentKind::Nic, "nic"},
                     {ComponentKind::Gpu, "gpu"}, {ComponentKind::InfiniBand, "infiniband"},
                     {ComponentKind::PciDevice, "pci"}, {ComponentKind::Psu, "psu"},
                     {ComponentKind::Fan, "fan"}, {ComponentKind::Sensor, "sensor"},
                     {ComponentKind::Firmware, "firmware"},
                     {ComponentKind::NvlinkDomain, "nvlink-domain"})

/// Who said it: the BMC (out of band), the agent (in band), a person, or the manager of the
/// NVLinks.
enum class Source { Bmc, Agent, Person, Nmx };
RACKHOUSE_ENUM_WORDS(Source, {Source::Bmc, "bmc"}, {Source::Agent, "agent"},
                     {Source::Person, "person"}, {Source::Nmx, "nmx"})

enum class RackFace { Front, Rear };
RACKHOUSE_ENUM_WORDS(RackFace, {RackFace::Front, "front"}, {RackFace::Rear, "rear"})

/// The side of the plan that a rack's front looks at; the plan is drawn with its top upwards.
enum class PlanSide { Bottom, Left, Top, Right };
RACKHOUSE_ENUM_WORDS(PlanSide, {PlanSide::Bottom, "bottom"}, {PlanSide::Left, "left"},
                     {PlanSide::Top, "top"}, {PlanSide::Right, "right"})

/// What stands in a rack and is no machine. A blank only closes units; a reservation keeps them for
/// something that is to come.
enum class AssetKind {
    Switch,
    Storage,
    Pdu,
    PatchPanel,
    PowerShelf,
    TransferSwitch, ///< of two inputs it takes the preferred one while that has power
    Cdu,
    Console,
    Blank,
    Reservation,
    Other
};
RACKHOUSE_ENUM_WORDS(AssetKind, {AssetKind::Switch, "switch"}, {AssetKind::Storage, "storage"},
                     {AssetKind::Pdu, "pdu"}, {AssetKind::PatchPanel, "patch-panel"},
                     {AssetKind::PowerShelf, "power-shelf"},
                     {AssetKind::TransferSwitch, "transfer-switch"}, {AssetKind::Cdu, "cdu"},
                     {AssetKind::Console, "console"}, {AssetKind::Blank, "blank"},
                     {AssetKind::Reservation, "reservation"}, {AssetKind::Other, "other"})

/// In the units of a rack, or upright at a side of it, in none of them (0U).
enum class Mount { Units, LeftSide, RightSide };
RACKHOUSE_ENUM_WORDS(Mount, {Mount::Units, "units"}, {Mount::LeftSide, "left-side"},
                     {Mount::RightSide, "right-side"})

enum class DeviceKind { Server, Switch, Storage, Pdu, PatchPanel, PowerShelf, Cdu, Other };
RACKHOUSE_ENUM_WORDS(DeviceKind, {DeviceKind::Server, "server"}, {DeviceKind::Switch, "switch"},
                     {DeviceKind::Storage, "storage"}, {DeviceKind::Pdu, "pdu"},
                     {DeviceKind::PatchPanel, "patch-panel"},
                     {DeviceKind::PowerShelf, "power-shelf"}, {DeviceKind::Cdu, "cdu"},
                     {DeviceKind::Other, "other"})

enum class CableKind { Power, Copper, Fibre, Dac, Aoc, Other };
RACKHOUSE_ENUM_WORDS(CableKind, {CableKind::Power, "power"}, {CableKind::Copper, "copper"},
                     {CableKind::Fibre, "fibre"}, {CableKind::Dac, "dac"}, {CableKind::Aoc, "aoc"},
                     {CableKind::Other, "other"})

enum class CableState { Planned, Connected };
RACKHOUSE_ENUM_WORDS(CableState, {CableState::Planned, "planned"},
                     {CableState::Connected, "connected"})

/// What a cable is plugged into. None: this end hangs free.
enum class EndKind { None, Machine, Asset, Feed };
RACKHOUSE_ENUM_WORDS(EndKind, {EndKind::None, "none"}, {EndKind::Machine, "machine"},
                     {EndKind::Asset, "asset"}, {EndKind::Feed, "feed"})

/// What power comes through, from the grid down to a breaker whose cable ends at a PDU.
enum class FeedKind { Utility, Generator, Ups, Panel, Breaker };
RACKHOUSE_ENUM_WORDS(FeedKind, {FeedKind::Utility, "utility"}, {FeedKind::Generator, "generator"},
                     {FeedKind::Ups, "ups"}, {FeedKind::Panel, "panel"},
                     {FeedKind::Breaker, "breaker"})

/// Who told of a neighbour at a port.
enum class NeighborSource { Agent, Eapi, Nvue, Sonic, Snmp, Import, Netq };
RACKHOUSE_ENUM_WORDS(NeighborSource, {NeighborSource::Agent, "agent"},
                     {NeighborSource::Eapi, "eapi"}, {NeighborSource::Nvue, "nvue"},
                     {NeighborSource::Sonic, "sonic"}, {NeighborSource::Snmp, "snmp"},
                     {NeighborSource::Import, "import"}, {NeighborSource::Netq, "netq"})

/// How a switch is asked for its LLDP neighbours.
enum class SwitchMethod {
    SnmpV2c, ///< LLDP-MIB (IEEE 802.1AB), with a community
    SnmpV3,  ///< the same, with a user (RFC 3414)
    Eapi,    ///< Arista: JSON-RPC over HTTPS
    Nvue,    ///< NVIDIA Cumulus Linux: REST
    Sonic,   ///< RESTCONF, model openconfig-lldp
};
RACKHOUSE_ENUM_WORDS(SwitchMethod, {SwitchMethod::SnmpV2c, "snmp-v2c"},
                     {SwitchMethod::SnmpV3, "snmp-v3"}, {SwitchMethod::Eapi, "eapi"},
                     {SwitchMethod::Nvue, "nvue"}, {SwitchMethod::Sonic, "sonic"})
inline bool isSnmp(SwitchMethod method)
{
    return method == SwitchMethod::SnmpV2c || method == SwitchMethod::SnmpV3;
}

enum class SwitchState {
    New, ///< listed, not yet asked
    Answered,
    Failed, ///< its last answer did not come or could not be used; the reason says why
};
RACKHOUSE_ENUM_WORDS(SwitchState, {SwitchState::New, "new"}, {SwitchState::Answered, "answered"},
                     {SwitchState::Failed, "failed"})

/// Of a user of SNMPv3 (RFC 3414, RFC 7860).
enum class SnmpAuth { Sha512, Sha384, Sha256, Sha224, Sha1, Md5 };
RACKHOUSE_ENUM_WORDS(SnmpAuth, {SnmpAuth::Sha512, "sha-512"}, {SnmpAuth::Sha384, "sha-384"},
                     {SnmpAuth::Sha256, "sha-256"}, {SnmpAuth::Sha224, "sha-224"},
                     {SnmpAuth::Sha1, "sha"}, {SnmpAuth::Md5, "md5"})

/// None: what is said is signed, and can be read by others.
enum class SnmpPrivacy { Aes256, Aes192, Aes128, Des, None };
RACKHOUSE_ENUM_WORDS(SnmpPrivacy, {SnmpPrivacy::Aes256, "aes-256"},
                     {SnmpPrivacy::Aes192, "aes-192"}, {SnmpPrivacy::Aes128, "aes"},
                     {SnmpPrivacy::Des, "des"}, {SnmpPrivacy::None, "none"})

enum class FabricKind { InfiniBand };
RACKHOUSE_ENUM_WORDS(FabricKind, {FabricKind::InfiniBand, "infiniband"})

/// An aggregator is the SHARP engine inside a switch, which shows itself as an adapter.
enum class FabricNodeKind { Switch, Adapter, Aggregator };
RACKHOUSE_ENUM_WORDS(FabricNodeKind, {FabricNodeKind::Switch, "switch"},
                     {FabricNodeKind::Adapter, "adapter"},
                     {FabricNodeKind::Aggregator, "aggregator"})

/// Which counters of an InfiniBand port were read: those of the port, or what its receive errors
/// were.
enum class CounterSet { Port, ReceiveErrors };
RACKHOUSE_ENUM_WORDS(CounterSet, {CounterSet::Port, "port"},
                     {CounterSet::ReceiveErrors, "receive-errors"})

enum class FirmwareMode { Unknown, Bios, Uefi };
RACKHOUSE_ENUM_WORDS(FirmwareMode, {FirmwareMode::Unknown, "unknown"}, {FirmwareMode::Bios, "bios"},
                     {FirmwareMode::Uefi, "uefi"})

enum class ImageFormat { Raw, Qcow2, TarZst };
RACKHOUSE_ENUM_WORDS(ImageFormat, {ImageFormat::Raw, "raw"}, {ImageFormat::Qcow2, "qcow2"},
                     {ImageFormat::TarZst, "tar.zst"})

enum class ImageState { Uploading, Checking, Ready, Bad };
RACKHOUSE_ENUM_WORDS(ImageState, {ImageState::Uploading, "uploading"},
                     {ImageState::Checking, "checking"}, {ImageState::Ready, "ready"},
                     {ImageState::Bad, "bad"})

enum class JobKind { Inspect, Provision, Wipe, Power, Discover };
RACKHOUSE_ENUM_WORDS(JobKind, {JobKind::Inspect, "inspect"}, {JobKind::Provision, "provision"},
                     {JobKind::Wipe, "wipe"}, {JobKind::Power, "power"},
                     {JobKind::Discover, "discover"})

enum class JobState {
    Queued, ///< waits for the machine or for a free slot; the reason says which
    Running,
    Held,       ///< a person asked it to stand still before its next step
    Cancelling, ///< cancel was asked; it stops at the step's safe point
    Succeeded,
    Failed,
    Cancelled,
};
RACKHOUSE_ENUM_WORDS(JobState, {JobState::Queued, "queued"}, {JobState::Running, "running"},
                     {JobState::Held, "held"}, {JobState::Cancelling, "cancelling"},
                     {JobState::Succeeded, "succeeded"}, {JobState::Failed, "failed"},
                     {JobState::Cancelled, "cancelled"})
inline bool isFinished(JobState state)
{
    return state == JobState::Succeeded || state == JobState::Failed ||
           state == JobState::Cancelled;
}

enum class StepState { Pending, Running, Waiting, Succeeded, Failed, Skipped };
RACKHOUSE_ENUM_WORDS(StepState, {StepState::Pending, "pending"}, {StepState::Running, "running"},
                     {StepState::Waiting, "waiting"}, {StepState::Succeeded, "succeeded"},
                     {StepState::Failed, "failed"}, {StepState::Skipped, "skipped"})

enum class Severity { Info, Warning, Critical };
RACKHOUSE_ENUM_WORDS(Severity, {Severity::Info, "info"}, {Severity::Warning, "warning"},
                     {Severity::Critical, "critical"})

/// What erased a drive, strongest first.
enum class WipeMethod { NvmeFormat, AtaSecureErase, Overwrite };
RACKHOUSE_ENUM_WORDS(WipeMethod, {WipeMethod::NvmeFormat, "nvme-format"},
                     {WipeMethod::AtaSecureErase, "ata-secure-erase"},
                     {WipeMethod::Overwrite, "overwrite"})

/// NIST SP 800-88 class that the method reached.
enum class WipeClass { Clear, Purge };
RACKHOUSE_ENUM_WORDS(WipeClass, {WipeClass::Clear, "clear"}, {WipeClass::Purge, "purge"})

enum class WipeResult { Running, Passed, Failed };
RACKHOUSE_ENUM_WORDS(WipeResult, {WipeResult::Running, "running"}, {WipeResult::Passed, "passed"},
                     {WipeResult::Failed, "failed"})

} // namespace rackhouse
