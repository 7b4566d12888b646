#pragma once

#include "app/netboot/boot_decider.h"
#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"

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

    /// Where a client with that address reaches the boot HTTP server: "http://10.77.0.1:8070".
    static Result<QString> bootUrl(Reader& reader, const QHostAddress& client, quint16 port);
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
