#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// A provisioning subnet that the appliance serves with DHCP on one named interface.
struct Subnet {
    SubnetId id;
    QString name;
    QString networkInterface; ///< "prov0"; the appliance answers on this one and no other
    QString cidr;             ///< "10.77.0.0/24"
    QString serverAddress;    ///< the appliance's own address there
    QString rangeFirst;
    QString rangeLast;
    QString gateway;
    QStringList dns;
    qint64 leaseSeconds = 3600;
    QJsonObject reservations; ///< MAC -> address
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// An address handed out by DHCP.
struct Lease {
    LeaseId id;
    SubnetId subnetId;
    QString mac;
    QString address;
    QString hostname;
    QString architecture; ///< option 93 in words: "bios", "uefi-x64", "uefi-http-x64"...
    MachineId machineId;
    Instant expiresAt;
    Instant updatedAt;

    static const RecordInfo& record();
};

/// One network boot of a machine for a purpose, with the hash of the token that its agent registers
/// with.
struct BootSession {
    BootSessionId id;
    MachineId machineId;
    JobId jobId;
    QString tokenHash; ///< SHA-256 of the token, lower-case hex
    QString purpose;   ///< "inspect", "provision", "wipe", "phone-home"
    Instant createdAt;
    Instant expiresAt;
    Instant registeredAt;
    Instant lastSeenAt;
    QString agentVersion;

    static const RecordInfo& record();
};

} // namespace rackhouse
