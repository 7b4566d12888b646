#include "app/machines/bmcpool.h"

#include "app/machines/bmcrecords.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

redfish::PowerAction actionOf(PowerCommand command)
{
    switch (command) {
    case PowerCommand::On:
        return redfish::PowerAction::On;
    case PowerCommand::Off:
        return redfish::PowerAction::Off;
    case PowerCommand::ForceOff:
        break;
    }
    return redfish::PowerAction::ForceOff;
}

redfish::BootTarget targetOf(BootOnce target)
{
    switch (target) {
    case BootOnce::None:
        return redfish::BootTarget::None;
    case BootOnce::Pxe:
        return redfish::BootTarget::Pxe;
    case BootOnce::Disk:
        break;
    }
    return redfish::BootTarget::Hdd;
}

} // namespace

BmcPool::BmcPool(Store& store, const redfish::Vault& vault, redfish::Options options)
    : m_store(store), m_vault(vault), m_options(options)
{
}

Result<redfish::BmcLogin> BmcPool::login(const QString& username, const SecretId& secret) const
{
    const auto password = openSecret(m_vault, m_store, secret);
    if (!password)
        return fail(password.error());
    return redfish::BmcLogin{username, *password};
}

Result<BmcPool::Client> BmcPool::client(const BmcId& id)
{
    if (id.isEmpty())
        return fail("no-bmc");
    const auto bmc = m_store.read<Bmc>([&](Reader& reader) { return reader.get<Bmc>(id); });
    if (!bmc)
        return fail(bmc.error());
    const QString key = QStringList{bmc->address, QString::number(bmc->port), bmc->username,
                                    bmc->secretId.text(), bmc->certificate}
                            .join(u'\n');
    if (const auto known = m_clients.constFind(id); known != m_clients.constEnd()) {
        if (known->key == key)
            return known->client;
        m_clients.erase(known); // those who still talk keep it alive
    }
    const auto loginOf = login(bmc->username, bmc->secretId);
    if (!loginOf)
        return fail(loginOf.error());
    const redfish::BmcAddress address{bmc->address, static_cast<quint16>(bmc->port)};
    auto made =
        std::make_shared<redfish::BmcClient>(address, *loginOf, bmc->certificate, m_options);
    m_clients.insert(id, {key, made});
    return made;
}

/// A job meets a silent or changed BMC before the poller does; people see it from here too.
void BmcPool::note(const BmcId& id, const Error& error)
{
    if (bmcrecords::stateOf(error) == BmcState::Reachable)
        return;
    std::function<Result<void>(Writer&)> work = [id, error](Writer& writer) {
        return bmcrecords::noteAnswer(writer, id, error, writer.now());
    };
    m_store.write<void>(std::move(work)); // what is not written down the poller finds again
}

QCoro::Task<Result<PowerState>> BmcPool::power(Machine machine)
{
    const auto bmc = client(machine.bmcId);
    if (!bmc)
        co_return fail(bmc.error());
    auto asking = (*bmc)->power(machine.systemPath);
    auto answer = co_await asking;
    if (!answer)
        note(machine.bmcId, answer.error());
    co_return answer;
}

QCoro::Task<Result<void>> BmcPool::setPower(Machine machine, PowerCommand command)
{
    const auto bmc = client(machine.bmcId);
    if (!bmc)
        co_return fail(bmc.error());
    auto asking = (*bmc)->setPower(machine.systemPath, actionOf(command));
    auto answer = co_await asking;
    if (!answer)
        note(machine.bmcId, answer.error());
    co_return answer;
}

QCoro::Task<Result<void>> BmcPool::setBootOnce(Machine machine, BootOnce target)
{
    const auto bmc = client(machine.bmcId);
    if (!bmc)
        co_return fail(bmc.error());
    auto asking = (*bmc)->setBootOnce(machine.systemPath, targetOf(target), machine.firmwareMode);
    auto answer = co_await asking;
    if (!answer)
        note(machine.bmcId, answer.error());
    co_return answer;
}

QCoro::Task<void> BmcPool::close()
{
    const auto entries = std::exchange(m_clients, {});
    for (const Entry& entry : entries) {
        const Client keep = entry.client;
        auto closing = keep->close();
        co_await closing;
    }
}

Result<SealedSecret> sealSecret(const redfish::Vault& vault, const Redacted<QString>& secret,
                                Instant now)
{
    SealedSecret row;
    row.id = SecretId::create();
    const auto sealed = vault.seal(row.id.text(), Redacted<QByteArray>(secret.reveal().toUtf8()));
    if (!sealed)
        return fail(sealed.error());
    row.nonce = sealed->nonce;
    row.sealed = sealed->sealed;
    row.createdAt = now;
    return row;
}

Result<void> requireSecret(Reader& reader, const SecretId& id)
{
    const auto row = reader.find<SealedSecret>(id.text());
    if (!row)
        return fail(row.error());
    return *row ? Result<void>() : Result<void>(fail("secret-forgotten"));
}

Result<Redacted<QString>> openSecret(const redfish::Vault& vault, const Store& store,
                                     const SecretId& id)
{
    const auto row =
        store.read<SealedSecret>([&](Reader& reader) { return reader.get<SealedSecret>(id); });
    if (!row)
        return fail(row.error());
    const auto text = vault.unseal(row->id.text(), {row->nonce, row->sealed});
    if (!text)
        return fail(text.error());
    return Redacted<QString>(QString::fromUtf8(text->reveal()));
}

} // namespace rackhouse
