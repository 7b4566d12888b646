#include "app/switches/switchasker.h"

#include "app/jobs/await.h"
#include "app/machines/bmcpool.h"
#include "app/redfish/transport.h"
#include "app/switches/snmpwalk.h"
#include "app/switches/switchquestion.h"
#include "models/topology/switchmib.h"

#include <QHostInfo>

#include <array>

namespace rackhouse
{

namespace
{

quint16 portOf(const SwitchAccess& access)
{
    return quint16(access.port > 0 ? access.port : usualPort(access.method));
}

/// The transport to a BMC serves a switch as well; people are told of a switch.
Error ofSwitch(const Error& error)
{
    static constexpr std::array codes{std::pair{"bmc-unreachable", "switch-unreachable"},
                                      std::pair{"bmc-timeout", "switch-timeout"},
                                      std::pair{"bmc-closed", "switch-closed"},
                                      std::pair{"bmc-tls-failed", "switch-tls-failed"},
                                      std::pair{"bmc-pin-changed", "switch-pin-changed"},
                                      std::pair{"bmc-too-large", "switch-too-large"},
                                      std::pair{"bmc-not-redfish", "switch-unreadable"}};
    for (const auto& [code, own] : codes) {
        if (error.code == QLatin1String(code))
            return makeError(own, error.args, error.detail);
    }
    return error;
}

SwitchAsker::Outcome failed(const SwitchAccess& access, Error error)
{
    error.args.insert(QStringLiteral("host"), access.address);
    error.args.insert(QStringLiteral("port"), portOf(access));
    if (!error.args.contains(QStringLiteral("detail")))
        error.args.insert(QStringLiteral("detail"), error.detail);
    return {.neighbors = tl::unexpected(std::move(error))};
}

QByteArray basic(const QString& user, const Redacted<QString>& password)
{
    return "Basic " + (user + u':' + password.reveal()).toUtf8().toBase64();
}

} // namespace

SwitchAsker::SwitchAsker(const Store& store, const redfish::Vault& vault, Limits limits,
                         QObject* parent)
    : QObject(parent), m_store(store), m_vault(vault), m_limits(limits)
{
}

Result<Redacted<QString>> SwitchAsker::secretOf(const SecretId& id) const
{
    return id.isEmpty() ? Redacted<QString>() : openSecret(m_vault, m_store, id);
}

QCoro::Task<SwitchAsker::Outcome> SwitchAsker::ask(SwitchAccess access)
{
    auto asking = isSnmp(access.method) ? askSnmp(access) : askHttps(access);
    Outcome outcome = co_await asking;
    outcome.words.conclude();
    if (!outcome.neighbors)
        outcome.neighbors = failed(access, outcome.neighbors.error()).neighbors;
    co_return outcome;
}

QCoro::Task<Result<QHostAddress>> SwitchAsker::resolve(QString host)
{
    if (const QHostAddress address(host); !address.isNull())
        co_return address;
    auto promise = std::make_shared<QPromise<Result<QHostAddress>>>();
    promise->start();
    auto future = promise->future();
    QHostInfo::lookupHost(host, this, [promise](const QHostInfo& found) {
        const QList<QHostAddress> addresses = found.addresses();
        if (addresses.isEmpty())
            promise->addResult(fail("switch-unknown-host"));
        else
            promise->addResult(addresses.first());
        promise->finish();
    });
    co_return co_await settled(future);
}

QCoro::Task<SwitchAsker::Outcome> SwitchAsker::askSnmp(SwitchAccess access)
{
    const auto secret = secretOf(access.secretId);
    const auto privacySecret = secretOf(access.privacySecretId);
    if (!secret || !privacySecret)
        co_return failed(access, secret ? privacySecret.error() : secret.error());
    auto resolving = resolve(access.address);
    const auto address = co_await resolving;
    if (!address)
        co_return failed(access, address.error());
    SnmpTarget target{.address = *address, .port = portOf(access), .secret = *secret};
    if (access.method == SwitchMethod::SnmpV3) {
        target.isV3 = true;
        target.user = access.username;
        target.auth = access.auth;
        target.privacy = access.privacy;
        target.privacySecret = *privacySecret;
    }
    auto walking = SnmpWalk::start(target, lldpMibColumns(), m_limits.snmp, this);
    const auto told = co_await settled(walking);
    if (!told)
        co_return failed(access, told.error());
    Outcome outcome{.neighbors = readLldpMib(*told)};
    if (!outcome.neighbors)
        co_return outcome;
    auto further = SnmpWalk::start(target, switchMibColumns(), m_limits.snmp, this);
    const auto more = co_await settled(further);
    if (!more || !readSwitchMib(*more, outcome.words))
        outcome.words.facts.missing = {QStringLiteral("identity"), QStringLiteral("ports")};
    co_return outcome;
}

QCoro::Task<SwitchAsker::Outcome> SwitchAsker::askHttps(SwitchAccess access)
{
    const auto secret = secretOf(access.secretId);
    if (!secret)
        co_return failed(access, secret.error());
    redfish::Options options;
    options.requestMs = m_limits.requestMs;
    redfish::Transport transport({access.address, portOf(access)}, access.certificate, options);
    redfish::HttpRequest request = switchQuestion(access.method);
    const QByteArray login = basic(access.username, *secret);
    request.headers.append({"Authorization", login});
    auto sending = transport.send(request);
    const auto answer = co_await sending;
    Outcome outcome;
    outcome.certificate = transport.fingerprint();
    if (answer)
        outcome.neighbors = readSwitchAnswer(*answer);
    else
        outcome.neighbors = tl::unexpected(ofSwitch(answer.error()));
    if (outcome.neighbors) {
        auto further = askFurther(transport, access.method, login);
        outcome.words = co_await further;
    }
    co_return outcome;
}

QCoro::Task<SwitchWords> SwitchAsker::askFurther(redfish::Transport& transport, SwitchMethod method,
                                                 QByteArray login)
{
    SwitchWords words;
    bool isThere = true; // one that does not answer any more is not waited for again
    for (SwitchQuestion& question : furtherQuestions(method)) {
        bool told = false;
        if (isThere) {
            question.request.headers.append({"Authorization", login});
            auto sending = transport.send(question.request);
            const auto answer = co_await sending;
            isThere = answer.has_value();
            told = isThere && readFurtherAnswer(*answer, words);
        }
        if (!told)
            words.facts.missing << question.about;
    }
    co_return words;
}

} // namespace rackhouse
