#include "tests/lab/control.h"

#include "models/base/json.h"
#include "tests/lab/command.h"
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

QStringList words(const QJsonArray& array)
{
    QStringList all;
    for (const QJsonValue& item : array)
        all << item.toString();
    return all;
}

constexpr int kDefaultExecMs = 60'000;

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
    else if (what == u"unplug" || what == u"plug")
        answer(done(m_lab.setPlugged(name, what == u"plug")));
    else if (what == u"exec")
        Command::run(
            words(command.value(u"argv").toArray()),
            static_cast<int>(integerOr(command, QStringLiteral("timeout_ms"), kDefaultExecMs)),
            answer, &m_lab);
    else if (what == u"quit") {
        answer(QJsonObject());
        QCoreApplication::quit();
    } else if (!handleAppliance(what, answer))
        answer(fail("bad-field", {{QStringLiteral("field"), QStringLiteral("cmd")}}, what));
}

bool Control::handleAppliance(const QString& what, const ControlSocket::Answer& answer)
{
    if (what == u"kill-appliance" || what == u"restart-appliance")
        m_lab.killAppliance(what == u"restart-appliance", answer);
    else if (what == u"appliance")
        answer(QJsonObject{{QStringLiteral("appliance"), m_lab.describeAppliance()}});
    else
        return false;
    return true;
}

} // namespace rackhouse::lab
