#pragma once

#include "app/api/route.h"
#include "models/base/redacted.h"
#include "models/store/store.h"

#include <mutex>

namespace rackhouse::api
{

/// Compares without telling by its duration where two texts differ.
bool equalsInConstantTime(const QByteArray& a, const QByteArray& b);

/// Whether the holder of a credential may still ask. Errors: "certificate-revoked",
/// "certificate-expired".
Result<void> checkCredential(const Credential& credential, Instant now);

/// Says who a request comes from. Safe from any thread.
class Authenticator
{
public:
    /// `embeddedToken` is accepted from loopback only; empty: never.
    Authenticator(Store& store, const Clock& clock, Redacted<QString> embeddedToken);

    /// Errors: "unauthorized", "certificate-unknown", "certificate-revoked", "certificate-expired".
    Result<Caller> authenticate(const http::Request& request);

private:
    Result<Caller> byToken(const http::Request& request) const;
    Result<Caller> byCertificate(const QByteArray& der);
    void touch(const Credential& credential, Instant now);

    Store& m_store;
    const Clock& m_clock;
    const Redacted<QString> m_token;
    std::mutex m_mutex;
    QHash<CredentialId, Instant> m_touched;
};

} // namespace rackhouse::api
