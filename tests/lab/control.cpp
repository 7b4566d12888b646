#include "tests/lab/control.h"

#include "models/base/json.h"
#include "tests/lab/lab.h"

#include <QCoreApplication>

namespace rackhouse::lab
{

namespace
{

Result<QJsonObject> done(const Result<void>& result)
{
    if (!result)
        return tl::unexpected(result.error());
    return QJsonObject();
}

} // namespace

Control::Control(Lab& lab, const QString& directory)
    : m_lab(lab), m_path(directory + QStringLiteral("/control.sock")),
      m_socket([this](const QJsonObject& command, const ControlSocket::Answer& answer) {
          handle(command, answer);
      })
{
}

void Control::handle(const QJsonObject& command, const ControlSocket::Answer& answer)
{
    const QString what = stringOr(command, QStringLiteral("cmd"));
    const QString name = stringOr(command, QStringLiteral("name"));
    if (what == u"fail")
        answer(done(m_lab.fail(stringOr(command, QStringLiteral("bmc"), name),
                               stringOr(command, QStringLiteral("mode")))));
    else if (what == u"machine")
        answer(m_lab.describeMachine(name));
    else if (what == u"quit") {
        answer(QJsonObject());
        QCoreApplication::quit();
    } else
        answer(fail("bad-field", {{QStringLiteral("field"), QStringLiteral("cmd")}}, what));
}

} // namespace rackhouse::lab
