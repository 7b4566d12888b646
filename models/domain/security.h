#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// A client certificate that the site's CA has issued.
struct Credential {
    CredentialId id;
    QString name; ///< who: the common name
    Role role = Role::Viewer;
    QString fingerprint; ///< SHA-256 of the certificate (DER), lower-case hex
    Instant issuedAt;
    Instant expiresAt;
    Instant revokedAt;
    Instant lastUsedAt;

    static const RecordInfo& record();
};

/// A one-time code that lets one console ask for a certificate.
struct Pairing {
    PairingId id;
    QString codeHash; ///< SHA-256 of the code, lower-case hex
    Role role = Role::Admin;
    Instant createdAt;
    Instant expiresAt;
    Instant usedAt;
    qint64 failures = 0; ///< wrong tries while this code was open; it closes at 5

    static const RecordInfo& record();
};

/// Who did what, written before it is done.
struct Audit {
    AuditId id;
    Instant at;
    QString actor;
    QString action; ///< "job.wipe"
    QString subjectKind;
    QString subjectId;
    QJsonObject detail;

    static const RecordInfo& record();
};

/// A sealed secret (AES-256-GCM). The key is outside the database.
struct SealedSecret {
    SecretId id;
    QByteArray nonce;
    QByteArray sealed; ///< ciphertext and tag
    Instant createdAt;

    static const RecordInfo& record();
};

} // namespace rackhouse
