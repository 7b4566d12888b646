#include "models/exchange/csv.h"
#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

using namespace rackhouse;

/// rackhousectl asked for what the site has summed up.
class TestClientCtlSeries : public QObject, private CtlRunner
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        const auto code = awaitFuture(m_site->server->openPairing(Role::Viewer));
        QCOMPARE(run({QStringLiteral("pair"), m_site->address().api.authority(),
                      QStringLiteral("--fingerprint"), m_site->ca->serverFingerprint()},
                     code->code.reveal().toLatin1() + '\n'),
                 0);
        m_at = {m_site->clock.now().ms / sampleEveryMs * sampleEveryMs};
        const auto done = m_site->store->write<void>([this](Writer& writer) {
            return writer.addSamples(
                m_at, {{Measure::Power, {}, {}, 12'345}, {Measure::Gpus, {}, {}, 16}});
        });
        QVERIFY(done.result());
        m_site->clock.advanceMs(sampleEveryMs);
    }

    void aTableHasAPointALine()
    {
        QCOMPARE(run(words("series power_w gpus")), 0);
        const QList<QByteArray> lines = m_output.trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[0].startsWith("at "));
        QVERIFY2(lines[1].startsWith(m_at.toIso().toLatin1()), m_output);
        QVERIFY2(lines[1].contains("power_w") && lines[1].contains("12345"), m_output);
        QVERIFY2(lines[2].contains("gpus") && lines[2].contains("16"), m_output);
    }

    void jsonHasAnObjectALine()
    {
        QCOMPARE(run(words("series power_w --json")), 0);
        const auto point = parseObject(m_output);
        QVERIFY2(point, m_output);
        QCOMPARE(point->value(QStringLiteral("mean")).toDouble(), 12'345.0);
        QCOMPARE(point->value(QStringLiteral("at")).toString(), m_at.toIso());
    }

    void csvIsReadByASpreadsheet()
    {
        QCOMPARE(run(words("series power_w --csv")), 0);
        const auto csv = readCsv(m_output);
        QVERIFY(csv);
        QCOMPARE(csv->rows.size(), 2u);
        QCOMPARE(csv->rows[0].cells.first(), QStringLiteral("at"));
        QCOMPARE(csv->rows[1].cells.first(), m_at.toIso());
        QCOMPARE(csv->rows[1].cells.last(), QStringLiteral("12345"));
        QCOMPARE(run(words("series power_w --csv --json")), 2);
    }

    void aRangeMayBeWrittenInAnyZone()
    {
        const QString from = m_at.toDateTime().toOffsetFromUtc(7200).toString(Qt::ISODate);
        QVERIFY(from.contains(u'+'));
        QCOMPARE(run(words("series power_w --json --from") << from), 0);
        QVERIFY2(m_output.contains("12345"), m_errors);
        QCOMPARE(run(words("series power_w --json --points 10 --to") << from), 0);
        QVERIFY(m_output.isEmpty());
    }

    void whatMakesNoSenseIsAProblem()
    {
        QCOMPARE(run(words("series mood")), 1);
        QVERIFY2(m_errors.contains("measure") && m_errors.contains("gpus_in_use"), m_errors);
        QCOMPARE(run(words("series power_w --from 2901-01-01T00:00:00Z")), 1);
        QVERIFY(m_errors.contains("range-backwards"));
        QCOMPARE(run(words("series")), 2);
    }

private:
    std::unique_ptr<ApiFixture> m_site;
    Instant m_at;
};

QTEST_GUILESS_MAIN(TestClientCtlSeries)
#include "test_client_ctlseries.moc"
