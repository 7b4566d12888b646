#include "tests/e2e/applianceprocess.h"
#include "tests/e2e/fixture.h"

#include <QFileInfo>
#include <QLocalSocket>
#include <QRegularExpression>

#include <sys/stat.h>
#include <unistd.h>

using namespace rackhouse;

/// A person at the host of a running appliance asks it for a code, as the help says.
class TestPairing : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_appliance = std::make_unique<ApplianceProcess>(state());
    }
    void cleanup() { m_appliance.reset(); }

    void theFirstConsolePairsBesideTheRunningService();
    void itsOwnUserOnly();
    void noCodeInTheJournal();
    void nobodyThereIsToldSo();

private:
    QString state() const { return m_dir->filePath(QStringLiteral("state")); }
    QString socket() const { return state() + QStringLiteral("/pairing.socket"); }
    /// `rackhoused --pairing-code`, to its end; its exit code.
    int ask();
    QString answered(const QString& name) const;

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<ApplianceProcess> m_appliance;
    QString m_output;
};

int TestPairing::ask()
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhoused"),
                  {QStringLiteral("--state"), state(), QStringLiteral("--pairing-code")});
    if (!process.waitForFinished(60'000))
        return -1;
    m_output = QString::fromUtf8(process.readAll());
    return process.exitCode();
}

QString TestPairing::answered(const QString& name) const
{
    const QRegularExpression line(name + QStringLiteral("\\s+(\\S+)"));
    return line.match(m_output).captured(1);
}

void TestPairing::theFirstConsolePairsBesideTheRunningService()
{
    REQUIRE(m_appliance->start({}));
    QVERIFY2(ask() == 0, qPrintable(m_output));
    const QString code = answered(QStringLiteral("Code"));
    QCOMPARE(answered(QStringLiteral("Fingerprint")), m_appliance->access().fingerprint);
    QCOMPARE(answered(QStringLiteral("Address")), m_appliance->access().api.toString());
    REQUIRE(m_appliance->pair(code, answered(QStringLiteral("Fingerprint"))));
    const auto site = await(m_appliance->client()->get(QStringLiteral("/site")));
    REQUIRE(site);
    QCOMPARE(site->value(u"your_role").toString(), QStringLiteral("admin"));
    QVERIFY(!m_appliance->said().contains(code.toUtf8())); // that is what the journal keeps
    QCOMPARE(ask(), 0);
    QVERIFY(answered(QStringLiteral("Code")) != code);
}

void TestPairing::itsOwnUserOnly()
{
    REQUIRE(m_appliance->start({}));
    struct stat status = {};
    QCOMPARE(::stat(QFile::encodeName(socket()).constData(), &status), 0);
    QCOMPARE(int(status.st_mode & 07777), 0600);
    QCOMPARE(status.st_uid, ::geteuid());
    if (::geteuid() != 0)
        QSKIP("only root can become somebody else to be refused");
    // Even where the modes would let others in.
    QFile::setPermissions(m_dir->path(), QFile::Permissions::fromInt(0x7777));
    QFile::setPermissions(state(), QFile::Permissions::fromInt(0x7777));
    QFile::setPermissions(socket(), QFile::Permissions::fromInt(0x7777));
    QCOMPARE(::seteuid(65534), 0);
    QLocalSocket stranger;
    stranger.connectToServer(socket(), QIODevice::ReadOnly);
    const bool connected = stranger.waitForConnected(10'000);
    QCOMPARE(::seteuid(0), 0);
    QVERIFY2(connected, qPrintable(stranger.errorString()));
    QTRY_COMPARE(stranger.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(stranger.readAll(), QByteArray());
}

void TestPairing::noCodeInTheJournal()
{
    QFile journal(m_dir->filePath(QStringLiteral("journal")));
    QVERIFY(journal.open(QIODevice::WriteOnly));
    struct stat status = {};
    QCOMPARE(::fstat(journal.handle(), &status), 0);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("JOURNAL_STREAM"),
                       QStringLiteral("%1:%2").arg(status.st_dev).arg(status.st_ino));
    process.setProcessEnvironment(environment);
    process.setStandardOutputFile(journal.fileName());
    process.setProcessChannelMode(QProcess::SeparateChannels);
    process.start(qEnvironmentVariable("RACKHOUSE_BIN") + QStringLiteral("/rackhoused"),
                  {QStringLiteral("--state"), state(), QStringLiteral("--pairing-code")});
    QByteArray log;
    QTRY_VERIFY_WITH_TIMEOUT(
        (log += process.readAllStandardError()).contains("no pairing code is written"), 30'000);
    QCOMPARE(ask(), 0);
    process.terminate();
    QVERIFY(process.waitForFinished());
    QFile written(journal.fileName());
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray text = written.readAll();
    QVERIFY(text.contains("\"ready\""));
    QVERIFY(!text.contains("\"pairing\""));
}

void TestPairing::nobodyThereIsToldSo()
{
    REQUIRE(m_appliance->start({}));
    QVERIFY(QFile::remove(socket()));
    QCOMPARE(ask(), 1);
    QVERIFY2(m_output.contains(QStringLiteral("does not answer")), qPrintable(m_output));
}

QTEST_GUILESS_MAIN(TestPairing)
#include "test_e2e_pairing.moc"
