#pragma once

#include "tests/lab/controlsocket.h"

namespace rackhouse::lab
{

class Lab;

/// What the control socket's commands mean. README.md lists them.
class Control
{
public:
    Control(Lab& lab, const QString& directory);

    Result<void> start() { return m_socket.listen(m_path); }
    QString path() const { return m_socket.path(); }

private:
    void handle(const QJsonObject& command, const ControlSocket::Answer& answer);

    bool handleAppliance(const QString& what, const ControlSocket::Answer& answer);

    Lab& m_lab;
    const QString m_path;
    ControlSocket m_socket;
};

} // namespace rackhouse::lab
