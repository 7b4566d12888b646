#include "models/domain/network.h"

namespace rackhouse
{

const RecordInfo& Subnet::record()
{
    static const RecordInfo info{
        "subnet",
        "Subnet",
        Role::Viewer,
        {field<&Subnet::id>("id", "Id", Key), field<&Subnet::name>("name", "Name", Unique),
         field<&Subnet::networkInterface>("network_interface", "Interface"),
         field<&Subnet::cidr>("cidr", "Network"),
         field<&Subnet::serverAddress>("server_address", "Served from"),
         field<&Subnet::rangeFirst>("range_first", "First address"),
         field<&Subnet::rangeLast>("range_last", "Last address"),
         field<&Subnet::gateway>("gateway", "Gateway"), field<&Subnet::dns>("dns", "DNS"),
         field<&Subnet::leaseSeconds>("lease_seconds", "Lease", Plain, nullptr, "s"),
         field<&Subnet::reservations>("reservations", "Reservations", Detail),
         field<&Subnet::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& Lease::record()
{
    static const RecordInfo info{"lease",
                                 "Lease",
                                 Role::Viewer,
                                 {field<&Lease::id>("id", "Id", Key),
                                  field<&Lease::subnetId>("subnet_id", "Subnet", Plain, "subnet"),
                                  field<&Lease::mac>("mac", "MAC address"),
                                  field<&Lease::address>("address", "Address"),
                                  field<&Lease::hostname>("hostname", "Hostname"),
                                  field<&Lease::architecture>("architecture", "Architecture"),
                                  field<&Lease::machineId>("machine_id", "Machine"),
                                  field<&Lease::expiresAt>("expires_at", "Expires"),
                                  field<&Lease::updatedAt>("updated_at", "Updated", Detail)}};
    return info;
}

const RecordInfo& BootSession::record()
{
    static const RecordInfo info{
        "boot_session",
        "Network boot",
        Role::Nobody,
        {field<&BootSession::id>("id", "Id", Key),
         field<&BootSession::machineId>("machine_id", "Machine"),
         field<&BootSession::jobId>("job_id", "Job"),
         field<&BootSession::tokenHash>("token_hash", "Token", Secret | Unique),
         field<&BootSession::purpose>("purpose", "Purpose"),
         field<&BootSession::createdAt>("created_at", "Created"),
         field<&BootSession::expiresAt>("expires_at", "Expires"),
         field<&BootSession::registeredAt>("registered_at", "Registered"),
         field<&BootSession::lastSeenAt>("last_seen_at", "Seen"),
         field<&BootSession::agentVersion>("agent_version", "Agent")}};
    return info;
}

} // namespace rackhouse
