#include "tests/unit/api/apifixture.h"

#include "app/client/replicasync.h"
#include "models/domain/allocation.h"

using namespace rackhouse;
using namespace rackhouse::client;

class TestClientSync : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_replica = *Replica::open(m_site->dir.filePath(QStringLiteral("replica.db")), m_clock);
        m_access = m_site->client(Role::Operator)->access();
    }
    void cleanup()
    {
        m_replica.reset();
        m_site.reset();
    }

    void theReplicaFollows()
    {
        for (int i = 0; i < 1500; ++i) // more than one page
            m_site->addMachine(QStringLiteral("m%1").arg(i));
        ReplicaSync sync(m_access, m_key, *m_replica);
        sync.start();
        QTRY_COMPARE_WITH_TIMEOUT(machines(), 1500, 20'000);
        QTRY_VERIFY(sync.isConnected() && !sync.isBehind());
        QVERIFY(sync.lastContact().isSet());
        const Machine machine = m_site->addMachine(QStringLiteral("later"));
        QTRY_COMPARE(machines(), 1501);
        m_site->store
            ->write<void>([machine](Writer& writer) { return writer.remove<Machine>(machine.id); })
            .waitForFinished();
        QTRY_COMPARE(machines(), 1500);
        sync.stop();
        QVERIFY(!sync.isConnected());
    }

    void itGoesOnWhereItStood()
    {
        m_site->addMachine(QStringLiteral("one"));
        {
            ReplicaSync sync(m_access, m_key, *m_replica);
            sync.start();
            QTRY_COMPARE(machines(), 1);
        }
        m_site->addMachine(QStringLiteral("two"));
        ReplicaSync sync(m_access, m_key, *m_replica);
        sync.start();
        QTRY_COMPARE(machines(), 2);
    }

    void itComesBackWithTheSite()
    {
        ReplicaSync sync(m_access, m_key, *m_replica);
        QSignalSpy failures(&sync, &ReplicaSync::failed);
        sync.start();
        QTRY_VERIFY(sync.isConnected());
        const quint16 port = m_site->server->port();
        m_site->server->stop();
        QTRY_VERIFY_WITH_TIMEOUT(!sync.isConnected(), 20'000);
        QCOMPARE(failures.first().first().value<Error>().code, QStringLiteral("site-unreachable"));
        m_site->addMachine(QStringLiteral("meanwhile"));
        api::ApiServer again({*m_site->store, *m_site->jobs, *m_site->ca, m_site->clock,
                              [](const auto&) { return fail("internal"); }, *m_site->switches,
                              m_site->dir.path()},
                             {});
        QVERIFY(again.listen(QHostAddress::LocalHost, port));
        sync.retryNow();
        QTRY_VERIFY_WITH_TIMEOUT(sync.isConnected(), 20'000);
        QTRY_COMPARE(machines(), 1);
    }

    void aCertificateThatEndedIsTold_data()
    {
        QTest::addColumn<bool>("revoked");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("advice");
        QTest::newRow("expired") << false << QStringLiteral("certificate-expired")
                                 << QStringLiteral("Pair it with the site again");
        QTest::newRow("revoked") << true << QStringLiteral("certificate-revoked")
                                 << QStringLiteral("Ask an administrator");
    }
    void aCertificateThatEndedIsTold()
    {
        QFETCH(bool, revoked);
        QFETCH(QString, advice);
        m_site->addMachine(QStringLiteral("kept"));
        ReplicaSync sync(m_access, m_key, *m_replica);
        QSignalSpy failures(&sync, &ReplicaSync::failed);
        sync.start();
        QTRY_COMPARE(machines(), 1);
        Credential credential = m_site->rows<Credential>().front();
        (revoked ? credential.revokedAt : credential.expiresAt) = m_site->clock.now();
        m_site->put(credential);
        QTRY_VERIFY_WITH_TIMEOUT(!failures.isEmpty(), 20'000);
        const auto error = failures.first().first().value<Error>();
        QTEST(error.code, "code");
        QVERIFY2(problemText(error).contains(advice), qPrintable(problemText(error)));
        QVERIFY(!sync.isConnected());
        QCOMPARE(machines(), 1); // what was copied stays readable
    }

    /// What a role may not see is not in the copy, also of what came before.
    void anotherRoleReadsTheSiteAnew()
    {
        Allocation rental;
        rental.id = AllocationId::create();
        rental.machineId = m_site->addMachine(QStringLiteral("let")).id;
        rental.customer = QStringLiteral("Customer A");
        rental.unit = PriceUnit::Month;
        m_site->put(rental);
        for (const Role role : {Role::Viewer, Role::Operator, Role::Viewer}) {
            ReplicaSync sync(m_site->client(role)->access(), m_key, *m_replica);
            sync.start();
            QTRY_VERIFY(m_replica->site(m_key)->role == role);
            const bool sees = role == Role::Operator;
            const auto seen = m_replica->list<Allocation>(m_key);
            QCOMPARE(seen->size(), 1u);
            QCOMPARE(seen->front().customer, sees ? rental.customer : QString());
            QCOMPARE(seen->front().unit, sees ? PriceUnit::Month : PriceUnit::GpuHour);
        }
    }

    /// An older program has read it and not noted for whom.
    void aCopyOfNobodyKnownIsReadAnew()
    {
        m_site->addMachine(QStringLiteral("m1"));
        QVERIFY(m_replica->applyChanges(m_key, {}, 1));
        ReplicaSync sync(m_access, m_key, *m_replica);
        sync.start();
        QTRY_COMPARE(machines(), 1);
        QCOMPARE(m_replica->site(m_key)->role, std::optional(Role::Operator));
    }

    void aRestoredSiteIsReadAgain()
    {
        m_site->addMachine(QStringLiteral("now"));
        Machine ghost;
        ghost.id = MachineId::create();
        ghost.name = QStringLiteral("never was");
        QVERIFY(m_replica->applyChanges(
            m_key, {{900, {}, QStringLiteral("machine"), ghost.id.text(), false, toJson(ghost)}},
            900));
        ReplicaSync sync(m_access, m_key, *m_replica);
        sync.start();
        QTRY_VERIFY(sync.isConnected());
        QTRY_COMPARE(machines(), 1);
        QCOMPARE(m_replica->list<Machine>(m_key)->front().name, QStringLiteral("now"));
    }

    void aCopyThatMissedForgottenRemovalsIsMadeAnew()
    {
        const Machine gone = m_site->addMachine(QStringLiteral("gone"));
        m_site->addMachine(QStringLiteral("kept"));
        {
            ReplicaSync sync(m_access, m_key, *m_replica);
            sync.start();
            QTRY_COMPARE(machines(), 2);
        }
        removeAndForget(gone);
        ReplicaSync sync(m_access, m_key, *m_replica);
        sync.start();
        QTRY_COMPARE(machines(), 2);
        QTRY_VERIFY(sync.isConnected() && !sync.isBehind());
        QStringList names;
        const auto copied = m_replica->list<Machine>(m_key);
        for (const Machine& machine : *copied)
            names << machine.name;
        names.sort();
        QCOMPARE(names, QStringList({QStringLiteral("kept"), QStringLiteral("later")}));
    }

    void everythingIsReadPageByPageOverForgottenRemovals()
    {
        for (int i = 0; i < 1500; ++i) // more than one page
            m_site->addMachine(QStringLiteral("m%1").arg(i));
        removeAndForget(m_site->addMachine(QStringLiteral("gone")));
        ReplicaSync sync(m_access, m_key, *m_replica);
        sync.start();
        QTRY_COMPARE_WITH_TIMEOUT(machines(), 1501, 20'000);
        QTRY_VERIFY(sync.isConnected() && !sync.isBehind());
    }

    void theOutboxIsSent()
    {
        const QString good = queue(QStringLiteral("offline rack"));
        const QString bad = queue(QString());
        ReplicaSync sync(m_access, m_key, *m_replica);
        QSignalSpy refused(&sync, &ReplicaSync::commandRefused);
        sync.start();
        QTRY_COMPARE(refused.size(), 1);
        QCOMPARE(refused.first().first().toString(), bad);
        const auto left = *m_replica->outbox(m_key);
        QCOMPARE(left.size(), 1u);
        QCOMPARE(left.front().errorCode, QStringLiteral("bad-field"));
        QTRY_COMPARE(m_replica->list<Rack>(m_key)->size(), 1u);
        queue(QStringLiteral("second rack"));
        sync.flushOutbox();
        QTRY_COMPARE(m_replica->list<Rack>(m_key)->size(), 2u);
    }

private:
    /// Leaves no trace of the machine in the feed, which goes on with another one.
    void removeAndForget(const Machine& machine)
    {
        const auto removed = m_site->store->write<void>(
            [id = machine.id](Writer& writer) { return writer.remove<Machine>(id); });
        QVERIFY(removed.result());
        m_site->addMachine(QStringLiteral("later"));
        const auto forgotten = m_site->store->write<void>(
            [](Writer& writer) { return writer.compactFeed(0, writer.now().plusMs(1000)); });
        QVERIFY(forgotten.result());
    }
    int machines() { return static_cast<int>(m_replica->list<Machine>(m_key)->size()); }
    QString queue(const QString& name)
    {
        OutboxEntry entry;
        entry.id = OutboxId::create();
        entry.siteKey = m_key;
        entry.method = QStringLiteral("POST");
        entry.path = QStringLiteral("/api/v1/racks");
        entry.body = {{QStringLiteral("name"), name}};
        entry.createdAt = m_clock.now();
        if (!m_replica->putOutbox(entry))
            qFatal("no outbox");
        return entry.id.text();
    }

    const QString m_key = newUuid();
    const SystemClock m_clock;
    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<Replica> m_replica;
    SiteAccess m_access;
};

QTEST_GUILESS_MAIN(TestClientSync)
#include "test_client_sync.moc"
