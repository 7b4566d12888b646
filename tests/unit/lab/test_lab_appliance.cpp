#include "tests/support/labfixture.h"

#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <csignal>

using namespace rackhouse;

// How the lab runs an appliance: socket inherited as systemd does it, ready and pairing lines,
// kill and restart on the same socket. The appliance here is a few lines that only do that.
class TestLabAppliance : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void answersOnItsInheritedSocket();
    void restartKeepsTheAddress();
    void deadApplianceEndsTheStart();
    void killedLabTakesItAlong();

private:
    QByteArray ask();
    QString script(const QByteArray& text);

    QTemporaryDir m_directory;
    std::unique_ptr<LabFixture> m_lab;
};

namespace
{

const QByteArray kAppliance = R"(#!/usr/bin/env python3
import json, os, socket, sys
assert os.environ["LISTEN_PID"] == str(os.getpid()) and os.environ["LISTEN_FDS"] == "1"
listening = socket.socket(fileno=3)
port = listening.getsockname()[1]
def say(line): print(json.dumps(line), flush=True)
say({"event": "ready", "api": "https://127.0.0.1:%d" % port, "fingerprint": "ab" * 32, "boot_http": 0})
say({"event": "pairing", "code": "CODE-%d" % os.getpid(), "expires_at": 1})
listening.setblocking(True)
while True:
    connection, _ = listening.accept()
    connection.sendall(b"hello " + " ".join(sys.argv[1:]).encode())
    connection.close()
)";

/// Dead, but not yet collected by process 1 of this machine.
bool isZombie(qint64 pid)
{
    QFile stat(QStringLiteral("/proc/%1/stat").arg(pid));
    return stat.open(QIODevice::ReadOnly) && stat.readAll().contains(") Z ");
}

} // namespace

QString TestLabAppliance::script(const QByteArray& text)
{
    QFile file(m_directory.filePath(QStringLiteral("appliance-%1").arg(qHash(text))));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return file.fileName();
}

void TestLabAppliance::initTestCase()
{
    LabFixture::Options options;
    options.paper = 1;
    options.appliance = script(kAppliance);
    options.applianceArguments = {QStringLiteral("--more")};
    auto lab = LabFixture::start(options);
    QVERIFY2(lab, lab ? "" : qPrintable(lab.error().detail));
    m_lab = std::move(*lab);
    QVERIFY(m_lab->appliance().pairingCode.startsWith(u"CODE-"));
    QCOMPARE(m_lab->appliance().fingerprint.size(), 64);
}

QByteArray TestLabAppliance::ask()
{
    QTcpSocket socket;
    const QUrl api(m_lab->appliance().api);
    socket.connectToHost(api.host(), static_cast<quint16>(api.port()));
    while (socket.waitForReadyRead(5000)) {
    }
    return socket.readAll();
}

void TestLabAppliance::answersOnItsInheritedSocket()
{
    const QByteArray answer = ask();
    QVERIFY2(answer.startsWith("hello --state"), answer.constData());
    QVERIFY(answer.endsWith("--more"));
}

void TestLabAppliance::restartKeepsTheAddress()
{
    const LabAppliance before = m_lab->appliance();
    QVERIFY(m_lab->control({{QStringLiteral("cmd"), QStringLiteral("kill-appliance")}}));
    QVERIFY(m_lab->restartAppliance());
    QCOMPARE(m_lab->appliance().api, before.api);
    QVERIFY(m_lab->appliance().pairingCode != before.pairingCode);
    QVERIFY(ask().startsWith("hello"));
}

void TestLabAppliance::deadApplianceEndsTheStart()
{
    LabFixture::Options options;
    options.paper = 1;
    options.appliance = script("#!/bin/sh\nexit 3\n");
    QVERIFY(!LabFixture::start(options));
}

void TestLabAppliance::killedLabTakesItAlong()
{
    const auto answer = m_lab->control({{QStringLiteral("cmd"), QStringLiteral("appliance")}});
    QVERIFY(answer);
    const auto pid =
        static_cast<pid_t>(answer->value(u"appliance").toObject().value(u"pid").toInt());
    QVERIFY(pid > 0);
    QCOMPARE(::kill(pid, 0), 0);
    QCOMPARE(::kill(static_cast<pid_t>(m_lab->pid()), SIGKILL), 0);
    QTRY_VERIFY(!QFile::exists(QStringLiteral("/proc/%1/stat").arg(pid)) || isZombie(pid));
}

QTEST_GUILESS_MAIN(TestLabAppliance)
#include "test_lab_appliance.moc"
