#include "app/machines/agentrefusals.h"

#include "app/jobs/jobengine.h"
#include "app/machines/agentdesk.h"
#include "app/machines/bootsessions.h"
#include "models/domain/asset.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

/// The boot that the claim belongs to, by its token; else, with nothing but machine and job, the
/// machine that has its MAC. A session without machine where nobody is known.
Result<BootSession> bootOf(Reader& reader, const AgentRefusals::Claim& claim)
{
    const auto ever = bootsessions::findEver(reader, claim.tokenHash);
    if (!ever)
        return fail(ever.error());
    BootSession boot = ever->value_or(BootSession());
    if (!*ever && !claim.mac.isEmpty()) {
        const auto id = reader.machineOfMac(claim.mac);
        if (!id)
            return fail(id.error());
        boot.machineId = MachineId(*id);
    }
    const auto machine = reader.find<Machine>(boot.machineId);
    if (!machine)
        return fail(machine.error());
    if (*machine && (*machine)->jobId)
        boot.jobId = (*machine)->jobId;
    return boot;
}

} // namespace

void AgentRefusals::note(const Claim& claim, const Error& why)
{
    const bool unknown = why.code == u"token-unknown";
    if (!unknown && why.code != u"wrong-machine")
        return;
    const auto boot =
        m_store.read<BootSession>([&](Reader& reader) { return bootOf(reader, claim); });
    if (!boot || boot->machineId.isEmpty())
        return;
    if (unknown && boot->registeredAt.isSet())
        return; // an agent whose job has ended goes on asking, and nobody waits for it
    m_desk.refused(boot->jobId, {problemText(why), m_engine.now()});
    const QString what = boot->id.text() + u' ' + why.code;
    QSet<QString>& told = m_told[boot->machineId];
    if (told.contains(what))
        return;
    told.insert(what);
    Job job;
    job.id = boot->jobId;
    job.machineId = boot->machineId;
    QJsonObject args = QJsonObject::fromVariantMap(why.args);
    args.insert(QStringLiteral("address"), claim.address.toString());
    m_engine.recordEvent(job, Severity::Warning,
                         unknown ? QStringLiteral("agent-token-unknown") : why.code, args);
    m_engine.notify(job.id);
}

} // namespace rackhouse
