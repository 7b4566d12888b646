#pragma once

#include "models/base/clock.h"
#include "models/base/redacted.h"
#include "models/base/result.h"
#include "models/domain/network.h"

namespace rackhouse
{

class Reader;
class Writer;

/// A random token of 256 bits in hex. Only its hash is ever stored.
struct BootToken {
    Redacted<QString> token;
    QString hash; ///< SHA-256 of the token's text, lower-case hex

    static BootToken create();
    static QString hashOf(const QString& token);
};

/// The rows behind tokens: one a network boot and one a deployment that will phone home. All run
/// inside Store::write or Store::read.
namespace bootsessions
{

inline constexpr qint64 LifetimeMs = 24ll * 3600 * 1000; ///< since the agent last spoke

/// A new session. Sessions of the same machine and purpose that never registered are kept to the
/// newest four: firmware may ask for its script more than once.
Result<BootSession> mint(Writer& writer, const BootToken& token, const MachineId& machine,
                         const JobId& job, const QString& purpose, Instant now);
/// The session of a token that is still good.
Result<std::optional<BootSession>> find(Reader& reader, const QString& tokenHash, Instant now);
/// The session of a token, also of one that is not good any more.
Result<std::optional<BootSession>> findEver(Reader& reader, const QString& tokenHash);
/// The agent has shown its token: every other session of that machine's network boots is void.
Result<BootSession> markRegistered(Writer& writer, const QString& tokenHash,
                                   const QString& agentVersion, Instant now);
/// Ends all sessions of a job.
Result<void> expireJob(Writer& writer, const JobId& job, Instant now);

} // namespace bootsessions
} // namespace rackhouse
