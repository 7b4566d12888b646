#include "app/api/authenticator.h"

#include "app/api/siteca.h"

#include <openssl/crypto.h>

namespace rackhouse::api
{

namespace
{

/// "Last used" is written at most this often: each write is a change that consoles fetch.
constexpr qint64 touchMs = 3600 * 1000;

} // namespace

bool equalsInConstantTime(const QByteArray& a, const QByteArray& b)
{
    return a.size() == b.size() &&
           CRYPTO_memcmp(a.constData(), b.constData(), static_cast<size_t>(a.size())) == 0;
}

Result<void> checkCredential(const Credential& credential, Instant now)
{
    if (credential.revokedAt.isSet())
        return fail("certificate-revoked");
    if (credential.expiresAt <= now)
        return fail("certificate-expired");
    return {};
}

Authenticator::Authenticator(Store& store, const Clock& clock, Redacted<QString> embeddedToken)
    : m_store(store), m_clock(clock), m_token(std::move(embeddedToken))
{
}

Result<Caller> Authenticator::authenticate(const http::Request& request)
{
    if (request.headers.contains("authorization"))
        return byToken(request);
    if (request.clientCertificateDer.isEmpty())
        return fail("unauthorized");
    return byCertificate(request.clientCertificateDer);
}

Result<Caller> Authenticator::byToken(const http::Request& request) const
{
    const QByteArray expected = "Bearer " + m_token.reveal().toLatin1();
    if (m_token.isEmpty() || !request.peer.isLoopback() ||
        !equalsInConstantTime(request.headers.value("authorization"), expected))
        return fail("unauthorized");
    return Caller{QStringLiteral("embedded console"), Role::Admin, {}};
}

Result<Caller> Authenticator::byCertificate(const QByteArray& der)
{
    const QString fingerprint = certificateFingerprint(der);
    const auto found = m_store.read<std::vector<Credential>>([&fingerprint](Reader& reader) {
        return reader.list<Credential>({.equals = {{QStringLiteral("fingerprint"), fingerprint}}});
    });
    if (!found)
        return fail(found.error());
    if (found->empty())
        return fail("certificate-unknown");
    const Credential& credential = found->front();
    const Instant now = m_clock.now();
    if (auto good = checkCredential(credential, now); !good)
        return fail(good.error());
    touch(credential, now);
    return Caller{credential.name, credential.role, credential.id};
}

void Authenticator::touch(const Credential& credential, Instant now)
{
    {
        const std::lock_guard lock(m_mutex);
        Instant& last = m_touched[credential.id];
        last = std::max(last, credential.lastUsedAt);
        if (now.ms - last.ms < touchMs)
            return;
        last = now;
    }
    m_store.write<void>([id = credential.id, now](Writer& writer) -> Result<void> {
        auto row = writer.find<Credential>(id);
        if (!row || !*row)
            return {};
        (*row)->lastUsedAt = now;
        return writer.put(**row);
    });
}

} // namespace rackhouse::api
