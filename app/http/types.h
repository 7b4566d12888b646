#pragma once

#include "models/base/error.h"
#include "models/base/redacted.h"

#include <QByteArray>
#include <QHash>
#include <QHostAddress>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>

namespace rackhouse::http
{

/// One request. Header names are lower case; values of a repeated header are joined with ", ".
struct Request {
    QByteArray method;
    QString path; ///< percent-decoded, without the query
    QUrlQuery query;
    QHash<QByteArray, QByteArray> headers;
    QByteArray body;
    QString bodyFile; ///< of a streamed upload: a temporary file that now belongs to the handler
    QHostAddress peer;
    QByteArray clientCertificateDer; ///< empty: none was shown; its dates are not checked here
    bool tls = false;
};

/// A file, or a piece of it, as the body of a reply. Sent with sendfile(2) on plain sockets.
struct FileBody {
    QString path = {};
    qint64 offset = 0;
    qint64 length = -1; ///< -1: to its end
    /// What keeps a file that is there for this reply only; let go when it was sent or given up.
    std::shared_ptr<const void> keeper = {};
};

/// One reply. Content-Length, Connection, Accept-Ranges and Content-Range are written by the
/// server; it also cuts a file to the Range asked for and answers If-None-Match from an "ETag".
struct Response {
    int status = 200;
    QList<QPair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    std::optional<FileBody> file = {};
};

/// Answers a request: call it once, from any thread, now or later. When every copy is destroyed
/// without a call, the connection is closed.
using Reply = std::function<void(Response)>;

/// Runs on a server thread and must not block.
using Handler = std::function<void(Request, Reply)>;

/// What a peer may use up. Times in milliseconds, sizes in bytes.
struct Limits {
    int headerBytes = 16 * 1024;
    qint64 bodyBytes = 1024 * 1024;
    int connections = 1024;
    int handshakeMs = 10'000;
    int headerMs = 10'000; ///< from the first byte of a request to the end of its header
    int idleMs = 60'000;   ///< a kept connection between two requests
    int bodyMs = 60'000;   ///< a body held in memory must be complete within this
    int stallMs = 30'000; ///< every 64 KiB of a streamed upload or of a reply must move within this
    int replyMs = 120'000; ///< the handler's time to answer (long polls included)
};

struct TlsConfig {
    QByteArray certificatePem = {}; ///< server certificate, then its chain
    Redacted<QByteArray> privateKeyPem = Redacted<QByteArray>();
    QByteArray clientCaPem = {}; ///< named to clients so that they choose the right certificate
    bool requestClientCertificate = true;
};

/// What to do with the body of a request whose header has been read.
struct UploadDecision {
    enum Kind { InMemory, ToFile, Refuse } kind = InMemory;
    QString directory = {}; ///< ToFile: where the temporary file is made
    qint64 maxBytes = -1;   ///< more than this is "body-too-large"; -1: Limits::bodyBytes
    Response refusal = {};  ///< Refuse
    std::function<void(qint64 received)> progress = {}; ///< ToFile: called at most every 500 ms
    std::function<void(const Error& error)> failed =
        {}; ///< ToFile: it broke off; no handler is called
};

/// Asked on a server thread before a body is read; empty: every body is held in memory. What
/// strangers may send is to be small: as many bodies as there are connections may be held at once.
using UploadPolicy = std::function<UploadDecision(const Request&)>;

struct Config {
    Limits limits = {};
    std::optional<TlsConfig> tls = {};
    Handler handler = {};
    UploadPolicy upload = {};
    int threads = 2;
};

/// What application/problem+json (RFC 9457) says of an error: its stable code, sentence, arguments
/// and detail.
QJsonObject problemBody(const Error& error);
Response problemResponse(const Error& error);

} // namespace rackhouse::http
