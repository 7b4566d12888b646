#pragma once

#include "app/redfish/session.h"
#include "app/redfish/task.h"

namespace rackhouse::redfish
{

/// Changes the power of one system and reads it back. See BmcClient::setPower().
class PowerControl
{
public:
    PowerControl(Session& session, QString systemPath)
        : m_session(session), m_path(std::move(systemPath))
    {
    }

    QCoro::Task<Result<void>> perform(PowerAction action);

private:
    struct Resets {
        QString target;
        QStringList allowed; ///< empty: the BMC does not say
    };

    QCoro::Task<Result<Resets>> resets();
    QCoro::Task<Result<void>> reach(PowerState wanted, QStringList types, int limitMs);
    QCoro::Task<Result<void>> settle(HttpAnswer answer, PowerState wanted, int limitMs);
    QCoro::Task<Result<PowerState>> state();
    QCoro::Task<Result<TaskProgress>> progress(QString taskPath);

    Session& m_session;
    const QString m_path;
    Resets m_resets;
};

/// The values of ResetType that an ActionInfo resource allows.
QStringList allowedResets(const QJsonObject& actionInfo);

} // namespace rackhouse::redfish
