#pragma once

#include "models/base/result.h"

#include <QString>

#include <memory>

using SSL_CTX = struct ssl_ctx_st;

namespace rackhouse::lab
{

/// Makes the self-signed certificates of virtual BMCs: P-256, one key shared by the lab, because a
/// thousand keys prove nothing more; the certificates differ.
class CertificateMaker
{
public:
    static Result<CertificateMaker> create();

    /// Puts a new certificate for a host into a TLS context; with `newKey` also a new key.
    Result<void> install(SSL_CTX* context, const QString& commonName, const QString& address,
                         bool newKey) const;

private:
    explicit CertificateMaker(std::shared_ptr<void> key) : m_key(std::move(key)) {}

    std::shared_ptr<void> m_key; ///< EVP_PKEY
};

} // namespace rackhouse::lab
