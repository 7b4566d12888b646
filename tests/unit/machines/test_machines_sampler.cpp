#include "app/machines/rentsamples.h"
#include "app/machines/sitesampler.h"
#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/query/filter.h"
#include "models/store/store.h"

#include <QSemaphore>
#include <QTemporaryDir>
#include <QtTest>

using namespace rackhouse;

/// The site sums itself up.
class TestMachinesSampler : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<ManualClock>(Instant{1'800'000'000'000});
        m_store = *Store::open(m_dir->filePath(QStringLiteral("s.db")), *m_clock);
        m_sampler = std::make_unique<SiteSampler>(*m_store, *m_clock);
        addFloor();
    }
    void cleanup()
    {
        m_sampler.reset();
        m_store.reset();
    }

    void everyFiveMinutesHaveOneSample()
    {
        m_sampler->start();
        m_sampler->tick();
        QCOMPARE(points(Measure::Gpus).size(), 0u);
        for (int minute = 1; minute <= 30; ++minute) {
            m_clock->advanceMs(60'000);
            m_sampler->tick();
        }
        QTRY_COMPARE(points(Measure::Gpus).size(), 6u);
        // What is down counts nothing.
        m_sampler->stop();
        m_clock->advanceMs(20 * 60'000);
        m_sampler->tick();
        m_sampler->start();
        m_sampler->tick();
        m_clock->advanceMs(5 * 60'000);
        m_sampler->tick();
        QTRY_COMPARE(points(Measure::Gpus).size(), 7u);
        const auto all = points(Measure::Gpus);
        QCOMPARE(all[6].at.ms - all[5].at.ms, 25 * 60'000);
    }

    void sumsAreMadeWhileTheWriterIsAtSomethingElse()
    {
        m_sampler->start();
        QSignalSpy summed(m_sampler.get(), &SiteSampler::summedUp);
        QSemaphore reached, go;
        Machine more = m_machines.front();
        more.gpuCount += 100;
        const auto busy = m_store->write<void>([&, more](Writer& writer) {
            auto put = writer.put(more);
            reached.release();
            go.acquire();
            return put;
        });
        reached.acquire();
        m_clock->advanceMs(5 * 60'000);
        m_sampler->tick();
        const bool isSummed = QTest::qWaitFor([&] { return !summed.isEmpty(); });
        go.release();
        QVERIFY(isSummed);
        QTRY_COMPARE(points(Measure::Gpus).size(), 1u);
        QCOMPARE(points(Measure::Gpus).front().mean, 22.0); // what was true when it was summed up
        QVERIFY(busy.isFinished());
    }

    void sumsAreThoseOfTheFiltersOfTheOverview()
    {
        const auto sums = siteSums();
        for (const char* hall : {"", "Hall 1", "Hall 2"}) {
            const QString name = QString::fromLatin1(hall);
            QCOMPARE(sum(sums, Measure::Gpus, name), expected({}, &Machine::gpuCount, name));
            QCOMPARE(sum(sums, Measure::GpusInUse, name),
                     expected(u"gpu_count:>0 state:provisioned"_qs, &Machine::gpuCount, name));
            QCOMPARE(sum(sums, Measure::GpusFree, name),
                     expected(u"gpu_count:>0 state:available"_qs, &Machine::gpuCount, name));
            QCOMPARE(sum(sums, Measure::Power, name),
                     expected(u"power_w:>0 -power:off"_qs, &Machine::powerW, name));
        }
        QCOMPARE(sum(sums, Measure::Power, {}), 1000 + 2000 + 4000);
        QCOMPARE(sum(sums, Measure::MachinesWarning, {}), 1);
        QCOMPARE(sum(sums, Measure::MachinesOk, {}), 3);
        QCOMPARE(sum(sums, Measure::MachinesUnknown, u"Hall 2"_qs), 1);
        QCOMPARE(sum(sums, Measure::HottestInlet, {}), 314);
        QCOMPARE(sum(sums, Measure::HottestInlet, u"Hall 1"_qs), 225);
    }

    void whatIsOldIsNoSample()
    {
        m_clock->advanceMs(20 * 60'000);
        auto sums = siteSums();
        QCOMPARE(sum(sums, Measure::Power, {}), -1);
        QCOMPARE(sum(sums, Measure::HottestInlet, {}), -1);
        QCOMPARE(sum(sums, Measure::Gpus, {}), 8 + 8 + 4 + 2 + 0);
        // One of two that tell it is enough in Hall 1, one of three is not at the site.
        Machine& first = m_machines.front();
        first.observedAt = m_clock->now();
        put(first);
        sums = siteSums();
        QCOMPARE(sum(sums, Measure::Power, u"Hall 1"_qs), 3000);
        QCOMPARE(sum(sums, Measure::Power, {}), -1);
        QCOMPARE(sum(sums, Measure::HottestInlet, {}), 225);
    }

    void rentalsAreSummedUpByCurrency()
    {
        const Instant now = m_clock->now();
        QCOMPARE(rentSums().size(), 2u); // of the site and of a hall without any
        QCOMPARE(sum(rentSums(), Measure::GpusRented, {}), 0);
        rent(0, now.plusMs(-Day), {}, u"EUR"_qs);
        rent(2, now.plusMs(-Day), now.plusMs(Day), u"USD"_qs);
        rent(1, now.plusMs(Day), {}, u"CHF"_qs);
        auto sums = rentSums();
        QCOMPARE(sum(sums, Measure::GpusRented, {}), 12);
        QCOMPARE(sum(sums, Measure::GpusRented, u"Hall 1"_qs), 8);
        QCOMPARE(sum(sums, Measure::Revenue, {}, u"EUR"_qs), 100'000);
        QCOMPARE(sum(sums, Measure::Revenue, {}, u"USD"_qs), 100'000);
        QCOMPARE(sum(sums, Measure::Revenue, u"Hall 1"_qs, u"USD"_qs), 0);
        QCOMPARE(sum(sums, Measure::Revenue, {}, u"CHF"_qs), -1);
        QCOMPARE(sum(sums, Measure::GpusRented, u"Hall 3"_qs), 0);
        // What has ended brings nothing, and says so.
        m_clock->advanceMs(Day);
        sums = rentSums();
        QCOMPARE(sum(sums, Measure::GpusRented, {}), 16);
        QCOMPARE(sum(sums, Measure::Revenue, {}, u"USD"_qs), 0);
        QCOMPARE(sum(sums, Measure::Revenue, {}, u"CHF"_qs), 100'000);
    }

    void anEmptySiteHasNothingToSum()
    {
        for (const Machine& machine : m_machines)
            QVERIFY(m_store->write<void>([&](Writer& w) { return w.remove<Machine>(machine.id); })
                        .result());
        QVERIFY(siteSums().empty());
    }

private:
    static constexpr qint64 Day = 86'400'000;

    template <class T>
    void put(const T& row)
    {
        QVERIFY(m_store->write<void>([&](Writer& writer) { return writer.put(row); }).result());
    }
    void addFloor()
    {
        m_machines.clear();
        m_halls.clear();
        const RackId one = addRack(u"A1"_qs, u"Hall 1"_qs);
        const RackId two = addRack(u"B1"_qs, u"Hall 2"_qs);
        addMachine(one, MachineState::Provisioned, Health::Ok, 1000, 22.5, 8);
        addMachine(one, MachineState::Available, Health::Warning, 2000, 21, 8);
        addMachine(two, MachineState::Provisioned, Health::Ok, 4000, 31.4, 4);
        addMachine(two, MachineState::Available, Health::Unknown, 9000, 60, 2, PowerState::Off);
        addMachine({}, MachineState::Available, Health::Ok, 0, 0, 0);
    }
    RackId addRack(const QString& name, const QString& hall)
    {
        Rack rack;
        rack.id = RackId::create();
        rack.name = name;
        rack.hall = hall;
        put(rack);
        m_halls.insert(rack.id, hall);
        return rack.id;
    }
    void addMachine(const RackId& rack, MachineState state, Health health, qint64 watts,
                    double inlet, qint64 gpus, PowerState power = PowerState::On)
    {
        Machine machine;
        machine.id = MachineId::create();
        machine.name = QStringLiteral("m%1").arg(m_machines.size());
        machine.rackId = rack;
        machine.state = state;
        machine.health = health;
        machine.power = power;
        machine.powerW = watts;
        machine.inletC = inlet;
        machine.gpuCount = gpus;
        machine.observedAt = m_clock->now();
        put(machine);
        m_machines.push_back(machine);
    }
    std::vector<Sample> siteSums()
    {
        return *m_store->read<std::vector<Sample>>([this](Reader& reader) {
            return reader.siteSums(m_clock->now().plusMs(-query::kStaleAfterMs));
        });
    }
    std::vector<Sample> rentSums()
    {
        return *m_store->read<std::vector<Sample>>(
            [this](Reader& reader) { return rentSamples(reader, {u"Hall 3"_qs}, m_clock->now()); });
    }
    /// A thousand a month for the whole of a machine.
    void rent(std::size_t machine, Instant from, Instant until, const QString& currency)
    {
        Allocation rental;
        rental.id = AllocationId::create();
        rental.machineId = m_machines.at(machine).id;
        rental.startsAt = from;
        rental.endsAt = until;
        rental.amountMicro = 1'000'000'000;
        rental.currency = currency;
        rental.unit = PriceUnit::Month;
        put(rental);
    }
    /// -1 where it is not summed up.
    static qint64 sum(const std::vector<Sample>& samples, Measure measure, const QString& hall,
                      const QString& currency = {})
    {
        for (const Sample& sample : samples) {
            if (sample.measure == measure && sample.hall == hall && sample.currency == currency)
                return sample.value;
        }
        return -1;
    }
    qint64 expected(const QString& filter, qint64 Machine::*field, const QString& hall)
    {
        const auto compiled = query::Filter::compile(filter, Machine::record());
        qint64 total = 0;
        for (const Machine& machine : m_machines) {
            if ((hall.isEmpty() || m_halls.value(machine.rackId) == hall) &&
                compiled->matches(&machine, {m_clock->now()}))
                total += machine.*field;
        }
        return total;
    }
    std::vector<SeriesPoint> points(Measure measure)
    {
        const auto lines = *m_store->read<std::vector<SeriesLine>>([&](Reader& reader) {
            return reader.series(
                measure, {{}, m_clock->now().plusMs(-86'400'000), m_clock->now().plusMs(1), 1000});
        });
        return lines.empty() ? std::vector<SeriesPoint>() : lines.front().points;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SiteSampler> m_sampler;
    std::vector<Machine> m_machines;
    QHash<RackId, QString> m_halls;
};

QTEST_GUILESS_MAIN(TestMachinesSampler)
#include "test_machines_sampler.moc"
