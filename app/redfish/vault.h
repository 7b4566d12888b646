#pragma once

#include "models/base/redacted.h"
#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace rackhouse::redfish
{

/// A secret as it may lie on a disk.
struct Sealed {
    QByteArray nonce;  ///< 12 random bytes, new for every seal
    QByteArray sealed; ///< ciphertext, then the tag of 16 bytes
};

/// Seals secrets with AES-256-GCM (NIST SP 800-38D). The id of the secret is associated data: what
/// was sealed for one id does not open for another.
class Vault
{
public:
    /// The key is $CREDENTIALS_DIRECTORY/rackhouse-key (systemd's LoadCredential) where that
    /// variable is set, else the file `keyFile`, which is made with mode 0600 on first use. Either
    /// holds 32 bytes, raw or as 64 hex digits. Errors: "vault-key-exposed" (others may read the
    /// file), "vault-key-unusable".
    static Result<Vault> open(const QString& keyFile);

    /// "vault-failed" when the random generator or the cipher fails.
    Result<Sealed> seal(const QString& id, const Redacted<QByteArray>& secret) const;
    /// "vault-damaged" when it was changed, belongs to another id or to another key.
    Result<Redacted<QByteArray>> unseal(const QString& id, const Sealed& sealed) const;

private:
    explicit Vault(Redacted<QByteArray> key) : m_key(std::move(key)) {}

    Redacted<QByteArray> m_key;
};

} // namespace rackhouse::redfish
