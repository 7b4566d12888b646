#pragma once

#include "app/redfish/vault.h"
#include "app/switches/snmptarget.h"
#include "models/domain/wiring.h"
#include "models/topology/lldp.h"

#include <QCoroTask>
#include <QObject>

namespace rackhouse
{

class Store;

/// Asks one switch for its LLDP neighbours, by the method that is set for it. Engine thread;
/// nothing blocks.
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
    QCoro::Task<Result<QHostAddress>> resolve(QString host);
    Result<Redacted<QString>> secretOf(const SecretId& id) const;

    const Store& m_store;
    const redfish::Vault& m_vault;
    const Limits m_limits;
};

} // namespace rackhouse
