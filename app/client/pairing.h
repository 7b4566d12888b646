#pragma once

#include "app/client/siteregistry.h"

#include <QFuture>

namespace rackhouse::client
{

/// A key for this computer and the certificate request that goes with it.
struct ClientKey {
    Redacted<QByteArray> keyPem;
    QByteArray csrPem;
};

/// A new EC P-256 key with a request for `commonName`. Error: "key-failed".
Result<ClientKey> makeClientKey(const QString& commonName);

/// The fingerprint of the certificate that the address presents, for a person to compare with what
/// the appliance shows. Nothing is sent. Errors: "site-unreachable", "timed-out".
QFuture<Result<QString>> probeFingerprint(const QUrl& api, int timeoutMs = 10'000);

/// What a person has typed and confirmed.
struct PairingInput {
    QUrl api;
    QString fingerprint; ///< that the person has compared
    Redacted<QString> code;
    QString computer; ///< who this certificate is for: "alice@desk-3"
    QString name;     ///< folder in the registry; empty: a free one after the site's own name
};

/// Makes a key, asks the site for a certificate and keeps both in the registry. Errors: those of
/// /pair ("pairing-code-wrong", "pairing-code-expired"...), of SiteClient and of SiteRegistry.
QFuture<Result<KnownSite>> pairWithSite(PairingInput input, SiteRegistry registry);

} // namespace rackhouse::client
