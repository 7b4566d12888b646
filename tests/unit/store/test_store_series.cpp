#include "models/store/replica.h"
#include "models/store/store.h"
#include "tests/support/demoseries.h"

#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse;

/// What is kept of a site's sums over time.
class TestStoreSeries : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_clock = std::make_unique<ManualClock>(Instant{1'800'000'000'000 / Day * Day});
        m_store = *Store::open(m_dir->filePath(QStringLiteral("s.db")), *m_clock);
    }
    void cleanup() { m_store.reset(); }

    void aDayComesBackAsItWasSampled()
    {
        sampleFor(Day, [](qint64 part) { return 1000 + part; });
        const SeriesLine line = lastFor(Day, 288);
        QCOMPARE(line.points.size(), 288u);
        QCOMPARE(line.since, m_clock->now().plusMs(-Day));
        for (std::size_t i = 0; i < line.points.size(); ++i) {
            QCOMPARE(line.points[i].at, line.since.plusMs(qint64(i) * Part));
            QCOMPARE(line.points[i].ms, Part);
            QCOMPARE(line.points[i].mean, 1000.0 + double(i));
            QCOMPARE(line.points[i].highest, line.points[i].mean);
        }
    }

    void aTimeWithoutSamplesStaysEmpty()
    {
        sampleFor(Hour, [](qint64) { return 5; });
        m_clock->advanceMs(2 * Hour);
        sampleFor(Hour, [](qint64) { return 7; });
        const SeriesLine line = lastFor(4 * Hour, 300);
        QCOMPARE(line.points.size(), 24u);
        QCOMPARE(line.points[12].at.ms - line.points[11].at.ms, 2 * Hour + Part);
    }

    void aPeakIsNotLostAmongFewPoints()
    {
        sampleFor(Day, [](qint64 part) { return part == 100 ? 9000 : 1000; });
        const SeriesLine line = lastFor(Day, 24);
        QCOMPARE(line.points.size(), 24u);
        QCOMPARE(line.points[8].ms, Hour);
        QCOMPARE(line.points[8].highest, 9000.0);
        QCOMPARE(line.points[8].mean, (11 * 1000 + 9000) / 12.0);
        QCOMPARE(line.points[9].highest, 1000.0);
    }

    void whatIsOldIsKeptByHoursAndThenByDays()
    {
        const Instant begin = m_clock->now();
        sampleFor(2 * Day, [](qint64 part) { return part == 100 ? 9000 : 1000; });
        thin();
        QCOMPARE(rowsOf(Part), 2 * 288);
        m_clock->advanceMs(8 * Day);
        thin();
        QCOMPARE(rowsOf(Part), 0);
        QCOMPARE(rowsOf(Hour), 48);
        // Days are of the same samples as hours were: the mean is that of all of them.
        m_clock->advanceMs(400 * Day);
        thin();
        QCOMPARE(rowsOf(Hour), 0);
        QCOMPARE(rowsOf(Day), 2);
        const SeriesLine line = between(begin, begin.plusMs(2 * Day), 100);
        QCOMPARE(line.points.size(), 2u);
        QCOMPARE(line.since, begin);
        QCOMPARE(line.points[0].ms, Day);
        QCOMPARE(line.points[0].highest, 9000.0);
        QCOMPARE(line.points[0].mean, (287 * 1000 + 9000) / 288.0);
        QCOMPARE(line.points[1].highest, 1000.0);
    }

    void aRecentWeekKeepsItsSamples()
    {
        sampleFor(9 * Day, [](qint64) { return 1; });
        thin();
        QCOMPARE(rowsOf(Part), 8 * 288);
        QCOMPARE(rowsOf(Hour), 24);
        QCOMPARE(lastFor(9 * Day, 1000).points.size(), std::size_t(9 * 24 * 4 - 24 * 3));
    }

    void aSecondSampleOfTheSameTimeIsLeftOut()
    {
        add({{Measure::Power, {}, {}, 10}});
        add({{Measure::Power, {}, {}, 20}});
        m_clock->advanceMs(Part);
        const SeriesLine line = lastFor(Day, 288);
        QCOMPARE(line.points.size(), 1u);
        QCOMPARE(line.points[0].mean, 10.0);
    }

    void hallsAndCurrenciesAreApart()
    {
        add({{Measure::Power, {}, {}, 30},
             {Measure::Power, QStringLiteral("Hall 1"), {}, 10},
             {Measure::HottestInlet, {}, {}, 253}});
        m_clock->advanceMs(Part);
        QCOMPARE(lastFor(Day, 10).points.at(0).mean, 30.0);
        const auto hall = series(Measure::Power, {QStringLiteral("Hall 1"),
                                                  m_clock->now().plusMs(-Day), m_clock->now(), 10});
        QCOMPARE(hall.at(0).points.at(0).mean, 10.0);
        const auto inlet =
            series(Measure::HottestInlet, {{}, m_clock->now().plusMs(-Day), m_clock->now(), 10});
        QCOMPARE(inlet.at(0).points.at(0).mean, 25.3);
        QVERIFY(
            series(Measure::Gpus, {{}, m_clock->now().plusMs(-Day), m_clock->now(), 10}).empty());
    }

    void aDemoSiteHasAPast()
    {
        QVERIFY(writeDemoSeries(*m_store, {.watts = 10'000, .gpus = 64, .inUse = 40}));
        m_clock->advanceMs(Part);
        const SeriesLine year = lastFor(390 * Day, 400);
        QVERIFY2(year.points.size() > 385, qPrintable(QString::number(year.points.size())));
        QVERIFY(year.points.front().mean < year.points.back().mean);
        // Of a day in which nothing was measured there is nothing.
        QVERIFY(lastFor(19 * Day, 1000).points.front().at >
                m_clock->now().plusMs(-18 * Day - Hour));
        QCOMPARE(lastFor(Day, 288).points.size(), 288u);
        QCOMPARE(lastFor(Day, 288).points.back().mean, 10'000.0);
        QVERIFY(rowsOf(Part) > 0 && rowsOf(Hour) > 0);
    }

    void aCopyOfAnAnswerGoesWithItsSite()
    {
        const auto replica = Replica::open(m_dir->filePath(QStringLiteral("r.db")), *m_clock);
        QVERIFY(replica);
        const QString question = QStringLiteral("power_w 24h");
        const QJsonObject body{{QStringLiteral("lines"), 3}};
        QVERIFY(!*(*replica)->series(QStringLiteral("site"), question));
        QVERIFY((*replica)->applyChanges(QStringLiteral("site"), {}, 1));
        QVERIFY((*replica)->putSeries(QStringLiteral("site"), question, {m_clock->now(), body}));
        const auto copy = (*replica)->series(QStringLiteral("site"), question);
        QVERIFY(copy && *copy);
        QCOMPARE((*copy)->body, body);
        QCOMPARE((*copy)->fetchedAt, m_clock->now());
        QVERIFY(!*(*replica)->series(QStringLiteral("other"), question));
        QVERIFY((*replica)->clearSite(QStringLiteral("site")));
        QVERIFY(!*(*replica)->series(QStringLiteral("site"), question));
    }

private:
    static constexpr qint64 Part = sampleEveryMs;
    static constexpr qint64 Hour = 3'600'000;
    static constexpr qint64 Day = 24 * Hour;

    void write(const std::function<Result<void>(Writer&)>& work)
    {
        QVERIFY(m_store->write<void>(work).result());
    }
    void add(const std::vector<Sample>& samples)
    {
        write([&](Writer& writer) { return writer.addSamples(m_clock->now(), samples); });
    }
    void thin()
    {
        write([](Writer& writer) { return writer.thinSeries(); });
    }
    /// Samples power from now on, and moves the clock along.
    void sampleFor(qint64 ms, const std::function<qint64(qint64 part)>& value)
    {
        write([&](Writer& writer) -> Result<void> {
            for (qint64 part = 0; part < ms / Part; ++part) {
                const Instant at = m_clock->now().plusMs(part * Part + 1234);
                if (auto added = writer.addSamples(at, {{Measure::Power, {}, {}, value(part)}});
                    !added)
                    return added;
            }
            return {};
        });
        m_clock->advanceMs(ms);
    }
    std::vector<SeriesLine> series(Measure measure, const SeriesRange& range)
    {
        return *m_store->read<std::vector<SeriesLine>>(
            [&](Reader& reader) { return reader.series(measure, range); });
    }
    SeriesLine between(Instant from, Instant until, int points)
    {
        const auto lines = series(Measure::Power, {{}, from, until, points});
        return lines.empty() ? SeriesLine() : lines.front();
    }
    SeriesLine lastFor(qint64 ms, int points)
    {
        return between(m_clock->now().plusMs(-ms), m_clock->now(), points);
    }
    /// How many rows of a length there are.
    int rowsOf(qint64 step)
    {
        const auto database =
            Database::open(m_dir->filePath(QStringLiteral("s.db")), Database::Mode::ReadOnly);
        return int(
            (*database)
                ->numbers(QStringLiteral("SELECT count(*) FROM series WHERE step = ?"), {step})
                ->front());
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<Store> m_store;
};

QTEST_GUILESS_MAIN(TestStoreSeries)
#include "test_store_series.moc"
