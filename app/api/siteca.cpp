#include "app/api/siteca.h"

#include "app/api/openssl.h"

#include <QCryptographicHash>
#include <QDir>
#include <QHostAddress>
#include <QSaveFile>

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

namespace rackhouse::api
{

namespace
{

constexpr qint64 dayMs = 24LL * 3600 * 1000;
constexpr qint64 caValidMs = 20 * 365 * dayMs;
constexpr qint64 clockSkewMs = 5 * 60 * 1000; ///< a console's clock may be a little behind

tl::unexpected<Error> caError()
{
    char text[256] = "";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    return fail("ca-failed", QString::fromLatin1(text));
}

QByteArray bioText(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return {data, size};
}

QByteArray certificatePem(X509* certificate)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(bio.get(), certificate);
    return bioText(bio.get());
}

QByteArray keyPem(EVP_PKEY* key)
{
    const BioPtr bio(BIO_new(BIO_s_mem()));
    PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return bioText(bio.get());
}

BioPtr readBio(const QByteArray& text)
{
    return BioPtr(BIO_new_mem_buf(text.constData(), static_cast<int>(text.size())));
}

QByteArray certificateDer(X509* certificate)
{
    QByteArray der(std::max(i2d_X509(certificate, nullptr), 0), Qt::Uninitialized);
    auto* out = reinterpret_cast<unsigned char*>(der.data());
    i2d_X509(certificate, &out);
    return der;
}

/// What a new certificate says.
struct Wanted {
    QString commonName;
    Instant from;
    Instant until;
    QList<QPair<int, QByteArray>> extensions; ///< NID, value in OpenSSL's notation
};

bool addExtensions(X509* certificate, X509* issuer, const Wanted& wanted)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    for (const auto& [nid, value] : wanted.extensions) {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value.constData());
        if (!extension)
            return false;
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
    return true;
}

bool setSerial(X509* certificate)
{
    unsigned char bytes[16] = {};
    if (RAND_bytes(bytes, sizeof bytes) != 1)
        return false;
    bytes[0] &= 0x7f; // positive
    BIGNUM* number = BN_bin2bn(bytes, sizeof bytes, nullptr);
    const bool ok = BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nullptr;
    BN_free(number);
    return ok;
}

/// A certificate of `key`, signed by the issuer; by itself when there is none.
Result<CertificatePtr> makeCertificate(EVP_PKEY* key, const Wanted& wanted, X509* issuer,
                                       EVP_PKEY* issuerKey)
{
    CertificatePtr certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    const QByteArray name = wanted.commonName.toUtf8();
    X509_NAME* subject = X509_get_subject_name(certificate.get());
    const bool filled =
        setSerial(certificate.get()) &&
        ASN1_TIME_set(X509_getm_notBefore(certificate.get()), wanted.from.ms / 1000) &&
        ASN1_TIME_set(X509_getm_notAfter(certificate.get()), wanted.until.ms / 1000) &&
        X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                                   reinterpret_cast<const unsigned char*>(name.constData()),
                                   static_cast<int>(name.size()), -1, 0) == 1 &&
        X509_set_issuer_name(certificate.get(), issuer ? X509_get_subject_name(issuer) : subject) ==
            1 &&
        X509_set_pubkey(certificate.get(), key) == 1 &&
        addExtensions(certificate.get(), issuer ? issuer : certificate.get(), wanted);
    if (!filled || X509_sign(certificate.get(), issuerKey ? issuerKey : key, EVP_sha256()) == 0)
        return caError();
    return certificate;
}

Result<void> writeFile(const QString& path, const QByteArray& text, bool secret)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return fail("ca-failed", path + QStringLiteral(": ") + file.errorString());
    if (secret)
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    file.write(text);
    if (!file.commit())
        return fail("ca-failed", path + QStringLiteral(": ") + file.errorString());
    return {};
}

Result<QByteArray> readFile(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail("ca-failed", path + QStringLiteral(": ") + file.errorString());
    return file.readAll();
}

/// subjectAltName of the server: addresses as IP, everything else as DNS.
QByteArray alternativeNames(const QStringList& names)
{
    QList<QByteArray> entries{"DNS:localhost", "IP:127.0.0.1"};
    for (const QString& name : names) {
        if (name.isEmpty() || name.contains(QLatin1Char(',')))
            continue;
        const QHostAddress address(name);
        const QByteArray prefix(address.isNull() ? "DNS:" : "IP:");
        entries << QByteArray(prefix + name.toLatin1());
    }
    return entries.join(',');
}

bool isAcceptableKey(EVP_PKEY* key)
{
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_EC:
    case EVP_PKEY_ED25519:
        return EVP_PKEY_get_bits(key) >= 253;
    case EVP_PKEY_RSA:
        return EVP_PKEY_get_bits(key) >= 2048;
    default:
        return false;
    }
}

} // namespace

QString certificateFingerprint(const QByteArray& der)
{
    return QString::fromLatin1(QCryptographicHash::hash(der, QCryptographicHash::Sha256).toHex());
}

struct SiteCa::State {
    const Clock& clock;
    KeyPtr caKey;
    CertificatePtr ca;
    KeyPtr serverKey;
    CertificatePtr server;

    Result<void> create(const QStringList& names)
    {
        const Instant from = clock.now().plusMs(-clockSkewMs);
        caKey.reset(EVP_EC_gen("P-256"));
        serverKey.reset(EVP_EC_gen("P-256"));
        if (!caKey || !serverKey)
            return caError();
        const Wanted root{QStringLiteral("Rackhouse site CA"),
                          from,
                          from.plusMs(caValidMs),
                          {{NID_basic_constraints, "critical,CA:TRUE,pathlen:0"},
                           {NID_key_usage, "critical,keyCertSign,cRLSign"},
                           {NID_subject_key_identifier, "hash"}}};
        auto made = makeCertificate(caKey.get(), root, nullptr, nullptr);
        if (!made)
            return fail(made.error());
        ca = *std::move(made);
        // Consoles pin this certificate, so it lives as long as the CA.
        const Wanted appliance{QStringLiteral("Rackhouse appliance"),
                               from,
                               from.plusMs(caValidMs),
                               {{NID_basic_constraints, "critical,CA:FALSE"},
                                {NID_key_usage, "critical,digitalSignature"},
                                {NID_ext_key_usage, "serverAuth"},
                                {NID_subject_alt_name, alternativeNames(names)}}};
        made = makeCertificate(serverKey.get(), appliance, ca.get(), caKey.get());
        if (!made)
            return fail(made.error());
        server = *std::move(made);
        return {};
    }

    Result<void> save(const QDir& dir) const
    {
        const auto write = [&dir](const char* name, const QByteArray& text, bool secret) {
            return writeFile(dir.filePath(QLatin1String(name)), text, secret);
        };
        // ca.crt comes last: it says that the others are there.
        for (const auto& [name, text, secret] :
             {std::tuple{"ca.key", keyPem(caKey.get()), true},
              std::tuple{"server.key", keyPem(serverKey.get()), true},
              std::tuple{"server.crt", certificatePem(server.get()), false},
              std::tuple{"ca.crt", certificatePem(ca.get()), false}}) {
            if (auto written = write(name, text, secret); !written)
                return written;
        }
        return {};
    }

    Result<void> load(const QDir& dir)
    {
        const auto loadKey = [&dir](const char* name) {
            const auto text = readFile(dir.filePath(QLatin1String(name)));
            return KeyPtr(
                text ? PEM_read_bio_PrivateKey(readBio(*text).get(), nullptr, nullptr, nullptr)
                     : nullptr);
        };
        const auto loadCertificate = [&dir](const char* name) {
            const auto text = readFile(dir.filePath(QLatin1String(name)));
            return CertificatePtr(
                text ? PEM_read_bio_X509(readBio(*text).get(), nullptr, nullptr, nullptr)
                     : nullptr);
        };
        caKey = loadKey("ca.key");
        serverKey = loadKey("server.key");
        ca = loadCertificate("ca.crt");
        server = loadCertificate("server.crt");
        if (!caKey || !serverKey || !ca || !server ||
            X509_check_private_key(ca.get(), caKey.get()) != 1 ||
            X509_check_private_key(server.get(), serverKey.get()) != 1)
            return fail("ca-failed", dir.path());
        return {};
    }
};

SiteCa::SiteCa(std::unique_ptr<State> state) : m_state(std::move(state)) {}
SiteCa::~SiteCa() = default;

Result<std::unique_ptr<SiteCa>> SiteCa::open(const QString& directory, const Clock& clock,
                                             const QStringList& names)
{
    QDir dir(directory);
    if (!dir.mkpath(QStringLiteral(".")))
        return fail("ca-failed", directory);
    QFile::setPermissions(directory,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    auto state = std::unique_ptr<State>(new State{clock, {}, {}, {}, {}});
    Result<void> ready;
    if (dir.exists(QStringLiteral("ca.crt"))) {
        ready = state->load(dir);
    } else {
        ready = state->create(names);
        if (ready)
            ready = state->save(dir);
    }
    if (!ready)
        return fail(ready.error());
    return std::unique_ptr<SiteCa>(new SiteCa(std::move(state)));
}

QByteArray SiteCa::caPem() const
{
    return certificatePem(m_state->ca.get());
}

QByteArray SiteCa::serverChainPem() const
{
    return certificatePem(m_state->server.get()) + caPem();
}

Redacted<QByteArray> SiteCa::serverKeyPem() const
{
    return Redacted<QByteArray>(keyPem(m_state->serverKey.get()));
}

QString SiteCa::serverFingerprint() const
{
    return certificateFingerprint(certificateDer(m_state->server.get()));
}

Result<SignedCertificate> SiteCa::signClient(const QByteArray& csrPem, const QString& name,
                                             qint64 validMs) const
{
    const CertificateRequestPtr request(
        PEM_read_bio_X509_REQ(readBio(csrPem).get(), nullptr, nullptr, nullptr));
    EVP_PKEY* key = request ? X509_REQ_get0_pubkey(request.get()) : nullptr;
    if (!key || X509_REQ_verify(request.get(), key) != 1 || !isAcceptableKey(key)) {
        ERR_clear_error();
        return fail("bad-csr");
    }
    SignedCertificate result;
    result.issuedAt = m_state->clock.now();
    result.expiresAt = result.issuedAt.plusMs(validMs);
    const Wanted wanted{name,
                        result.issuedAt.plusMs(-clockSkewMs),
                        result.expiresAt,
                        {{NID_basic_constraints, "critical,CA:FALSE"},
                         {NID_key_usage, "critical,digitalSignature"},
                         {NID_ext_key_usage, "clientAuth"}}};
    const auto certificate = makeCertificate(key, wanted, m_state->ca.get(), m_state->caKey.get());
    if (!certificate)
        return fail(certificate.error());
    result.pem = certificatePem(certificate->get());
    result.fingerprint = certificateFingerprint(certificateDer(certificate->get()));
    return result;
}

} // namespace rackhouse::api
