#include "tests/lab/certificate.h"

#include <QRandomGenerator>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

namespace rackhouse::lab
{

namespace
{

constexpr long kTenYears = 10L * 365 * 24 * 3600;

using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

std::shared_ptr<void> newKeyPair()
{
    return {EVP_EC_gen("P-256"), [](void* key) {
                EVP_PKEY_free(static_cast<EVP_PKEY*>(key));
            }};
}

Certificate selfSigned(EVP_PKEY* key, const QByteArray& commonName, const QByteArray& address)
{
    Certificate certificate(X509_new(), X509_free);
    X509* x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), QRandomGenerator::system()->generate64());
    X509_gmtime_adj(X509_getm_notBefore(x509), -24L * 3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), kTenYears);
    X509_set_pubkey(x509, key);
    X509_NAME* name = X509_get_subject_name(x509);
    const auto* text = reinterpret_cast<const unsigned char*>(commonName.constData());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0);
    X509_set_issuer_name(x509, name);
    const QByteArray alternative = "IP:" + address;
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative.constData()),
        X509_EXTENSION_free);
    if (extension)
        X509_add_ext(x509, extension.get(), -1);
    if (X509_sign(x509, key, EVP_sha256()) == 0)
        certificate.reset();
    return certificate;
}

} // namespace

Result<CertificateMaker> CertificateMaker::create()
{
    auto key = newKeyPair();
    if (!key)
        return fail("internal", QStringLiteral("no EC key could be made"));
    return CertificateMaker(std::move(key));
}

Result<void> CertificateMaker::install(SSL_CTX* context, const QString& commonName,
                                       const QString& address, bool newKey) const
{
    const auto key = newKey ? newKeyPair() : m_key;
    auto* pair = static_cast<EVP_PKEY*>(key.get());
    const Certificate certificate = pair ? selfSigned(pair, commonName.toUtf8(), address.toUtf8())
                                         : Certificate(nullptr, X509_free);
    if (!certificate || SSL_CTX_use_certificate(context, certificate.get()) != 1 ||
        SSL_CTX_use_PrivateKey(context, pair) != 1)
        return fail("internal", QStringLiteral("no certificate could be made"));
    return {};
}

} // namespace rackhouse::lab
