#include "app/redfish/powercontrol.h"

#include "app/redfish/readers.h"

#include <QCoroTimer>
#include <QElapsedTimer>
#include <QJsonArray>

namespace rackhouse::redfish
{

namespace
{

QStringList textsOf(const QJsonValue& list)
{
    QStringList texts;
    const QJsonArray items = list.toArray();
    for (const QJsonValue& item : items)
        texts << item.toString();
    return texts;
}

} // namespace

QStringList allowedResets(const QJsonObject& actionInfo)
{
    const QJsonArray parameters = actionInfo.value(u"Parameters").toArray();
    for (const QJsonValue& item : parameters) {
        const QJsonObject parameter = item.toObject();
        if (parameter.value(u"Name").toString() == u"ResetType")
            return textsOf(parameter.value(u"AllowableValues"));
    }
    return {};
}

QCoro::Task<Result<PowerState>> PowerControl::state()
{
    const auto system = co_await m_session.get(m_path);
    if (!system)
        co_return fail(system.error());
    co_return readPowerState(*system);
}

QCoro::Task<Result<PowerControl::Resets>> PowerControl::resets()
{
    const auto system = co_await m_session.get(m_path);
    if (!system)
        co_return fail(system.error());
    const QJsonObject action =
        system->value(u"Actions").toObject().value(u"#ComputerSystem.Reset").toObject();
    Resets found;
    found.target = action.value(u"target").toString();
    found.allowed = textsOf(action.value(u"ResetType@Redfish.AllowableValues"));
    const QString info = action.value(u"@Redfish.ActionInfo").toString();
    if (found.allowed.isEmpty() && !info.isEmpty()) {
        const auto answer = co_await m_session.get(info);
        if (answer)
            found.allowed = allowedResets(*answer);
    }
    if (found.target.isEmpty())
        co_return fail("bmc-power-unsupported", {{QStringLiteral("path"), m_path}});
    co_return found;
}

QCoro::Task<Result<TaskProgress>> PowerControl::progress(QString taskPath)
{
    const auto task = co_await m_session.get(taskPath);
    if (task)
        co_return readTask(*task);
    // A task that is gone has ended (HPE deletes them); the power state has the last word.
    if (task.error().code == QLatin1String("bmc-resource-missing"))
        co_return TaskProgress::Completed;
    co_return fail(task.error());
}

QCoro::Task<Result<void>> PowerControl::settle(HttpAnswer answer, PowerState wanted, int limitMs)
{
    QString task = answer.status == 202 ? taskPath(answer) : QString();
    QElapsedTimer elapsed;
    elapsed.start();
    for (;;) {
        if (!task.isEmpty()) {
            const auto done = co_await progress(task);
            if (done && *done == TaskProgress::Failed)
                co_return fail("bmc-task-failed", {{QStringLiteral("path"), task}});
            if (done && *done == TaskProgress::Completed)
                task.clear();
        }
        // A BMC that is busy switching may fail a read; only the deadline ends the wait.
        const auto now = co_await state();
        if (now && *now == wanted)
            co_return Result<void>();
        if (!now && now.error().code == QLatin1String("bmc-pin-changed"))
            co_return fail(now.error());
        if (elapsed.hasExpired(limitMs)) {
            if (!now)
                co_return fail(now.error());
            co_return fail(task.isEmpty() ? "bmc-power-stuck" : "bmc-task-stuck",
                           {{QStringLiteral("wanted"), enumText(wanted)},
                            {QStringLiteral("state"), enumText(*now)},
                            {QStringLiteral("seconds"), limitMs / 1000}});
        }
        co_await QCoro::sleepFor(std::chrono::milliseconds(m_session.options().pollMs));
    }
}

QCoro::Task<Result<void>> PowerControl::reach(PowerState wanted, QStringList types, int limitMs)
{
    const auto now = co_await state();
    if (!now)
        co_return fail(now.error());
    if (*now == wanted)
        co_return Result<void>();
    QString type = types.first();
    if (!m_resets.allowed.isEmpty()) {
        type.clear();
        for (const QString& candidate : types) {
            if (type.isEmpty() && m_resets.allowed.contains(candidate))
                type = candidate;
        }
    }
    if (type.isEmpty())
        co_return fail("bmc-power-unsupported", {{QStringLiteral("wanted"), types.first()},
                                                 {QStringLiteral("path"), m_path}});
    QJsonObject body;
    body.insert(u"ResetType", type);
    const auto answer = co_await m_session.post(m_resets.target, body);
    if (!answer)
        co_return fail(answer.error());
    co_return co_await settle(*answer, wanted, limitMs);
}

QCoro::Task<Result<void>> PowerControl::perform(PowerAction action)
{
    auto found = co_await resets();
    if (!found)
        co_return fail(found.error());
    m_resets = *found;
    PowerState wanted = PowerState::Off;
    QStringList types;
    int limit = m_session.options().powerMs;
    if (action == PowerAction::On) {
        wanted = PowerState::On;
        types << QStringLiteral("On") << QStringLiteral("ForceOn")
              << QStringLiteral("PushPowerButton");
    } else if (action == PowerAction::Off) {
        types << QStringLiteral("GracefulShutdown") << QStringLiteral("PushPowerButton");
        limit = m_session.options().gracefulMs;
    } else {
        types << QStringLiteral("ForceOff");
    }
    co_return co_await reach(wanted, types, limit);
}

} // namespace rackhouse::redfish
