#pragma once

#include "app/api/apiserver.h"
#include "app/client/pairing.h"
#include "app/client/siteclient.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>

/// Lets the event loop turn until the future is there.
template <class T>
T awaitFuture(QFuture<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000))
        qFatal("a future did not finish");
    return future.result();
}

/// Jobs without an engine: rows only, one unfinished job a machine.
class FakeJobs : public rackhouse::JobService
{
public:
    using Job = rackhouse::Job;
    template <class T>
    using Result = rackhouse::Result<T>;

    explicit FakeJobs(rackhouse::Store& store) : m_store(store) {}

    QFuture<Result<Job>> submit(rackhouse::JobRequest request) override;
    QFuture<Result<Job>> cancel(rackhouse::JobId id, QString actor) override;
    QFuture<Result<Job>> hold(rackhouse::JobId id, QString actor) override;
    QFuture<Result<Job>> release(rackhouse::JobId id, QString actor) override;
    QFuture<Result<Job>> retry(rackhouse::JobId id, QString fromStep, QString actor) override;

    std::atomic<int> submitted = 0;
    std::atomic<int> commanded = 0;

private:
    QFuture<Result<Job>> setState(const rackhouse::JobId& id, rackhouse::JobState state);

    rackhouse::Store& m_store;
};

/// Switches that nobody asks: each ask is counted, and answered with the row as it is.
class FakeSwitches : public rackhouse::SwitchAsking
{
public:
    explicit FakeSwitches(rackhouse::Store& store) : m_store(store) {}

    QFuture<rackhouse::Result<rackhouse::SwitchAccess>> ask(rackhouse::SwitchAccessId id) override;

    std::atomic<int> asked = 0;

private:
    rackhouse::Store& m_store;
};

/// A real store, CA and API server on loopback.
class ApiFixture
{
public:
    explicit ApiFixture(const QString& token = {});

    /// A client with a certificate of that role; "nobody" has none.
    std::unique_ptr<rackhouse::client::SiteClient> client(rackhouse::Role role);
    std::unique_ptr<rackhouse::client::SiteClient> stranger();
    rackhouse::client::SiteAccess address() const;

    template <class T>
    void put(const T& row)
    {
        const auto done = store->write<void>([row](rackhouse::Writer& w) { return w.put(row); });
        if (!done.result())
            qFatal("%s", qPrintable(done.result().error().detail));
    }
    template <class T>
    std::vector<T> rows(const rackhouse::Select& select = {})
    {
        return *store->read<std::vector<T>>(
            [&select](rackhouse::Reader& reader) { return reader.list<T>(select); });
    }
    rackhouse::Machine addMachine(const QString& name);
    /// Serves with other jobs than the fake ones, or as after a restart of the appliance.
    void serve(rackhouse::JobService& with, const QString& token = {}, quint16 port = 0);

    QTemporaryDir dir;
    rackhouse::ManualClock clock{rackhouse::SystemClock().now()};
    std::unique_ptr<rackhouse::Store> store;
    std::unique_ptr<rackhouse::api::SiteCa> ca;
    std::unique_ptr<FakeJobs> jobs;
    std::unique_ptr<FakeSwitches> switches;
    std::unique_ptr<rackhouse::api::ApiServer> server;
};

/// The code of a failed call; empty when it succeeded.
QString codeOf(const rackhouse::Result<QJsonObject>& result);
