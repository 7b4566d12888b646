#pragma once

#include "models/base/clock.h"
#include "models/base/redacted.h"
#include "models/base/result.h"

#include <QStringList>

#include <memory>

namespace rackhouse::api
{

/// A certificate that the site's CA has just signed.
struct SignedCertificate {
    QByteArray pem;
    QString fingerprint; ///< SHA-256 of the DER form, lower-case hex
    Instant issuedAt;
    Instant expiresAt;
};

/// SHA-256 of a certificate in DER form, lower-case hex: how certificates are named everywhere.
QString certificateFingerprint(const QByteArray& der);

/// The site's own certificate authority (EC P-256): it signs the appliance's server certificate and
/// the client certificates of paired consoles. Its files are in one folder: ca.key and server.key
/// (0600), ca.crt and server.crt.
class SiteCa
{
public:
    /// Opens the folder, or makes key and certificates the first time. `names` are host names and
    /// addresses for a new server certificate. Errors: "ca-failed".
    static Result<std::unique_ptr<SiteCa>> open(const QString& directory, const Clock& clock,
                                                const QStringList& names);
    ~SiteCa();

    QByteArray caPem() const;
    /// The server certificate followed by the CA's.
    QByteArray serverChainPem() const;
    Redacted<QByteArray> serverKeyPem() const;
    /// Of the server certificate: what a person compares when pairing.
    QString serverFingerprint() const;

    /// Signs a client certificate for a year. Only the public key of the request is taken; the
    /// common name is `name`. Errors: "bad-csr", "ca-failed".
    Result<SignedCertificate> signClient(const QByteArray& csrPem, const QString& name,
                                         qint64 validMs = 365LL * 24 * 3600 * 1000) const;

private:
    struct State;
    explicit SiteCa(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace rackhouse::api
