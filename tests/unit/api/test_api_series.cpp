#include "apifixture.h"

#include <QJsonArray>

using namespace rackhouse;

/// What the site has summed up over time, through the API.
class TestApiSeries : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Viewer);
        m_begin = {m_site->clock.now().ms / kHour * kHour};
        const auto done = m_site->store->write<void>([this](Writer& writer) -> Result<void> {
            for (int part = 0; part < 24; ++part) {
                auto added = writer.addSamples(m_begin.plusMs(part * sampleEveryMs),
                                               {{Measure::Power, {}, {}, 1000 + part},
                                                {Measure::Power, u"Hall 1"_qs, {}, 500},
                                                {Measure::HottestInlet, {}, {}, 247},
                                                {Measure::Revenue, {}, u"EUR"_qs, 1'240'050},
                                                {Measure::Revenue, {}, u"JPY"_qs, 90'000}});
                if (!added)
                    return added;
            }
            return {};
        });
        QVERIFY(done.result());
        m_site->clock.advanceMs(3 * kHour);
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void pointsComeWithTheirLengthMeanAndPeak()
    {
        const QJsonObject line = lines({{u"measure"_qs, u"power_w"_qs}}).at(0).toObject();
        QCOMPARE(line.value(u"measure"_qs).toString(), u"power_w"_qs);
        QCOMPARE(line.value(u"since"_qs).toString(), m_begin.toIso());
        const QJsonArray points = line.value(u"points"_qs).toArray();
        QCOMPARE(points.size(), 24);
        QCOMPARE(points.at(5)[u"at"_qs].toString(), m_begin.plusMs(5 * sampleEveryMs).toIso());
        QCOMPARE(points.at(5)[u"seconds"_qs].toInt(), 300);
        QCOMPARE(points.at(5)[u"mean"_qs].toDouble(), 1005.0);
        const QJsonArray hours = lines({{u"measure"_qs, u"power_w"_qs}, {u"points"_qs, u"24"_qs}})
                                     .at(0)[u"points"_qs]
                                     .toArray();
        QCOMPARE(hours.size(), 2);
        QCOMPARE(hours.at(1)[u"seconds"_qs].toInt(), 3600);
        QCOMPARE(hours.at(1)[u"highest"_qs].toDouble(), 1023.0);
        QCOMPARE(hours.at(1)[u"mean"_qs].toDouble(), 1017.5);
    }

    void aRangeIsHeld()
    {
        const QJsonArray points = lines({{u"measure"_qs, u"power_w"_qs},
                                         {u"from"_qs, m_begin.plusMs(10 * sampleEveryMs).toIso()},
                                         {u"to"_qs, m_begin.plusMs(12 * sampleEveryMs).toIso()}})
                                      .at(0)[u"points"_qs]
                                      .toArray();
        QCOMPARE(points.size(), 2);
        QCOMPARE(points.at(0)[u"mean"_qs].toDouble(), 1010.0);
    }

    void severalMeasuresAndAHallAreAskedAtOnce()
    {
        const QJsonArray both = lines({{u"measure"_qs, u"power_w,hottest_inlet_c"_qs}});
        QCOMPARE(both.size(), 2);
        QCOMPARE(both.at(1)[u"points"_qs][0][u"mean"_qs].toDouble(), 24.7);
        const QJsonArray hall = lines({{u"measure"_qs, u"power_w"_qs}, {u"hall"_qs, u"Hall 1"_qs}});
        QCOMPARE(hall.at(0)[u"points"_qs][0][u"mean"_qs].toDouble(), 500.0);
        // What was never measured has no line.
        QVERIFY(lines({{u"measure"_qs, u"gpus"_qs}}).isEmpty());
        QVERIFY(lines({{u"measure"_qs, u"power_w"_qs}, {u"hall"_qs, u"Attic"_qs}}).isEmpty());
    }

    void whatMakesNoSenseIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("code");
        const QString field = u"bad-field"_qs;
        QTest::newRow("no measure") << u"measure"_qs << QString() << field;
        QTest::newRow("other measure") << u"measure"_qs << u"power_w,mood"_qs << field;
        QTest::newRow("no points") << u"points"_qs << u"0"_qs << field;
        QTest::newRow("many points") << u"points"_qs << u"1001"_qs << field;
        QTest::newRow("points in words") << u"points"_qs << u"some"_qs << field;
        QTest::newRow("no zone") << u"from"_qs << u"2026-01-01T00:00:00"_qs << field;
        QTest::newRow("backwards")
            << u"from"_qs << u"2901-01-01T00:00:00Z"_qs << u"range-backwards"_qs;
        QTest::newRow("before all") << u"to"_qs << u"yesterday"_qs << field;
    }
    void whatMakesNoSenseIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, code);
        QUrlQuery query{{u"measure"_qs, u"power_w"_qs}};
        query.removeQueryItem(name);
        query.addQueryItem(name, value);
        const auto answer = get(query);
        QCOMPARE(codeOf(answer), code);
        if (code == u"bad-field"_qs)
            QCOMPARE(answer.error().args.value(u"field"_qs).toString(), name);
        else
            QVERIFY(problemText(answer.error()).contains(u"2901-01-01"_qs));
    }

    void whatRentalsBringIsForOperators()
    {
        const QUrlQuery query{{u"measure"_qs, u"power_w,revenue"_qs}};
        QCOMPARE(codeOf(get(query)), u"forbidden"_qs);
        QCOMPARE(codeOf(get({{u"measure"_qs, u"gpus_rented"_qs}})), u"forbidden"_qs);
        m_client = m_site->client(Role::Operator);
        const QJsonArray found = lines(query);
        QCOMPARE(found.size(), 3);
        QCOMPARE(found.at(1)[u"currency"_qs].toString(), u"EUR"_qs);
        QCOMPARE(found.at(1)[u"points"_qs][0][u"mean"_qs].toDouble(), 12'400.5);
        QCOMPARE(found.at(2)[u"currency"_qs].toString(), u"JPY"_qs);
        QCOMPARE(found.at(2)[u"points"_qs][0][u"mean"_qs].toDouble(), 90'000.0);
    }

    void aVeryLongTimeIsStillABoundedAnswer()
    {
        const QJsonArray points = lines({{u"measure"_qs, u"power_w"_qs},
                                         {u"from"_qs, u"1990-01-01T00:00:00Z"_qs},
                                         {u"points"_qs, u"10"_qs}})
                                      .at(0)[u"points"_qs]
                                      .toArray();
        QCOMPARE(points.size(), 1);
        QCOMPARE(points.at(0)[u"highest"_qs].toDouble(), 1023.0);
    }

    void theDescriptionNamesItsParameters()
    {
        const auto document = awaitFuture(m_site->stranger()->get(QStringLiteral("/openapi.json")));
        const QJsonValue route = (*document)[u"paths"_qs][u"/series"_qs][u"get"_qs];
        QStringList names;
        for (const QJsonValue& parameter : route[u"parameters"_qs].toArray())
            names << parameter[u"name"_qs].toString();
        QCOMPARE(names, QStringLiteral("measure hall from to points").split(u' '));
    }

private:
    static constexpr qint64 kHour = 3'600'000;

    Result<QJsonObject> get(const QUrlQuery& query)
    {
        return awaitFuture(m_client->get(QStringLiteral("/series"), query));
    }
    QJsonArray lines(const QUrlQuery& query)
    {
        const auto answer = get(query);
        return answer ? answer->value(u"lines"_qs).toArray() : QJsonArray();
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    Instant m_begin;
};

QTEST_GUILESS_MAIN(TestApiSeries)
#include "test_api_series.moc"
