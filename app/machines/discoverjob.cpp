#include "app/machines/discoverjob.h"

#include "app/jobs/await.h"
#include "app/jobs/stepcontext.h"
#include "app/machines/bmcrecords.h"
#include "app/redfish/addressrange.h"
#include "models/store/store.h"

namespace rackhouse
{

namespace
{

constexpr int MostAddresses = 4096;

Result<std::vector<redfish::BmcAddress>> addressesOf(const Job& job)
{
    QStringList expressions;
    const QJsonArray asked = job.params.value(u"addresses").toArray();
    for (const QJsonValue& value : asked)
        expressions << value.toString();
    const auto hosts = redfish::expandAddresses(expressions, MostAddresses);
    if (!hosts)
        return fail(hosts.error());
    const auto port = static_cast<quint16>(job.params.value(u"port").toInt(443));
    std::vector<redfish::BmcAddress> addresses;
    for (const QString& host : *hosts)
        addresses.push_back({host, port});
    return addresses;
}

} // namespace

JobDefinition DiscoverJob::definition()
{
    StepDefinition step;
    step.name = QStringLiteral("search");
    step.deadline = std::chrono::hours(2);
    step.run = [this](StepContextPtr context) {
        return search(std::move(context));
    };
    JobDefinition job;
    job.kind = JobKind::Discover;
    job.onMachine = false;
    job.takesSlot = false;
    job.steps = {step};
    job.onSubmit = [](Writer& writer, Job& asked) -> Result<void> {
        const auto addresses = addressesOf(asked);
        if (!addresses)
            return fail(addresses.error());
        const auto secret = writer.get<SealedSecret>(asked.params.value(u"secret_id").toString());
        return secret ? Result<void>() : Result<void>(fail(secret.error()));
    };
    job.onRetry = [](Writer& writer, Job& asked) {
        return requireSecret(writer, SecretId(asked.params.value(u"secret_id").toString()));
    };
    return job;
}

QString DiscoverJob::pinOf(const redfish::BmcAddress& address) const
{
    Select select;
    select.equals = {{QStringLiteral("address"), address.host},
                     {QStringLiteral("port"), address.port}};
    const auto rows =
        m_store.read<std::vector<Bmc>>([&](Reader& reader) { return reader.list<Bmc>(select); });
    return rows && !rows->empty() ? rows->front().certificate : QString();
}

QCoro::Task<StepResult> DiscoverJob::search(StepContextPtr context)
{
    const QJsonObject params = context->job().params;
    const auto addresses = addressesOf(context->job());
    if (!addresses)
        co_return StepResult::fatal(addresses.error());
    const QString username = params.value(u"username").toString();
    const SecretId secret(params.value(u"secret_id").toString());
    const auto login = m_pool.login(username, secret);
    if (!login)
        co_return StepResult::fatal(login.error());

    const auto discoverer = std::make_shared<redfish::Discoverer>(m_limits);
    const auto last = std::make_shared<QFuture<Result<int>>>();
    QObject::connect(discoverer.get(), &redfish::Discoverer::progress, discoverer.get(),
                     [context, d = discoverer.get()](int tried, int total) {
                         if (!context->isCurrent())
                             d->cancel();
                         context->progress(tried, total, QString());
                     });
    QObject::connect(discoverer.get(), &redfish::Discoverer::found, discoverer.get(),
                     [this, context, username, secret, last](const redfish::DiscoveredBmc& bmc) {
                         if (!context->isCurrent())
                             return;
                         std::function<Result<int>(Writer&)> work =
                             [bmc, username, secret, now = context->now()](Writer& writer) {
                                 return bmcrecords::enter(writer, bmc, username, secret, now);
                             };
                         *last = m_store.write<int>(std::move(work));
                     });
    auto running = discoverer->run(*addresses, *login,
                                   [this](const redfish::BmcAddress& a) { return pinOf(a); });
    const std::vector<redfish::DiscoveredBmc> found = co_await running;
    if (!context->isCurrent())
        co_return StepResult::wait({});
    if (last->isValid()) { // the writer works in order: the last one stands for all
        const auto entered = co_await settled(*last);
        if (!entered)
            co_return StepResult::failed(entered.error());
    }
    qint64 machines = 0;
    qint64 faulty = 0;
    for (const redfish::DiscoveredBmc& bmc : found) {
        machines += static_cast<qint64>(bmc.machines.size());
        faulty += bmc.error ? 1 : 0;
    }
    context->result({{QStringLiteral("addresses"), qint64(addresses->size())},
                     {QStringLiteral("bmcs"), qint64(found.size())},
                     {QStringLiteral("machines"), machines},
                     {QStringLiteral("faulty"), faulty}});
    co_return StepResult::done();
}

} // namespace rackhouse
