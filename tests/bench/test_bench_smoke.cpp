#include "models/base/json.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace rackhouse;

/// The benchmarks can be started and print what scripts read. How fast they are is no matter here.
class TestBenchSmoke : public QObject
{
    Q_OBJECT

private slots:
    void everyBenchIsListed();
    void oneRunsAndPrintsMeasures();
    void anUnknownOneIsTold();

private:
    int run(const QStringList& arguments);

    QByteArray m_output;
    QByteArray m_errors;
};

int TestBenchSmoke::run(const QStringList& arguments)
{
    QProcess process;
    process.start(qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhouse-bench"),
                  arguments);
    if (!process.waitForFinished(110'000))
        return -1;
    m_output = process.readAllStandardOutput();
    m_errors = process.readAllStandardError();
    return process.exitCode();
}

/// One file a measure: each source that defines one is in the list.
void TestBenchSmoke::everyBenchIsListed()
{
    QCOMPARE(run({QStringLiteral("--list")}), 0);
    QStringList listed;
    for (const QByteArray& line : m_output.trimmed().split('\n')) {
        const auto words = QString::fromUtf8(line).simplified().split(u' ');
        QVERIFY2(words.size() > 3, line.constData()); // its name, and what it measures
        listed << words.first();
    }
    QStringList written;
    static const QRegularExpression bench(QStringLiteral("^Result<void> \\w+\\(const Print&"),
                                          QRegularExpression::MultilineOption);
    const QDir sources(QStringLiteral(RACKHOUSE_BENCH_DIR));
    for (const QString& name : sources.entryList({QStringLiteral("*.cpp")}, QDir::Files)) {
        QFile file(sources.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        if (bench.match(QString::fromUtf8(file.readAll())).hasMatch())
            written << QFileInfo(name).completeBaseName().replace(u'_', u'.');
    }
    listed.sort();
    written.sort();
    QCOMPARE(listed, written);
}

void TestBenchSmoke::oneRunsAndPrintsMeasures()
{
    QVERIFY2(run({QStringLiteral("store.write")}) == 0, m_errors.constData());
    const auto lines = m_output.trimmed().split('\n');
    for (const QByteArray& line : lines) {
        const auto measure = parseObject(line);
        QVERIFY2(measure, line.constData());
        QVERIFY(stringOr(*measure, QStringLiteral("name")).startsWith(u"store.write"));
        QVERIFY(!stringOr(*measure, QStringLiteral("unit")).isEmpty());
        QVERIFY(!stringOr(*measure, QStringLiteral("peer")).isEmpty());
        for (const char* number : {"value", "peer_value", "ratio"})
            QVERIFY2(measure->value(QLatin1String(number)).toDouble() > 0, number);
    }
}

void TestBenchSmoke::anUnknownOneIsTold()
{
    QVERIFY(run({QStringLiteral("no.such.bench")}) > 0);
    QVERIFY(m_errors.contains("no.such.bench"));
}

QTEST_GUILESS_MAIN(TestBenchSmoke)
#include "test_bench_smoke.moc"
