#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

/// The program that packaging/run ends with, on paper servers: seconds instead of many minutes.
class TestStoryProgram : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheStoryWithPictures();
    void aPictureThatCannotBeTakenFails();

private:
    int run();

    QTemporaryDir m_out;
    QByteArray m_said;
};

int TestStoryProgram::run()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhouse-story"),
                  {QStringLiteral("--paper"), QStringLiteral("--out"), m_out.path()});
    const bool ended = process.waitForFinished(240'000);
    m_said = process.readAll();
    return ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

void TestStoryProgram::tellsTheStoryWithPictures()
{
    QVERIFY2(run() == 0, m_said.constData());
    QVERIFY(m_said.contains("every step worked"));
    QVERIFY(m_said.contains("marked with its age"));
    const QStringList pictures =
        QDir(m_out.path()).entryList({QStringLiteral("*.png")}, QDir::Files, QDir::Name);
    QCOMPARE(pictures,
             (QStringList{QStringLiteral("01-racks.png"), QStringLiteral("02-machines.png"),
                          QStringLiteral("03-offline.png")}));
    QList<QImage> seen;
    for (const QString& picture : pictures) {
        const QImage image(m_out.filePath(picture));
        QVERIFY2(image.width() >= 800 && image.height() >= 500, qPrintable(picture));
        QVERIFY2(!seen.contains(image), qPrintable(picture)); // each shows something of its own
        seen << image;
    }
}

void TestStoryProgram::aPictureThatCannotBeTakenFails()
{
    QFile::remove(m_out.filePath(QStringLiteral("01-racks.png")));
    QVERIFY(QDir(m_out.path()).mkpath(QStringLiteral("01-racks.png/in-the-way")));
    QVERIFY(run() > 0);
    QVERIFY2(m_said.contains("01-racks.png") && !m_said.contains("every step worked"),
             m_said.constData());
}

QTEST_GUILESS_MAIN(TestStoryProgram)
#include "test_e2e_storyprogram.moc"
