#include "tests/lab/controlsocket.h"

#include "models/base/json.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QPointer>

namespace rackhouse::lab
{

ControlSocket::ControlSocket(Handler handler)
    : m_handler(std::move(handler)), m_server(new QLocalServer(this))
{
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket* socket = m_server->nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { take(socket); });
        }
    });
}

Result<void> ControlSocket::listen(const QString& path)
{
    QLocalServer::removeServer(path);
    if (!m_server->listen(path))
        return fail("internal", m_server->errorString());
    return {};
}

QString ControlSocket::path() const
{
    return m_server->fullServerName();
}

void ControlSocket::take(QLocalSocket* socket)
{
    while (socket->canReadLine()) {
        const auto command = parseObject(socket->readLine());
        const Answer answer = [peer = QPointer(socket)](const Result<QJsonObject>& result) {
            if (!peer)
                return;
            QJsonObject object = result.value_or(QJsonObject());
            object.insert(QStringLiteral("ok"), result.has_value());
            if (!result)
                object.insert(QStringLiteral("error"),
                              QString(problemText(result.error()) + u' ' + result.error().detail));
            peer->write(toText(object) + '\n');
            peer->flush();
        };
        if (command)
            m_handler(*command, answer);
        else
            answer(tl::unexpected(command.error()));
    }
}

} // namespace rackhouse::lab
