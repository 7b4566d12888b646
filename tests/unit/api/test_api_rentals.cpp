#include "apifixture.h"

#include "app/client/replicasync.h"
#include "models/market/holding.h"

#include <QJsonArray>

using namespace rackhouse;

/// Machines that are let, reserved and kept from others.
class TestApiRentals : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
        m_machine = m_site->addMachine(u"r1-u07"_qs);
        m_start = m_site->clock.now().ms;
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void aRentalIsMadeChangedEndedAndRemoved()
    {
        const auto made = post(rental(u"Customer A"_qs));
        QCOMPARE(codeOf(made), QString());
        QCOMPARE(made->value(u"channel"_qs).toString(), u"direct"_qs);
        QCOMPARE(made->value(u"amount_micro"_qs).toInteger(), 2'490'000);
        const QString path = pathOf(made);
        QVERIFY(awaitFuture(m_client->patch(path, {{u"amount_micro"_qs, 2'750'000}}, 1)));
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, {{u"note"_qs, u"late"_qs}}, 1))),
                 u"conflict"_qs);
        QVERIFY(awaitFuture(m_client->patch(path, {{u"ends_at"_qs, m_start + 60'000}}, 2)));
        const auto row = m_site->rows<Allocation>().front();
        QCOMPARE(row.amountMicro, 2'750'000);
        QCOMPARE(row.endsAt.ms, m_start + 60'000);
        QVERIFY(awaitFuture(m_client->remove(path)));
        QVERIFY(m_site->rows<Allocation>().empty());
    }

    void aMachineIsHeldByOneAtATime()
    {
        QJsonObject first = rental(u"Customer A"_qs);
        first.insert(u"ends_at"_qs, m_start + 60'000);
        const auto made = post(first);
        QCOMPARE(codeOf(made), QString());
        const auto second = post(rental(u"Customer B"_qs));
        QCOMPARE(codeOf(second), u"machine-held"_qs);
        const QVariantMap args = second.error().args;
        QCOMPARE(args.value(u"by"_qs).toString(), u"Customer A"_qs);
        QCOMPARE(args.value(u"machine"_qs).toString(), u"r1-u07"_qs);
        QCOMPARE(args.value(u"id"_qs).toString(), made->value(u"id"_qs).toString());
        QCOMPARE(args.value(u"until"_qs).toString(), Instant{m_start + 60'000}.toIso());
        // Where one ends the next may begin.
        QJsonObject next = rental(u"Customer B"_qs);
        next.insert(u"starts_at"_qs, m_start + 60'000);
        QCOMPARE(codeOf(post(next)), QString());
        next.insert(u"kind"_qs, u"maintenance"_qs);
        next.insert(u"starts_at"_qs, m_start + 90'000);
        QCOMPARE(codeOf(post(next)), u"machine-held-open"_qs);
        QCOMPARE(codeOf(awaitFuture(m_client->patch(pathOf(made), {{u"ends_at"_qs, 0}}, 1))),
                 u"machine-held-open"_qs);
    }

    void twoWhoComeAtOnceDoNotBothGetIt()
    {
        const auto other = m_site->client(Role::Operator);
        for (int round = 0; round < 10; ++round) {
            QJsonObject body = rental(u"Customer A"_qs);
            body.insert(u"starts_at"_qs, m_start + round * 1000);
            body.insert(u"ends_at"_qs, m_start + (round + 1) * 1000);
            auto mine = m_client->post(u"/allocations"_qs, body);
            body.insert(u"customer"_qs, u"Customer B"_qs);
            auto theirs = other->post(u"/allocations"_qs, body);
            QStringList codes{codeOf(awaitFuture(mine)), codeOf(awaitFuture(theirs))};
            codes.sort();
            QCOMPARE(codes, (QStringList{QString(), u"machine-held"_qs}));
        }
        QCOMPARE(m_site->rows<Allocation>().size(), 10u);
    }

    void gpusOfAMachineGoToSeveral()
    {
        addGpus({u"GPU1"_qs, u"GPU2"_qs, u"GPU3"_qs});
        QCOMPARE(codeOf(post(rental(u"Customer A"_qs, {u"GPU1"_qs, u"GPU2"_qs}))), QString());
        QCOMPARE(codeOf(post(rental(u"Customer B"_qs, {u"GPU2"_qs}))), u"machine-held-open"_qs);
        QCOMPARE(codeOf(post(rental(u"Customer B"_qs))), u"machine-held-open"_qs);
        QCOMPARE(codeOf(post(rental(u"Customer B"_qs, {u"GPU3"_qs}))), QString());
        const auto wrong = post(rental(u"Customer C"_qs, {u"GPU9"_qs}));
        QCOMPARE(codeOf(wrong), u"gpu-slot-unknown"_qs);
        QCOMPARE(wrong.error().args.value(u"slots"_qs).toString(), u"GPU1, GPU2, GPU3"_qs);
        QCOMPARE(codeOf(post(rental(u"Customer C"_qs, {u"GPU3"_qs, u"GPU3"_qs}))), u"bad-field"_qs);
    }

    void aRentalEndsAlsoWhenItsGpuIsGone()
    {
        addGpus({u"GPU1"_qs, u"GPU2"_qs});
        QCOMPARE(codeOf(post(rental(u"Customer A"_qs, {u"GPU2"_qs}))), QString());
        for (const Component& gpu : m_site->rows<Component>())
            QVERIFY(
                m_site->store->write<void>([&](Writer& w) { return w.remove<Component>(gpu.id); })
                    .result());
        const Allocation row = m_site->rows<Allocation>().front();
        const QString path = u"/allocations/"_qs + row.id.text();
        const qint64 end = row.startsAt.plusMs(3'600'000).ms;
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, {{u"ends_at"_qs, end}}, row.revision))),
                 QString());
        QCOMPARE(m_site->rows<Allocation>().front().endsAt.ms, end);
        // Others are still not rented out.
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, {{u"gpus"_qs, QJsonArray{u"GPU1"_qs}}},
                                                    row.revision + 1))),
                 u"gpu-slots-unknown"_qs);
    }

    void whatMakesNoSenseIsRefused_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("code");
        const auto row = [](const char* name, const char* field, const QJsonValue& value,
                            const char* code) {
            QTest::newRow(name) << QString::fromLatin1(field) << value << QString::fromLatin1(code);
        };
        row("no customer", "customer", u" "_qs, "bad-field");
        row("no channel", "channel", QString(), "bad-field");
        row("below nothing", "amount_micro", -1, "bad-field");
        row("beyond all", "amount_micro", 1e16, "bad-field");
        row("not a number", "amount_micro", u"2.49"_qs, "bad-field");
        row("no currency", "currency", QString(), "currency-unknown");
        row("not a currency", "currency", u"Euro"_qs, "currency-unknown");
        row("small letters", "currency", u"usd"_qs, "currency-unknown");
        row("no start", "starts_at", 0, "bad-field");
        row("ends before", "ends_at", 1000, "rental-backwards");
        row("another unit", "unit", u"week"_qs, "bad-field");
        row("another kind", "kind", u"gift"_qs, "bad-field");
        row("no machine", "machine_id", QString(), "machine-unknown");
        row("another machine", "machine_id", newUuid(), "machine-unknown");
        row("GPUs unknown", "gpus", QJsonArray{u"GPU1"_qs}, "gpu-slots-unknown");
        row("GPUs as text", "gpus", u"GPU1"_qs, "bad-field");
    }

    void whatMakesNoSenseIsRefused()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QString, code);
        QJsonObject body = rental(u"Customer A"_qs);
        body.insert(field, value);
        QCOMPARE(codeOf(post(body)), code);
        QVERIFY(m_site->rows<Allocation>().empty());
    }

    /// Lists, one row, the past and the feed: what is held until when, and nothing of the contract.
    void viewersSeeWhatIsHeldAndNothingOfTheContract()
    {
        addGpus({u"GPU1"_qs, u"GPU2"_qs});
        QJsonObject body = rental(u"Customer A"_qs, {u"GPU2"_qs});
        body.insert(u"channel"_qs, u"broker-nine"_qs);
        body.insert(u"note"_qs, u"frame contract"_qs);
        body.insert(u"unit"_qs, u"machine-hour"_qs);
        const auto made = post(body);
        QCOMPARE(codeOf(made), QString());
        m_site->clock.advanceMs(60'000);
        QUrlQuery then;
        then.addQueryItem(u"at"_qs, m_site->clock.now().toIso());
        const auto viewer = m_site->client(Role::Viewer);
        for (const auto& [path, query] :
             {std::pair(u"/allocations"_qs, QUrlQuery()), std::pair(pathOf(made), QUrlQuery()),
              std::pair(u"/allocations"_qs, then), std::pair(u"/changes"_qs, QUrlQuery())}) {
            const auto seen = awaitFuture(viewer->get(path, query));
            QCOMPARE(codeOf(seen), QString());
            const QString text = QString::fromUtf8(toText(*seen));
            for (const char* told : {"GPU2", "\"kind\":\"rental\"", "starts_at", "ends_at"})
                QVERIFY2(text.contains(QLatin1String(told)), qPrintable(path + text));
            for (const char* hidden : {"Customer A", "customer", "2490000", "amount_micro", "USD",
                                       "currency", "machine-hour", "broker", "contract"})
                QVERIFY2(!text.contains(QLatin1String(hidden)), qPrintable(path + text));
            const auto whole = awaitFuture(m_client->get(path, query));
            QVERIFY(QString::fromUtf8(toText(*whole)).contains(u"Customer A"_qs));
        }
        // Nor can it be guessed by what a list leaves.
        QUrlQuery guess = then;
        guess.addQueryItem(u"customer"_qs, u"Customer A"_qs);
        QCOMPARE(codeOf(awaitFuture(viewer->get(u"/allocations"_qs, guess))), u"bad-field"_qs);
        guess.removeQueryItem(u"at"_qs);
        QCOMPARE(codeOf(awaitFuture(viewer->get(u"/allocations"_qs, guess))), u"bad-field"_qs);
        QCOMPARE(codeOf(awaitFuture(m_client->get(u"/allocations"_qs, guess))), QString());
        QCOMPARE(codeOf(awaitFuture(viewer->post(u"/allocations"_qs, body))), u"forbidden"_qs);
    }

    void freeGpusAreTheSameNumberForEverybody()
    {
        addGpus({u"GPU1"_qs, u"GPU2"_qs, u"GPU3"_qs});
        QCOMPARE(codeOf(post(rental(u"Customer A"_qs, {u"GPU1"_qs, u"GPU2"_qs}))), QString());
        for (const Role role : {Role::Viewer, Role::Operator}) {
            const QString file = m_site->dir.filePath(enumText(role));
            auto replica = *Replica::open(file, m_site->clock);
            client::ReplicaSync sync(m_site->client(role)->access(), u"site"_qs, *replica);
            sync.start();
            QTRY_COMPARE(replica->list<Allocation>(u"site"_qs)->size(), 1u);
            const auto held = *replica->list<Allocation>(u"site"_qs);
            QCOMPARE(Holdings(held, m_site->clock.now()).freeGpus(m_machine.id, 3), 1);
            QCOMPARE(replica->site(u"site"_qs)->role, std::optional(role));
            QCOMPARE(held.front().customer.isEmpty(), role == Role::Viewer);
            QCOMPARE(held.front().amountMicro == 0, role == Role::Viewer);
        }
    }

    void aMachineThatWasLetStays()
    {
        QCOMPARE(codeOf(post(rental(u"Customer A"_qs))), QString());
        QCOMPARE(codeOf(awaitFuture(m_client->remove(u"/machines/"_qs + m_machine.id.text()))),
                 u"in-use"_qs);
    }

    void oneTakesOverFromTheOtherInOneChange()
    {
        const auto made = post(rental(u"Customer A"_qs));
        const qint64 then = m_start + 60'000;
        QJsonObject next = rental(u"Customer B"_qs);
        next.insert(u"starts_at"_qs, then);
        const QJsonArray items{QJsonObject{{u"op"_qs, u"create"_qs},
                                           {u"kind"_qs, u"allocation"_qs},
                                           {u"fields"_qs, next}},
                               QJsonObject{{u"op"_qs, u"change"_qs},
                                           {u"kind"_qs, u"allocation"_qs},
                                           {u"id"_qs, made->value(u"id"_qs)},
                                           {u"revision"_qs, 1},
                                           {u"fields"_qs, QJsonObject{{u"ends_at"_qs, then}}}}};
        const auto done = awaitFuture(m_client->post(u"/changesets"_qs, {{u"items"_qs, items}}));
        QVERIFY(done);
        QVERIFY(done->value(u"applied"_qs).toBool());
        QCOMPARE(m_site->rows<Allocation>().size(), 2u);
    }

    void theListIsSeenAsItWas()
    {
        m_site->clock.advanceMs(60'000);
        QCOMPARE(codeOf(post(rental(u"Customer A"_qs))), QString());
        const QString then = m_site->clock.now().toIso();
        m_site->clock.advanceMs(60'000);
        const QString path = u"/allocations/"_qs + m_site->rows<Allocation>().front().id.text();
        QVERIFY(awaitFuture(m_client->remove(path)));
        QUrlQuery query;
        query.addQueryItem(u"at"_qs, then);
        const auto past = awaitFuture(m_client->get(u"/allocations"_qs, query));
        QCOMPARE(codeOf(past), QString());
        QCOMPARE(past->value(u"items"_qs).toArray().size(), 1);
    }

    void aSiteHasOneTimeZone()
    {
        QVERIFY(m_site->server->ensureSite(u"Test"_qs));
        const auto settings = m_site->rows<SiteSettings>();
        QCOMPARE(settings.size(), 1u);
        const QString path = u"/site-settings/"_qs + settings.front().id.text();
        const QJsonObject berlin{{u"time_zone"_qs, u"Europe/Berlin"_qs}};
        QCOMPARE(codeOf(awaitFuture(m_client->patch(path, berlin, 1))), u"forbidden"_qs);
        const auto admin = m_site->client(Role::Admin);
        QCOMPARE(codeOf(awaitFuture(admin->patch(path, berlin, 1))), QString());
        QCOMPARE(m_site->rows<SiteSettings>().front().timeZone, u"Europe/Berlin"_qs);
        QCOMPARE(codeOf(awaitFuture(admin->patch(path, {{u"time_zone"_qs, u"Berlin"_qs}}, 2))),
                 u"time-zone-unknown"_qs);
        QCOMPARE(codeOf(awaitFuture(admin->post(u"/site-settings"_qs, berlin))), u"conflict"_qs);
    }

private:
    QJsonObject rental(const QString& customer, const QStringList& gpus = {}) const
    {
        return {{u"customer"_qs, customer},  {u"machine_id"_qs, m_machine.id.text()},
                {u"starts_at"_qs, m_start},  {u"amount_micro"_qs, 2'490'000},
                {u"currency"_qs, u"USD"_qs}, {u"gpus"_qs, QJsonArray::fromStringList(gpus)}};
    }
    Result<QJsonObject> post(const QJsonObject& body)
    {
        return awaitFuture(m_client->post(u"/allocations"_qs, body));
    }
    static QString pathOf(const Result<QJsonObject>& made)
    {
        return u"/allocations/"_qs + made->value(u"id"_qs).toString();
    }
    void addGpus(const QStringList& slotNames)
    {
        for (const QString& slot : slotNames) {
            Component gpu;
            gpu.id = ComponentId::create();
            gpu.machineId = m_machine.id;
            gpu.kind = ComponentKind::Gpu;
            gpu.slot = slot;
            m_site->put(gpu);
        }
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    Machine m_machine;
    qint64 m_start = 0;
};

QTEST_GUILESS_MAIN(TestApiRentals)
#include "test_api_rentals.moc"
