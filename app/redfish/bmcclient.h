#pragma once

#include "app/redfish/inventory.h"
#include "app/redfish/telemetry.h"
#include "app/redfish/types.h"
#include "models/base/result.h"

#include <QCoroTask>
#include <QObject>

#include <memory>

namespace rackhouse::redfish
{

class Session;

/// One BMC conversation: pinned certificate, one cached login. Keep it until its tasks have ended;
/// co_await close() before deleting it, or the BMC keeps the session until its own timeout.
///
/// Errors of every call: "bmc-unreachable" (refused, no route), "bmc-timeout", "bmc-closed",
/// "bmc-tls-failed", "bmc-pin-changed" (nothing was sent), "bmc-too-large", "bmc-not-redfish",
/// "bmc-bad-json", "bmc-auth-failed", "bmc-password-change-required", "bmc-resource-missing",
/// "bmc-busy", "bmc-refused".
class BmcClient : public QObject
{
    Q_OBJECT
public:
    /// `pinnedSha256`: lower-case hex of the certificate (DER); empty: pin at first use.
    BmcClient(BmcAddress address, BmcLogin login, QString pinnedSha256, Options options = {},
              QObject* parent = nullptr);
    ~BmcClient() override;

    /// The service root; needs no login.
    QCoro::Task<Result<ServiceRoot>> probe();
    QCoro::Task<Result<QJsonObject>> get(QString path);
    /// Paths of the systems that are machines; an HGX baseboard belongs to its host system and is
    /// not listed. Empty for chassis managers, switches, power shelves and PDUs.
    QCoro::Task<Result<std::vector<QString>>> systems();
    QCoro::Task<Result<SystemInventory>> inventory(QString systemPath);
    /// What a system draws and how warm it is, from its own resource and where it was read before.
    /// What the BMC does not tell is 0, and no error.
    QCoro::Task<Telemetry> telemetry(QJsonObject system, std::shared_ptr<TelemetrySource> source);
    QCoro::Task<Result<Manager>> manager();
    QCoro::Task<Result<PowerState>> power(QString systemPath);
    /// Done when the BMC reports the wanted state. Off asks the operating system. Nothing here
    /// cycles: of a PowerCycle that does nothing, "On" is all that could be read back. Errors:
    /// "bmc-power-unsupported", "bmc-power-stuck", "bmc-task-failed", "bmc-task-stuck".
    QCoro::Task<Result<void>> setPower(QString systemPath, PowerAction action);
    /// Done when the BMC reports the override. Errors: "bmc-boot-unsupported",
    /// "bmc-boot-ignored" (it answers well and does nothing).
    QCoro::Task<Result<void>> setBootOnce(QString systemPath, BootTarget target, FirmwareMode mode);
    /// Deletes the session.
    QCoro::Task<void> close();

    /// SHA-256 of the pinned certificate; empty before the first contact without a pin.
    QString fingerprint() const;
    /// Exchanges so far.
    quint64 exchanges() const;

private:
    std::unique_ptr<Session> m_session;
};

} // namespace rackhouse::redfish
