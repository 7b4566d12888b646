#include <QProcess>
#include <QTest>

/// The programs as somebody meets them who logged in without a display.
class TestGuiPrograms : public QObject
{
    Q_OBJECT

private slots:
    void eachAnswersHelp_data();
    void eachAnswersHelp();
    void theConsoleSaysThatItNeedsADisplay();

private:
    struct Ran {
        int exitCode;
        QByteArray output;
        QByteArray errors;
    };
    static Ran run(const QString& program, const QStringList& arguments);
};

TestGuiPrograms::Ran TestGuiPrograms::run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    process.start(qEnvironmentVariable("RACKHOUSE_BIN") + QLatin1Char('/') + program, arguments);
    if (!process.waitForFinished() || process.exitStatus() != QProcess::NormalExit)
        return {-1, process.readAllStandardOutput(), process.readAllStandardError()};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

void TestGuiPrograms::eachAnswersHelp_data()
{
    QTest::addColumn<QString>("program");
    for (const char* program : {"rackhouse", "rackhoused", "rackhouse-agent", "rackhousectl",
                                "rackhouse-lab", "rackhouse-bench", "rackhouse-tour"})
        QTest::newRow(program) << QString::fromLatin1(program);
}

void TestGuiPrograms::eachAnswersHelp()
{
    QFETCH(QString, program);
    const Ran ran = run(program, {QStringLiteral("--help")});
    QCOMPARE(ran.exitCode, 0);
    QVERIFY2(ran.output.contains(program.toUtf8()), ran.output.constData());
}

void TestGuiPrograms::theConsoleSaysThatItNeedsADisplay()
{
    const Ran ran = run(QStringLiteral("rackhouse"), {});
    QCOMPARE(ran.exitCode, 1);
    QVERIFY2(ran.errors.contains("no display can be opened"), ran.errors.constData());
}

QTEST_GUILESS_MAIN(TestGuiPrograms)
#include "test_gui_programs.moc"
