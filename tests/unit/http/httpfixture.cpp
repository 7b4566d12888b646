#include "httpfixture.h"

#include <QtTest>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

using namespace rackhouse;

namespace
{
constexpr int patienceMs = 10'000;

QByteArray bioText(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    const QByteArray text(data, size);
    BIO_free(bio);
    return text;
}

} // namespace

RawClient::RawClient(quint16 port) : m_socket(std::make_unique<QTcpSocket>())
{
    m_socket->connectToHost(QHostAddress::LocalHost, port);
    m_socket->waitForConnected(patienceMs);
}

RawClient::RawClient(std::unique_ptr<QTcpSocket> connected) : m_socket(std::move(connected)) {}

void RawClient::send(const QByteArray& bytes)
{
    m_socket->write(bytes);
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(patienceMs)) {
    }
}

bool RawClient::more()
{
    if (m_socket->bytesAvailable() == 0 && !m_socket->waitForReadyRead(patienceMs) &&
        m_socket->bytesAvailable() == 0)
        return false;
    m_buffer += m_socket->readAll();
    return true;
}

WireReply RawClient::read(bool bodiless)
{
    WireReply reply;
    while (!m_buffer.contains("\r\n\r\n")) {
        if (!more())
            return {};
    }
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    const QList<QByteArray> lines = m_buffer.left(end).replace("\r\n", "\n").split('\n');
    m_buffer.remove(0, end + 4);
    reply.status = lines.first().split(' ').value(1).toInt();
    for (const QByteArray& line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        reply.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qint64 length = bodiless ? 0 : reply.headers.value("content-length").toLongLong();
    while (m_buffer.size() < length && more()) {
    }
    reply.body = m_buffer.left(length);
    m_buffer.remove(0, length);
    return reply;
}

bool RawClient::waitClosed()
{
    while (m_socket->state() == QAbstractSocket::ConnectedState) {
        if (!m_socket->waitForReadyRead(patienceMs) &&
            m_socket->error() == QAbstractSocket::SocketTimeoutError)
            return false;
        m_buffer += m_socket->readAll();
    }
    return true;
}

QByteArray getRequest(const QByteArray& path, const QByteArray& headers)
{
    return "GET " + path + " HTTP/1.1\r\nHost: test\r\n" + headers + "\r\n";
}

std::unique_ptr<http::Server> startServer(http::Config config)
{
    auto server = std::make_unique<http::Server>(std::move(config));
    const auto listening = server->listen(QHostAddress::LocalHost, 0);
    if (!listening)
        qFatal("%s", qPrintable(listening.error().detail));
    return server;
}

TestCertificate makeTestCertificate(const char* commonName, long notAfterSeconds)
{
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -7200);
    X509_gmtime_adj(X509_getm_notAfter(certificate), notAfterSeconds);
    X509_NAME* name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(commonName), -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_set_pubkey(certificate, key);
    X509_sign(certificate, key, EVP_sha256());
    BIO* out = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(out, certificate);
    BIO* keyOut = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey(keyOut, key, nullptr, nullptr, 0, nullptr, nullptr);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return {bioText(out), bioText(keyOut)};
}
