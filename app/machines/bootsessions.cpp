#include "app/machines/bootsessions.h"

#include "models/store/store.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace rackhouse
{

namespace
{

constexpr size_t KeptUnregistered = 4;

Result<std::vector<BootSession>> openSessions(Reader& reader, const char* field,
                                              const QString& value, Instant now)
{
    Select select;
    select.equals = {{QString::fromLatin1(field), value}};
    auto rows = reader.list<BootSession>(select);
    if (rows)
        std::erase_if(*rows, [&](const BootSession& row) { return row.expiresAt <= now; });
    return rows;
}

} // namespace

BootToken BootToken::create()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const QByteArray raw(reinterpret_cast<const char*>(words.data()), sizeof words);
    const QString text = QString::fromLatin1(raw.toHex());
    return {Redacted<QString>(text), hashOf(text)};
}

QString BootToken::hashOf(const QString& token)
{
    return QString::fromLatin1(
        QCryptographicHash::hash(token.toUtf8(), QCryptographicHash::Sha256).toHex());
}

namespace bootsessions
{

Result<BootSession> mint(Writer& writer, const BootToken& token, const MachineId& machine,
                         const JobId& job, const QString& purpose, Instant now)
{
    auto open = openSessions(writer, "machine_id", machine.text(), now);
    if (!open)
        return fail(open.error());
    std::erase_if(*open, [&](const BootSession& row) {
        return row.registeredAt.isSet() || row.purpose != purpose;
    });
    std::sort(open->begin(), open->end(),
              [](const auto& a, const auto& b) { return a.id.text() > b.id.text(); });
    for (size_t i = KeptUnregistered - 1; i < open->size(); ++i) {
        (*open)[i].expiresAt = now;
        if (auto put = writer.put((*open)[i]); !put)
            return fail(put.error());
    }
    BootSession row;
    row.id = BootSessionId::create();
    row.machineId = machine;
    row.jobId = job;
    row.tokenHash = token.hash;
    row.purpose = purpose;
    row.createdAt = now;
    row.expiresAt = now.plusMs(LifetimeMs);
    if (auto put = writer.put(row); !put)
        return fail(put.error());
    return row;
}

Result<std::optional<BootSession>> find(Reader& reader, const QString& tokenHash, Instant now)
{
    auto rows = openSessions(reader, "token_hash", tokenHash, now);
    if (!rows)
        return fail(rows.error());
    if (rows->empty())
        return std::optional<BootSession>();
    return std::optional<BootSession>(rows->front());
}

Result<std::optional<BootSession>> findEver(Reader& reader, const QString& tokenHash)
{
    return find(reader, tokenHash, Instant{});
}

Result<BootSession> markRegistered(Writer& writer, const QString& tokenHash,
                                   const QString& agentVersion, Instant now)
{
    auto found = find(writer, tokenHash, now);
    if (!found)
        return fail(found.error());
    if (!*found || (*found)->purpose == u"phone-home")
        return fail("token-unknown");
    BootSession session = **found;
    auto open = openSessions(writer, "machine_id", session.machineId.text(), now);
    if (!open)
        return fail(open.error());
    for (BootSession& other : *open) {
        if (other.id == session.id || other.purpose == u"phone-home")
            continue;
        other.expiresAt = now;
        if (auto put = writer.put(other); !put)
            return fail(put.error());
    }
    session.registeredAt = now;
    session.lastSeenAt = now;
    session.agentVersion = agentVersion;
    if (auto put = writer.put(session); !put)
        return fail(put.error());
    return session;
}

Result<void> expireJob(Writer& writer, const JobId& job, Instant now)
{
    auto open = openSessions(writer, "job_id", job.text(), now);
    if (!open)
        return fail(open.error());
    for (BootSession& row : *open) {
        row.expiresAt = now;
        if (auto put = writer.put(row); !put)
            return put;
    }
    return {};
}

} // namespace bootsessions
} // namespace rackhouse
