#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QObject>

#include <functional>

class QLocalServer;
class QLocalSocket;

namespace rackhouse::lab
{

/// The lab's control socket: one JSON object a line in, one a line out, in order. An answer is
/// {"ok":true, ...} or {"ok":false, "error":text}.
class ControlSocket : public QObject
{
    Q_OBJECT
public:
    using Answer = std::function<void(Result<QJsonObject>)>;
    /// Calls the answer once, now or later.
    using Handler = std::function<void(const QJsonObject& command, Answer answer)>;

    explicit ControlSocket(Handler handler);

    Result<void> listen(const QString& path);
    QString path() const;

private:
    void take(QLocalSocket* socket);

    Handler m_handler;
    QLocalServer* m_server;
};

} // namespace rackhouse::lab
