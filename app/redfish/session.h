#pragma once

#include "app/redfish/transport.h"

#include <optional>

namespace rackhouse::redfish
{

/// An authorised conversation: a Transport and one login at the BMC.
///
/// The first request that needs it logs in; all others wait for that one login and share its
/// token. After a 401 it logs in once more. Where there is no session service, or all its sessions
/// are taken, Basic authentication is used.
class Session : public QObject
{
    Q_OBJECT
public:
    Session(BmcAddress address, BmcLogin login, QString pin, Options options,
            QObject* parent = nullptr);

    /// The service root, read once, without login.
    QCoro::Task<Result<ServiceRoot>> root();
    /// An authorised exchange, whatever its status but 401. The session must outlive the task.
    QCoro::Task<Result<HttpAnswer>> exchange(HttpRequest request);
    QCoro::Task<Result<QJsonObject>> get(QString path);
    QCoro::Task<Result<HttpAnswer>> post(QString path, QJsonObject body);
    /// Writes with If-Match where an ETag is known. 412: again without W/, then without If-Match;
    /// 428: again with a fresh ETag.
    QCoro::Task<Result<HttpAnswer>> patch(QString path, QJsonObject body, QByteArray etag);
    /// The links of all members of a collection, over all its pages.
    QCoro::Task<Result<QStringList>> memberPaths(QString collection);
    /// Deletes the session at the BMC; errors are ignored, the BMC will time it out.
    QCoro::Task<void> close();

    const Transport& transport() const { return m_transport; }
    const Options& options() const { return m_options; }

signals:
    void signInEnded();

private:
    enum class Mode { SignedOut, Token, Basic };

    QCoro::Task<Result<void>> signIn(quint64 failedGeneration);
    QCoro::Task<Result<void>> logIn();
    QCoro::Task<Result<QString>> sessionsPath();
    Result<void> acceptLogin(const HttpAnswer& answer, const QString& path);
    void authorise(HttpRequest& request) const;

    const BmcLogin m_login;
    const Options m_options;
    Transport m_transport;
    std::optional<ServiceRoot> m_root;
    Mode m_mode = Mode::SignedOut;
    bool m_signingIn = false;
    quint64 m_generation = 0; ///< counts logins
    Result<void> m_lastSignIn;
    QByteArray m_token;
    QString m_sessionPath;
    bool m_passwordChangeRequired = false;
};

} // namespace rackhouse::redfish
