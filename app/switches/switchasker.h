#pragma once

#include "app/redfish/vault.h"
#include "app/switches/snmptarget.h"
#include "models/domain/wiring.h"
#include "models/topology/lldp.h"
#include "models/topology/switchwords.h"

#include <QCoroTask>
#include <QObject>

namespace rackhouse
{

class Store;

namespace redfish
{
class Transport;
}

/// Asks one switch for its LLDP neighbours and for what it is, by the method that is set for it.
/// Engine thread; nothing blocks.
class SwitchAsker : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        SnmpLimits snmp;
        int requestMs = 30'000; ///< of an exchange over HTTPS
    };
    struct Outcome {
        Result<QList<LldpNeighbor>> neighbors = QList<LldpNeighbor>();
        QString certificate = {}; ///< SHA-256 of the one that was talked to over HTTPS
        /// What it says of itself, where it told its neighbours; `missing` in it says what else it
        /// was asked for and did not tell.
        SwitchWords words = {};
    };

    SwitchAsker(const Store& store, const redfish::Vault& vault, Limits limits,
                QObject* parent = nullptr);

    /// Errors are "switch-…" (args: host, port), "vault-damaged", "topology-too-large"; a changed
    /// certificate is in the argument "presented" of "switch-pin-changed". This must outlive the
    /// task.
    QCoro::Task<Outcome> ask(SwitchAccess access);

private:
    QCoro::Task<Outcome> askSnmp(SwitchAccess access);
    QCoro::Task<Outcome> askHttps(SwitchAccess access);
    QCoro::Task<SwitchWords> askFurther(redfish::Transport& transport, SwitchMethod method,
                                        QByteArray login);
    QCoro::Task<Result<QHostAddress>> resolve(QString host);
    Result<Redacted<QString>> secretOf(const SecretId& id) const;

    const Store& m_store;
    const redfish::Vault& m_vault;
    const Limits m_limits;
};

} // namespace rackhouse
