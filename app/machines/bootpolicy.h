#pragma once

#include "app/netboot/boot_decider.h"
#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/network.h"

namespace rackhouse
{

class Store;
class Reader;
class Writer;

/// Decides at request time, from the store, what a machine boots: in a job that wants the RAM
/// system -> that, with a token minted for this boot; provisioned or empty -> its own disk; unknown
/// or never inspected -> a look by the RAM system that neither installs nor wipes.
class BootPolicy
{
public:
    BootPolicy(Store& store, const Clock& clock) : m_store(store), m_clock(clock) {}

    /// For NetbootDependencies: any thread; answers from the writer thread, Deny when the store
    /// fails.
    void decide(netboot::BootClient client, std::function<void(netboot::BootDecision)> answer);

    /// Where a machine reaches the boot HTTP server: "http://10.77.0.1:8070". By the newest lease
    /// of one of its cards; without one, in a subnet whose server address the appliance has.
    static Result<QString> bootUrl(Reader& reader, const Machine& machine, quint16 port);
    /// The INT 13h number of the disk with the machine's system, as its last provisioning found it;
    /// nothing where nobody knows it, or a BIOS does not come into it.
    static Result<std::optional<int>> biosDrive(Reader& reader, const MachineId& machine);
    /// Whether network boot can serve a subnet as it is set up: "subnet-invalid" with the field.
    static Result<void> checkSubnet(const Subnet& subnet);
    /// True for steps during which the machine of the job is to run the RAM system.
    static bool wantsRamSystem(const Job& job);
    static QString normalMac(const QString& mac);

private:
    static Result<netboot::BootDecision> verdict(Writer& writer, const netboot::BootClient& client,
                                                 Instant now);

    Store& m_store;
    const Clock& m_clock;
};

} // namespace rackhouse
