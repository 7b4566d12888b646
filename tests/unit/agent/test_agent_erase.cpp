#include "app/agent/wipe/wipe.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace rackhouse::agent;

namespace
{
/// Drives that are files. The method with the stronger promise does what $STRONG says, the other
/// what $PLAIN says: "nothing", or fill the drive with "zeros" or "noise".
constexpr const char* FakeTool = R"sh(#!/bin/sh
for last; do :; done
fill() {
    case "$1" in
    zeros) head -c 1048576 /dev/zero > "$2" ;;
    noise) head -c 1048576 /dev/zero | tr '\0' '\245' > "$2" ;;
    esac
}
case "$(basename "$0") $*" in
*" -V"|*" version") echo "version 1" ;;
"nvme id-ctrl "*) printf '{"oacs": 2, "fna": %s}' "$FNA" ;;
"nvme format "*--ses=2*) fill "$STRONG" "$2" ;;
"nvme format "*) fill "$PLAIN" "$2" ;;
"hdparm -I"*)
    printf 'Security: \n\t\tsupported\n\tnot\tenabled\n\tnot\tlocked\n\tnot\tfrozen\n'
    test -z "$ENHANCED" || printf '\tsupported: enhanced erase\n' ;;
"hdparm "*--security-erase-enhanced*) fill "$STRONG" "$last" ;;
"hdparm "*--security-erase*) fill "$PLAIN" "$last" ;;
esac
)sh";
} // namespace

/// What a drive has to read as after each method, and what happens when it does not.
class TestAgentErase : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    Journal m_journal;
    TaskContext m_task{m_journal};
    QByteArray m_path = qgetenv("PATH");

    Drive drive(const std::string& transport) const
    {
        Drive drive;
        drive.device = "disk";
        drive.serial = "S1";
        drive.transport = transport;
        drive.path = m_dir.filePath(QStringLiteral("disk")).toStdString();
        drive.sizeBytes = 1 << 20;
        QFile file(QString::fromStdString(drive.path));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray(1 << 20, 'x')) != 1 << 20)
            drive.path.clear();
        return drive;
    }

private slots:
    void initTestCase()
    {
        for (const QString& name : {QStringLiteral("nvme"), QStringLiteral("hdparm")}) {
            QFile tool(m_dir.filePath(name));
            QVERIFY(tool.open(QIODevice::WriteOnly) && tool.write(FakeTool) > 0);
            tool.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        }
        qputenv("PATH", m_dir.path().toLocal8Bit() + ':' + m_path);
    }
    void cleanupTestCase() { qputenv("PATH", m_path); }

    void eachMethodIsHeldToItsPromise_data()
    {
        QTest::addColumn<QByteArray>("transport");
        QTest::addColumn<bool>("offersStrong");
        QTest::addColumn<QByteArray>("strong");
        QTest::addColumn<QByteArray>("plain");
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("reached");
        QTest::addColumn<bool>("zeros");
        QTest::addColumn<int>("tried");
        const auto row = [](const char* name, const char* transport, bool offers,
                            const char* strong, const char* plain, const char* method,
                            const char* reached, bool zeros, int tried) {
            QTest::newRow(name) << QByteArray(transport) << offers << QByteArray(strong)
                                << QByteArray(plain) << QByteArray(method) << QByteArray(reached)
                                << zeros << tried;
        };
        row("crypto erase, ciphertext", "nvme", true, "noise", "", "nvme-format", "purge", false,
            1);
        row("crypto erase that did nothing", "nvme", true, "nothing", "zeros", "nvme-format",
            "clear", false, 2);
        row("format, not zero", "nvme", false, "", "noise", "nvme-format", "clear", false, 1);
        row("formats that did nothing", "nvme", true, "nothing", "nothing", "overwrite", "clear",
            true, 3);
        row("enhanced erase, pattern", "sata", true, "noise", "", "ata-secure-erase", "purge",
            false, 1);
        row("enhanced erase that did nothing", "sata", true, "nothing", "zeros", "ata-secure-erase",
            "clear", true, 2);
        row("plain erase, not zero", "sata", false, "", "noise", "overwrite", "clear", true, 2);
    }
    void eachMethodIsHeldToItsPromise()
    {
        QFETCH(QByteArray, transport);
        QFETCH(bool, offersStrong);
        QFETCH(QByteArray, strong);
        QFETCH(QByteArray, plain);
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, reached);
        QFETCH(bool, zeros);
        QFETCH(int, tried);
        qputenv("STRONG", strong);
        qputenv("PLAIN", plain);
        qputenv("FNA", offersStrong ? "4" : "0");
        qputenv("ENHANCED", offersStrong ? "1" : "");
        const Drive one = drive(transport.toStdString());
        const auto list = [&] {
            return std::vector<Drive>{one};
        };
        const Json order = {{"job", "j"}, {"seed", "s"}, {"markers", 20}, {"drives", {"S1"}}};
        Wipe wipe({}, list);
        QVERIFY(wipe.mark(order, m_task));
        const auto erased = wipe.erase({{"drives", {"S1"}}}, m_task);
        QVERIFY(erased);
        const Json record = (*erased)["drives"][0];
        QVERIFY2(record["ok"] == true, record.dump().c_str());
        QCOMPARE(record["method"].get<std::string>(), method.toStdString());
        QCOMPARE(record["class"].get<std::string>(), reached.toStdString());
        QCOMPARE(record["zeros"].get<bool>(), zeros);
        QCOMPARE(int(record["tried"].size()), tried);
        const auto verified = wipe.verify(order, m_task);
        QVERIFY2((*verified)["drives"][0]["ok"] == true, verified->dump().c_str());
    }

    void anAgentStartedAnewIsToldWhatToExpect()
    {
        qputenv("STRONG", "noise");
        qputenv("ENHANCED", "1");
        const Drive one = drive("sata");
        const auto list = [&] {
            return std::vector<Drive>{one};
        };
        Json order = {{"job", "j"}, {"seed", "s"}, {"markers", 20}};
        Wipe before({}, list);
        QVERIFY(before.mark(order, m_task));
        QVERIFY(before.erase({{"drives", {"S1"}}}, m_task));
        Wipe after({}, list);
        const auto ok = [&](const Json& named) {
            order["drives"] = Json::array({named});
            const auto verified = after.verify(order, m_task);
            return verified && (*verified)["drives"].size() == 1 &&
                   (*verified)["drives"][0]["ok"] == true;
        };
        QVERIFY(ok({{"drive", "S1"}, {"zeros", false}}));
        QVERIFY(!ok({{"drive", "S1"}, {"zeros", true}}));
        QVERIFY(!ok("S1"));
    }
};

QTEST_GUILESS_MAIN(TestAgentErase)
#include "test_agent_erase.moc"
