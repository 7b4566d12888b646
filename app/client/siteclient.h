#pragma once

#include "app/client/siteaccess.h"
#include "models/base/result.h"

#include <QFuture>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QUrlQuery>

#include <functional>

class QIODevice;
class QNetworkReply;

namespace rackhouse::client
{

/// True when the command may be done later, or nobody knows whether it was: it may be sent again
/// with the same key. Any other error is an answer, which the key repeats.
bool isUndecided(const Error& error);

/// The site API of one appliance. Use it on the thread that it lives on; its futures finish there.
///
/// Paths are relative to /api/v1 ("/machines"). Errors are those of the appliance, and of the way
/// to it: "site-unreachable", "site-pin-changed" (another certificate than the pinned one; nothing
/// was sent), "timed-out", "bad-answer".
class SiteClient : public QObject
{
    Q_OBJECT

public:
    using Progress = std::function<void(qint64 done, qint64 total)>;

    explicit SiteClient(SiteAccess access, QObject* parent = nullptr);

    QFuture<Result<QJsonObject>> get(const QString& path, const QUrlQuery& query = {},
                                     int timeoutMs = 30'000);
    /// Sends an Idempotency-Key: a new one when `key` is empty. Repeat with the same key after a
    /// failure whose outcome is not known.
    QFuture<Result<QJsonObject>> post(const QString& path, const QJsonObject& body,
                                      const QString& key = {});
    /// `revision` is the one that the change was made from; another one is "conflict".
    QFuture<Result<QJsonObject>> patch(const QString& path, const QJsonObject& body,
                                       qint64 revision);
    QFuture<Result<QJsonObject>> remove(const QString& path);
    /// A call of any method; `revision` 0 sends no If-Match, an empty key no Idempotency-Key.
    QFuture<Result<QJsonObject>> send(const QByteArray& method, const QString& path,
                                      const QJsonObject& body, const QString& key, qint64 revision);
    /// PUTs the file; the path may have a query. When `guard` goes, the upload is broken off and
    /// nothing more is told of its progress.
    QFuture<Result<QJsonObject>> upload(const QString& path, const QString& file,
                                        const Progress& progress = {}, QObject* guard = nullptr);

    /// POSTs nothing and writes what is answered to the file, which only its owner may read; it
    /// appears when it is whole, in place of an older one. Answers {"size_bytes"}. Errors also:
    /// "file-unwritable" (path).
    QFuture<Result<QJsonObject>> download(const QString& path, const QString& file,
                                          const Progress& progress = {});

    const SiteAccess& access() const { return m_access; }

private:
    QNetworkRequest request(const QString& path, const QUrlQuery& query, int timeoutMs) const;
    QFuture<Result<QJsonObject>> finish(QNetworkReply* reply);
    void checkPin(QNetworkReply* reply);

    SiteAccess m_access;
    QNetworkAccessManager m_network;
};

} // namespace rackhouse::client
