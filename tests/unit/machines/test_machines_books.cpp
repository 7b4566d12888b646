#include "app/machines/bmcpoller.h"
#include "app/machines/bmcrecords.h"
#include "app/machines/bootlog.h"
#include "app/machines/identity.h"
#include "models/domain/job.h"
#include "models/store/store.h"

#include <QTcpServer>
#include <QTemporaryDir>
#include <QtTest>

#include <future>

using namespace rackhouse;

/// What BMCs and booting machines say, as it comes into the books.
class TestMachinesBooks : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = *Store::open(m_dir->filePath(QStringLiteral("s.db")), m_clock);
    }
    void cleanup() { m_store.reset(); }

    void whatFirmwareShowsByDefaultNamesNoMachine()
    {
        for (const char* filler :
             {"", " ", "Default string", "To be filled by O.E.M.", "0123456789", "000000", "None",
              "00000000-0000-0000-0000-000000000000", "ff:ff:ff:ff:ff:ff",
              "03000200-0400-0500-0006-000700080009"})
            QVERIFY2(!tellsApart(QString::fromLatin1(filler)), filler);
        for (const char* id : {"S1", "CZ2D1X0ABC", "52:54:00:00:00:01"})
            QVERIFY2(tellsApart(QString::fromLatin1(id)), id);
    }

    void machinesWithTheSameFillerStayTwo()
    {
        for (const char* address : {"10.0.0.1", "10.0.0.2", "10.0.0.1"})
            enter(QString::fromLatin1(address), QStringLiteral("Default string"));
        QCOMPARE(rows<Machine>().size(), 2u);
        QVERIFY(rows<Machine>()[0].bmcId != rows<Machine>()[1].bmcId);
    }

    void aMachineThatMovedToAnotherBmcStaysOne()
    {
        enter(QStringLiteral("10.0.0.1"), QStringLiteral("SER1"));
        enter(QStringLiteral("10.0.0.2"), QStringLiteral("SER1"));
        QCOMPARE(rows<Machine>().size(), 1u);
    }

    void aNewMachineIsToldOnce()
    {
        for (int time = 0; time < 2; ++time)
            enter(QStringLiteral("10.0.0.1"), QStringLiteral("SER1"));
        std::vector<Event> told = rows<Event>();
        std::erase_if(told, [](const Event& e) { return e.code != u"machine-discovered"; });
        QCOMPARE(told.size(), 1u);
        QCOMPARE(told.front().machineId, rows<Machine>().front().id);
        QCOMPARE(told.front().at, m_clock.now());
    }

    void anUntriedPasswordDoesNotReplaceARightOne()
    {
        enter(QStringLiteral("10.0.0.1"), QStringLiteral("SER1"));
        const QString right = rows<Bmc>().front().username;
        redfish::DiscoveredBmc silent;
        silent.address = {QStringLiteral("10.0.0.1"), 443};
        silent.error = makeError("bmc-timeout");
        const auto done = m_store->write<int>([silent](Writer& writer) {
            SealedSecret secret;
            secret.id = SecretId::create();
            if (auto put = writer.put(secret); !put)
                return Result<int>(fail(put.error()));
            auto bmc = writer.list<Bmc>()->front();
            bmc.secretId = secret.id;
            if (auto put = writer.put(bmc); !put)
                return Result<int>(fail(put.error()));
            return bmcrecords::enter(writer, silent, QStringLiteral("guess"), {}, writer.now());
        });
        QVERIFY(done.result());
        QCOMPARE(rows<Bmc>().front().username, right);
        QVERIFY(rows<Bmc>().front().secretId);
    }

    void everyBmcIsAskedThoughThereAreManyMoreThanAtOnce()
    {
        QTcpServer nobody;
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const quint16 closed = nobody.serverPort();
        nobody.close();
        const auto vault = redfish::Vault::open(m_dir->filePath(QStringLiteral("key")));
        const auto secret =
            sealSecret(*vault, Redacted<QString>(QStringLiteral("pw")), m_clock.now());
        const auto filled = m_store->write<void>([secret, closed](Writer& writer) {
            auto put = writer.put(*secret);
            for (int i = 0; i < 40 && put; ++i) {
                Bmc bmc;
                bmc.id = BmcId::create();
                bmc.address = QStringLiteral("127.0.0.1");
                bmc.port = closed;
                bmc.secretId = secret->id;
                put = writer.put(bmc);
            }
            return put;
        });
        QVERIFY(filled.result());
        BmcPool pool(*m_store, *vault);
        BmcPoller poller(*m_store, m_clock, pool, {.parallel = 2});
        poller.start();
        const auto asked = [this] {
            const auto bmcs = rows<Bmc>();
            return std::count_if(bmcs.begin(), bmcs.end(),
                                 [](const Bmc& bmc) { return bmc.state == BmcState::Unreachable; });
        };
        QTRY_COMPARE_WITH_TIMEOUT(asked(), 40, 8000);
        poller.stop();
    }

    void aFloodOfBootEventsIsDropped()
    {
        std::promise<void> release;
        std::shared_future<void> released = release.get_future().share();
        auto held = m_store->write<void>([released](Writer&) -> Result<void> {
            released.wait();
            return {};
        });
        BootLog log(*m_store);
        for (int i = 0; i < 10'000; ++i)
            log.record({});
        release.set_value();
        QVERIFY(held.result());
        QTRY_COMPARE(rows<Event>().size(), size_t(BootLog::MostWaiting));
        log.record({});
        QTRY_COMPARE(rows<Event>().size(), size_t(BootLog::MostWaiting + 1));
    }

private:
    void enter(const QString& address, const QString& serial)
    {
        redfish::DiscoveredBmc found;
        found.address = {address, 443};
        found.root = redfish::ServiceRoot();
        redfish::SystemInventory system;
        system.path = QStringLiteral("/redfish/v1/Systems/1");
        system.serial = serial;
        system.uuid = QStringLiteral("03000200-0400-0500-0006-000700080009");
        system.macs = QStringList{QStringLiteral("00:00:00:00:00:00")};
        found.machines.push_back(system);
        const auto done = m_store->write<int>([found](Writer& writer) {
            return bmcrecords::enter(writer, found, QStringLiteral("root"), {}, writer.now());
        });
        QVERIFY(done.result());
    }
    template <class T>
    std::vector<T> rows()
    {
        return *m_store->read<std::vector<T>>([](Reader& reader) { return reader.list<T>(); });
    }

    ManualClock m_clock{{1'700'000'000'000}};
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Store> m_store;
};

QTEST_GUILESS_MAIN(TestMachinesBooks)
#include "test_machines_books.moc"
