#include "app/appliance/pairingsocket.h"

#include "models/base/json.h"

#include <QDir>
#include <QElapsedTimer>
#include <QLocalSocket>
#include <QPointer>
#include <QThread>

#include <sys/socket.h>
#include <unistd.h>

namespace rackhouse
{

namespace
{

/// An appliance that is just starting listens in a moment.
constexpr int kAskWithinMs = 5'000;
constexpr int kPauseMs = 100;

QString socketIn(const QString& stateDir)
{
    return QDir(stateDir).absoluteFilePath(QStringLiteral("pairing.socket"));
}

/// The mode of the socket keeps others out already; this does not depend on it.
bool mayAsk(const QLocalSocket& peer)
{
    ucred who = {};
    socklen_t size = sizeof who;
    if (::getsockopt(static_cast<int>(peer.socketDescriptor()), SOL_SOCKET, SO_PEERCRED, &who,
                     &size) != 0)
        return false;
    return who.uid == 0 || who.uid == ::geteuid();
}

QJsonObject toJson(const Result<PairingOffer>& offer)
{
    if (!offer)
        return {{QStringLiteral("error"), offer.error().code},
                {QStringLiteral("detail"), offer.error().detail}};
    return {{QStringLiteral("code"), offer->code.reveal()},
            {QStringLiteral("expires_at"), offer->expiresAt.ms},
            {QStringLiteral("api"), offer->api},
            {QStringLiteral("fingerprint"), offer->fingerprint}};
}

Result<PairingOffer> fromJson(const QJsonObject& json)
{
    if (const QString error = stringOr(json, QStringLiteral("error")); !error.isEmpty())
        return tl::unexpected(Error{error, {}, stringOr(json, QStringLiteral("detail"))});
    return PairingOffer{Redacted<QString>(stringOr(json, QStringLiteral("code"))),
                        Instant{integerOr(json, QStringLiteral("expires_at"))},
                        stringOr(json, QStringLiteral("api")),
                        stringOr(json, QStringLiteral("fingerprint"))};
}

} // namespace

PairingSocket::PairingSocket(Opener opener) : m_opener(std::move(opener))
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &PairingSocket::greet);
}

Result<void> PairingSocket::listen(const QString& stateDir)
{
    QLocalServer::removeServer(socketIn(stateDir));
    if (!m_server.listen(socketIn(stateDir)))
        return fail("internal", m_server.errorString());
    QFile::setPermissions(socketIn(stateDir), QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

void PairingSocket::greet()
{
    while (QLocalSocket* peer = m_server.nextPendingConnection()) {
        connect(peer, &QLocalSocket::disconnected, peer, &QObject::deleteLater);
        if (!mayAsk(*peer)) {
            peer->abort();
            continue;
        }
        m_opener([peer = QPointer(peer)](const Result<PairingOffer>& offer) {
            if (!peer)
                return;
            peer->write(toText(toJson(offer)) + '\n');
            peer->disconnectFromServer();
        });
    }
}

Result<PairingOffer> PairingSocket::ask(const QString& stateDir)
{
    QElapsedTimer timer;
    timer.start();
    QLocalSocket socket;
    const auto inVain = [&] {
        return fail("pairing-asks-in-vain", {{QStringLiteral("path"), stateDir}},
                    socket.errorString());
    };
    socket.connectToServer(socketIn(stateDir), QIODevice::ReadOnly);
    while (!socket.waitForConnected(kPauseMs)) {
        if (timer.elapsed() > kAskWithinMs || socket.error() == QLocalSocket::SocketAccessError)
            return inVain();
        QThread::msleep(kPauseMs);
        socket.connectToServer(socketIn(stateDir), QIODevice::ReadOnly);
    }
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(kAskWithinMs))
            return inVain();
    }
    const auto answer = parseObject(socket.readLine());
    return answer ? fromJson(*answer) : Result<PairingOffer>(inVain());
}

} // namespace rackhouse
