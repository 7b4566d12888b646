#pragma once

#include "app/client/siteclient.h"
#include "app/client/siteregistry.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/wipe.h"
#include "tests/support/labfixture.h"

#include <QElapsedTimer>
#include <QTest>

#include <functional>

namespace rackhouse
{

/// Waits for a future on this thread while events go on. "timed-out" when the time is over first.
template <class T>
Result<T> await(QFuture<Result<T>> future, int timeoutMs = 60'000)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, timeoutMs))
        return fail("timed-out");
    return future.result();
}

/// A technician at the site API: pairs, fills the racks, starts jobs and watches them. Every call
/// blocks until it is done; nothing here knows more than a person with the API's document.
class SiteDriver
{
public:
    /// Told about a job after every change that can be seen.
    using Watcher = std::function<void(const Job&, const std::vector<JobStep>&)>;

    SiteDriver(LabFixture& lab, const QString& registryRoot);

    /// Pairs with the lab's appliance by its code and fingerprint.
    Result<void> pair(const QString& siteName);
    /// Talks to an appliance that is not the lab's.
    void use(const client::SiteAccess& access);
    /// Creates the lab's racks, discovers its BMCs over Redfish, and places the machines by their
    /// serials.
    Result<void> fillRacks();

    Result<Machine> machineBySerial(const QString& serial);
    /// Registers an image file that is on the appliance; waits until it is ready.
    Result<Image> registerImage(const QString& path, const QJsonObject& manifest);
    /// The same for a file on this computer, which is sent.
    Result<Image> uploadImage(const QString& path, const QJsonObject& manifest);
    Result<Job> start(JobKind kind, const MachineId& machine, const QJsonObject& params);
    /// Until the job is finished. The appliance may be away in between; it is asked again until the
    /// time is over.
    Result<Job> watch(const JobId& job, int timeoutMs, const Watcher& watcher = {});
    Result<std::vector<WipeRecord>> wipeRecords(const JobId& job);

    template <class T>
    Result<std::vector<T>> list(const QString& path, const QUrlQuery& query = {});

    client::SiteClient& client() { return *m_client; }
    const client::KnownSite& site() const { return m_site; }
    const client::SiteRegistry& registry() const { return m_registry; }

private:
    Result<void> createRacks();
    Result<void> discover();
    Result<void> placeMachines();
    Result<Image> imageWhenChecked(const QString& id);
    Result<QJsonObject> get(const QString& path, const QUrlQuery& query = {});

    LabFixture& m_lab;
    client::SiteRegistry m_registry;
    client::KnownSite m_site;
    std::unique_ptr<client::SiteClient> m_client;
};

template <class T>
Result<std::vector<T>> SiteDriver::list(const QString& path, const QUrlQuery& query)
{
    std::vector<T> rows;
    QUrlQuery page = query;
    for (;;) {
        const auto answer = get(path, page);
        if (!answer)
            return fail(answer.error());
        for (const QJsonValue& item : answer->value(QStringLiteral("items")).toArray()) {
            auto row = fromJson<T>(item.toObject());
            if (!row)
                return fail(row.error());
            rows.push_back(*std::move(row));
        }
        const QString next = answer->value(QStringLiteral("next")).toString();
        if (next.isEmpty())
            return rows;
        page.removeQueryItem(QStringLiteral("after"));
        page.addQueryItem(QStringLiteral("after"), next);
    }
}

} // namespace rackhouse
