#include "tests/unit/api/apifixture.h"
#include "tests/unit/client/ctlrunner.h"

using namespace rackhouse;

/// rackhousectl asked for the floor as it was.
class TestClientCtlHistory : public QObject, private CtlRunner
{
    Q_OBJECT
private slots:
    void initTestCase()
    {
        m_site = std::make_unique<ApiFixture>();
        m_machine = m_site->addMachine(QStringLiteral("gpu-1"));
        const auto code = awaitFuture(m_site->server->openPairing(Role::Viewer));
        const QString host = m_site->address().api.authority();
        QCOMPARE(run({QStringLiteral("pair"), host, QStringLiteral("--fingerprint"),
                      m_site->ca->serverFingerprint()},
                     code->code.reveal().toLatin1() + '\n'),
                 0);
        m_begun = m_site->clock.now().plusMs(1000).toIso();
        m_site->clock.advanceMs(60'000);
        m_machine.name = QStringLiteral("gpu-one");
        m_site->put(m_machine);
        m_site->clock.advanceMs(60'000);
    }

    void listsAreAsOfAMoment()
    {
        QCOMPARE(run(words("machines --json --at") << m_begun), 0);
        QCOMPARE(nameThere(), QStringLiteral("gpu-1"));
        QCOMPARE(run(words("machines --json")), 0);
        QCOMPARE(nameThere(), QStringLiteral("gpu-one"));
        QCOMPARE(run(words("machines name=gpu-one --at") << m_begun), 0);
        QVERIFY(!m_output.contains("gpu-one"));
    }

    void theHistoryTellsWhenSomethingChanged()
    {
        QCOMPARE(run(words("history --json --at") << m_begun), 0);
        const QString after = parseObject(m_output)->value(QStringLiteral("after")).toString();
        QCOMPARE(run(words("machines --json --at") << after), 0);
        QCOMPARE(nameThere(), QStringLiteral("gpu-one"));
        QCOMPARE(run(words("history")), 0);
        QVERIFY2(m_output.contains("begin") && m_output.contains("changes"), m_output);
    }

    void whatCannotBeShownIsAProblem()
    {
        QCOMPARE(run(words("machines --at 2001-01-01T00:00:00Z")), 1);
        QVERIFY(m_errors.contains("moment-too-early"));
        QCOMPARE(run(words("racks --at 2901-01-01T00:00:00Z")), 1);
        QVERIFY(m_errors.contains("moment-in-future"));
        QCOMPARE(run(words("jobs list --at") << m_begun), 1);
        QVERIFY(m_errors.contains("bad-field"));
    }

private:
    QString nameThere() const
    {
        return parseObject(m_output)->value(QStringLiteral("name")).toString();
    }

    std::unique_ptr<ApiFixture> m_site;
    Machine m_machine;
    QString m_begun;
};

QTEST_GUILESS_MAIN(TestClientCtlHistory)
#include "test_client_ctlhistory.moc"
