#include "app/machines/bmcrecords.h"
#include "app/machines/bootlog.h"
#include "app/machines/identity.h"
#include "models/domain/job.h"
#include "models/store/store.h"

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
