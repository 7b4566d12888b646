#include "tests/support/dumpserver.h"

#include "app/http/server.h"

#include <QDir>
#include <QFile>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <stdexcept>

namespace rackhouse::support
{

namespace
{

constexpr char kToken[] = "dump-token";

QByteArray textOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    QByteArray text(data, size);
    BIO_free(bio);
    return text;
}

http::TlsConfig selfSigned()
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("bmc"), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    BIO* certificateText = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(certificateText, certificate);
    BIO* keyText = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(keyText, key, nullptr, nullptr, 0, nullptr, nullptr);
    X509_free(certificate);
    EVP_PKEY_free(key);
    http::TlsConfig config;
    config.certificatePem = textOf(certificateText);
    config.privateKeyPem = Redacted<QByteArray>(textOf(keyText));
    config.requestClientCertificate = false;
    return config;
}

bool isSessions(const QString& path)
{
    return path.endsWith(u"/Sessions") || path.endsWith(u"/Sessions/");
}

} // namespace

DumpServer::DumpServer(QString directory) : m_directory(std::move(directory))
{
    http::Config config;
    config.tls = selfSigned();
    config.handler = [this](http::Request request, http::Reply reply) {
        reply(answer(request));
    };
    m_server = std::make_unique<http::Server>(std::move(config));
    if (const auto listening = m_server->listen(QHostAddress::LocalHost, 0); !listening)
        throw std::runtime_error("the dump server cannot listen");
}

DumpServer::~DumpServer() = default;

quint16 DumpServer::port() const
{
    return m_server->port();
}

http::Response DumpServer::answer(const http::Request& request)
{
    const QByteArray token = request.headers.value("x-auth-token");
    if (request.method == "POST" && isSessions(request.path)) {
        const bool good = request.body.contains("\"root\"") && request.body.contains("\"calvin\"");
        if (!good)
            return {.status = 401};
        ++m_logins;
        ++m_open;
        return {.status = 201,
                .headers = {{"X-Auth-Token", kToken}, {"Location", "/redfish/v1/dump-session"}}};
    }
    if (request.method == "DELETE")
        return --m_open, http::Response{.status = 204};
    if (request.method != "GET")
        return {.status = 405};
    const bool root = QDir::cleanPath(request.path) == u"/redfish/v1";
    const bool basic = request.headers.value("authorization") == "Basic cm9vdDpjYWx2aW4=";
    if (!root && token != kToken && !basic)
        return {.status = 401};
    const QString clean = QDir::cleanPath(request.path);
    QFile file(m_directory + clean + QStringLiteral("/index.json"));
    if (!clean.startsWith(u"/redfish") || !file.open(QIODevice::ReadOnly))
        return {.status = 404};
    return {
        .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = file.readAll()};
}

} // namespace rackhouse::support
