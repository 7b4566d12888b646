#pragma once

#include "app/api/siteca.h"
#include "models/base/redacted.h"
#include "models/domain/security.h"
#include "models/store/store.h"

#include <QHostAddress>

#include <deque>
#include <mutex>

namespace rackhouse::api
{

/// A code to be shown to a person once.
struct PairingCode {
    Redacted<QString> code; ///< "ABCD-EFGH-JKLM"
    Instant expiresAt;
};

/// One-time pairing codes: made for a person who stands at the appliance (or by an admin), turned
/// into a client certificate. Only hashes are stored. Safe from any thread.
class PairingDesk
{
public:
    PairingDesk(Store& store, const SiteCa& ca, const Clock& clock);

    /// A code that lives for 15 minutes and gives this role.
    QFuture<Result<PairingCode>> open(Role role, QString actor);

    /// Signs the request when the code is right. Errors: "too-many-tries", "pairing-code-wrong",
    /// "pairing-code-used", "pairing-code-expired", "pairing-code-closed", "bad-csr", "bad-field".
    /// Who does not know a code learns only "wrong".
    QFuture<Result<SignedCertificate>> redeem(QString code, QByteArray csrPem, QString name,
                                              QHostAddress peer);

private:
    bool mayTry(const QHostAddress& peer);

    Store& m_store;
    const SiteCa& m_ca;
    const Clock& m_clock;
    std::mutex m_mutex;
    QHash<QHostAddress, std::deque<Instant>> m_tries;
};

} // namespace rackhouse::api
