#pragma once

#include "app/http/server.h"

#include <QTcpSocket>

#include <memory>

/// One reply as it stood on the wire.
struct WireReply {
    int status = 0;
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
};

/// A raw client: what it writes is what the server gets.
class RawClient
{
public:
    explicit RawClient(quint16 port);
    explicit RawClient(std::unique_ptr<QTcpSocket> connected);

    void send(const QByteArray& bytes);
    /// Reads one reply; status 0 when the server closed the connection without one. `bodiless`
    /// for replies to HEAD.
    WireReply read(bool bodiless = false);
    /// send(), then read().
    WireReply ask(const QByteArray& bytes) { return send(bytes), read(); }
    /// Waits until the server has closed the connection.
    bool waitClosed();
    QTcpSocket& socket() { return *m_socket; }

private:
    bool more();

    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_buffer;
};

QByteArray getRequest(const QByteArray& path, const QByteArray& headers = {});
std::unique_ptr<rackhouse::http::Server> startServer(rackhouse::http::Config config);

/// A self-signed P-256 certificate and its key, PEM, made at run time.
struct TestCertificate {
    QByteArray certificatePem;
    QByteArray keyPem;
};
TestCertificate makeTestCertificate(const char* commonName, long notAfterSeconds);
