#pragma once

#include "app/machines/bmcport.h"
#include "app/redfish/bmcclient.h"
#include "app/redfish/vault.h"
#include "models/domain/security.h"

#include <QHash>

namespace rackhouse
{

class Reader;
class Store;

/// The conversations with the site's BMCs: one client, and so one session, a BMC. Engine thread.
class BmcPool final : public BmcPort
{
public:
    using Client = std::shared_ptr<redfish::BmcClient>;

    BmcPool(Store& store, const redfish::Vault& vault, redfish::Options options = {});

    QCoro::Task<Result<PowerState>> power(Machine machine) override;
    QCoro::Task<Result<void>> setPower(Machine machine, PowerCommand command) override;
    QCoro::Task<Result<void>> setBootOnce(Machine machine, BootOnce target) override;

    /// The client of a BMC, made anew when its address, login or pin has changed. Errors: no-bmc,
    /// vault-damaged and what the store says.
    Result<Client> client(const BmcId& id);
    Result<redfish::BmcLogin> login(const QString& username, const SecretId& secret) const;
    /// Ends all sessions.
    QCoro::Task<void> close();

private:
    void note(const BmcId& id, const Error& error);

    struct Entry {
        QString key; ///< of what the client was made for
        Client client;
    };

    Store& m_store;
    const redfish::Vault& m_vault;
    const redfish::Options m_options;
    QHash<BmcId, Entry> m_clients;
};

/// Seals a BMC password or the like into a row of its own. Any thread.
Result<SealedSecret> sealSecret(const redfish::Vault& vault, const Redacted<QString>& secret,
                                Instant now);
/// Whether a job may be retried that needs that secret; see Housekeeping. Error:
/// "secret-forgotten".
Result<void> requireSecret(Reader& reader, const SecretId& id);
/// What was sealed into that row. Any thread. Errors: not-found, vault-damaged.
Result<Redacted<QString>> openSecret(const redfish::Vault& vault, const Store& store,
                                     const SecretId& id);

} // namespace rackhouse
