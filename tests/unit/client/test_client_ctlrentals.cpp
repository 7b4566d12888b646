#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

#include "models/domain/allocation.h"
#include "models/domain/floor.h"

using namespace rackhouse;

/// Machines are let on the command line, against a real site.
class TestClientCtlRentals : public QObject, private CtlRunner
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        m_site->addMachine(QStringLiteral("gpu-1"));
        m_site->addMachine(QStringLiteral("gpu-2"));
        QVERIFY(m_site->server->ensureSite(QStringLiteral("Test")));
        QCOMPARE(pair(Role::Admin), 0);
    }
    void cleanupTestCase() { m_site.reset(); }
    void cleanup()
    {
        for (const Allocation& row : m_site->rows<Allocation>())
            (void)m_site->store
                ->write<void>([row](Writer& w) { return w.remove<Allocation>(row.id); })
                .result();
    }

    void aMachineIsLetChangedAndGivenBack()
    {
        QCOMPARE(add("gpu-1", "--price 2.49 --currency USD --from 2026-03-01"), 0);
        Allocation row = only();
        QCOMPARE(row.customer, QStringLiteral("Customer A"));
        QCOMPARE(row.amountMicro, 2'490'000);
        QCOMPARE(row.startsAt.toIso(), QStringLiteral("2026-03-01T00:00:00.000Z"));
        QVERIFY(!row.endsAt.isSet());
        QCOMPARE(run(words("rentals list")), 0);
        QVERIFY2(m_output.contains("gpu-1") && m_output.contains("2.49 USD per GPU-hour"),
                 m_output);
        QCOMPARE(run(words("rentals list --json")), 0);
        QCOMPARE(parseObject(m_output)->value(QStringLiteral("amount_micro")).toInteger(),
                 2'490'000);
        QCOMPARE(run(words("rentals change gpu-1 --price 1200 --per month --until 2099-01-01")), 0);
        row = only();
        QCOMPARE(row.unit, PriceUnit::Month);
        QCOMPARE(row.endsAt.toIso(), QStringLiteral("2099-01-01T00:00:00.000Z"));
        QCOMPARE(run(words("rentals change gpu-1 --until open")), 0);
        QVERIFY(!only().endsAt.isSet());
        QCOMPARE(run(words("rentals end gpu-1")), 0);
        QVERIFY(only().endsAt.isSet());
        QCOMPARE(run(words("rentals end gpu-1")), 1); // nothing holds it any more
        QCOMPARE(run(words("rentals remove") << only().id.text()), 0);
        QVERIFY(m_site->rows<Allocation>().empty());
    }

    void whatIsHeldIsNotLetTwice()
    {
        QCOMPARE(add("gpu-1", "--until 2099-01-01"), 0);
        QCOMPARE(run(words("rentals add gpu-1 --kind maintenance")), 1);
        QVERIFY2(m_errors.contains("gpu-1 is held by Customer A until 2099-01-01"), m_errors);
    }

    void mistakesAreTold()
    {
        QCOMPARE(add("gpu-9", ""), 1);
        QVERIFY(m_errors.contains("not-found"));
        Asset leaf;
        leaf.id = AssetId::create();
        leaf.name = QStringLiteral("leaf-1");
        leaf.kind = AssetKind::Switch;
        m_site->put(leaf);
        QCOMPARE(add("leaf-1", ""), 1);
        QVERIFY2(m_errors.contains("leaf-1 is no machine"), m_errors);
        QCOMPARE(run(words("rentals end leaf-1")), 1);
        QVERIFY2(m_errors.contains("leaf-1 is no machine"), m_errors);
        QCOMPARE(add("gpu-1", "--price 2,49"), 2);
        QCOMPARE(add("gpu-1", "--from yesterday"), 2);
        QCOMPARE(add("gpu-1", "--from 2026-03-01T12:00:00"), 2); // nobody knows which noon
        QCOMPARE(add("gpu-1", "--price 2.49 --currency Euro"), 1);
        QVERIFY2(m_errors.contains("currency-unknown"), m_errors);
        QCOMPARE(run(words("rentals add gpu-1")), 1); // a rental is for somebody
        QVERIFY(m_site->rows<Allocation>().empty());
    }

    void rentalsComeFromAFileAndGoBackToOne()
    {
        const QString rentals =
            file("rentals.csv", "machine,customer,from,until,price,currency,per\n"
                                "gpu-1,Customer A,2026-03-01,2026-06-01,2.49,USD,gpu-hour\n"
                                "gpu-1,Customer B,2026-06-01,,14000,EUR,month\n"
                                "gpu-2,Customer C,2026-01-01,,,,\n");
        QCOMPARE(run(words("import rentals --dry-run") << rentals), 0);
        QVERIFY2(m_output.contains("3 added") && m_output.contains("nothing was sent"), m_output);
        QCOMPARE(run(words("import rentals") << rentals), 0);
        QCOMPARE(m_site->rows<Allocation>().size(), std::size_t(3));
        QCOMPARE(run(words("export rentals")), 0);
        QVERIFY2(m_output.contains(",2.49,USD,gpu-hour,direct,"), m_output);
        const QString again = file("again.csv", m_output);
        QCOMPARE(run(words("import rentals") << again), 0);
        QVERIFY2(m_output.contains("0 added, 0 changed, 3 unchanged, 0 with a problem"), m_output);
        const QString twice =
            file("twice.csv", "machine,customer,from\ngpu-2,Customer D,2026-02-01\n");
        QCOMPARE(run(words("import rentals --dry-run") << twice), 1);
        QVERIFY2(m_output.contains("gpu-2 is held by Customer C with no end"), m_output);
    }

    void aViewerSeesWhatIsHeldAndNoCustomersAndPrices()
    {
        QCOMPARE(add("gpu-1", "--price 2.49 --currency USD --from 2026-03-01"), 0);
        QCOMPARE(pair(Role::Viewer), 0);
        QCOMPARE(run(words("rentals list")), 0);
        const QByteArray table = m_output;
        QCOMPARE(run(words("rentals list --json")), 0);
        const QByteArray json = m_output;
        QCOMPARE(run(words("export rentals")), 0);
        const QByteArray csv = m_output;
        QCOMPARE(pair(Role::Admin), 0);
        for (const QByteArray& told : {table, json, csv}) {
            QVERIFY2(told.contains("gpu-1") && told.contains("2026-03-01"), told);
            for (const char* hidden : {"ustomer", "price", "2.49", "USD", "channel", "direct"})
                QVERIFY2(!told.contains(hidden), told);
        }
        QVERIFY2(csv.startsWith("machine,kind,gpus,from,until,id"), csv);
    }

    void theTimeZoneIsSet()
    {
        QCOMPARE(run(words("time-zone Europe/Berlin")), 0);
        QCOMPARE(run(words("time-zone")), 0);
        QVERIFY2(m_output.contains("Europe/Berlin"), m_output);
        QCOMPARE(run(words("time-zone Atlantis")), 1);
        QVERIFY2(m_errors.contains("time-zone-unknown"), m_errors);
    }

private:
    int pair(Role role)
    {
        const auto code = awaitFuture(m_site->server->openPairing(role));
        return run({QStringLiteral("pair"), m_site->address().api.authority(),
                    QStringLiteral("--fingerprint"), m_site->ca->serverFingerprint()},
                   code->code.reveal().toLatin1() + '\n');
    }
    int add(const char* machine, const char* options)
    {
        QStringList line{QStringLiteral("rentals"), QStringLiteral("add"),
                         QString::fromLatin1(machine), QStringLiteral("Customer A")};
        if (*options != '\0')
            line << words(options);
        return run(line);
    }
    Allocation only() const { return m_site->rows<Allocation>().front(); }

    std::unique_ptr<ApiFixture> m_site;
};

QTEST_GUILESS_MAIN(TestClientCtlRentals)
#include "test_client_ctlrentals.moc"
