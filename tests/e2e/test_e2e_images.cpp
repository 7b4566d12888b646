#include "tests/e2e/fixture.h"

#include <QTest>

using namespace rackhouse;

/// Every form in which a system comes, from the file to a login over SSH on a machine that booted
/// it from its own disk.
class TestImages : public QObject
{
    Q_OBJECT

private slots:
    void qcow2();
    void treeOnUefi() { tree(QStringLiteral("uefi")); }
    void treeOnBios() { tree(QStringLiteral("bios")); }

private:
    void tree(const QString& firmware);
    void install(const StoryInput& input, const QString& firmware);
    QByteArray output(const QString& command);
    void startsAgainFromItsDisk();

    std::unique_ptr<Scene> m_scene;
};

/// Inspects a machine, provisions it, and logs in.
void TestImages::install(const StoryInput& input, const QString& firmware)
{
    if (const QString reason = whyNoScene(input); !reason.isEmpty())
        QSKIP(qPrintable(reason));
    auto made = setScene({firmware}, input);
    REQUIRE(made);
    m_scene = *std::move(made);
    REQUIRE(m_scene->story->prepare());
    REQUIRE(m_scene->story->inspect(m_scene->machine));
    const auto machine = m_scene->story->provision(m_scene->machine, QStringLiteral("node-7"));
    REQUIRE(machine);
    QCOMPARE(machine->state, MachineState::Provisioned);
    QCOMPARE(output(QStringLiteral("hostname")), QByteArray("node-7"));
}

/// What a command prints on the machine; waits until it lets us in.
QByteArray TestImages::output(const QString& command)
{
    constexpr int longestMs = 900'000; // only an upper bound: emulated, and maybe not alone
    Result<QByteArray> answer = fail("timed-out");
    (void)QTest::qWaitFor(
        [&] {
            answer = m_scene->story->ssh(m_scene->machine, command);
            return answer.has_value();
        },
        longestMs);
    if (!answer)
        qWarning("%s", qPrintable(textOf(answer.error())));
    return answer.value_or(QByteArray()).trimmed();
}

void TestImages::qcow2()
{
    StoryInput input = storyInput(QStringLiteral("debian-12.qcow2"));
    input.upload = true;
    install(input, QStringLiteral("bios"));
    if (!m_scene || QTest::currentTestFailed())
        return;
    QCOMPARE(m_scene->story->image().format, ImageFormat::Qcow2);
    const auto seen = m_scene->story->machine(m_scene->machine);
    REQUIRE(seen);
    QCOMPARE(seen->imageId, m_scene->story->image().id);
}

void TestImages::tree(const QString& firmware)
{
    install(storyInput(QStringLiteral("debian-12.tar.zst")), firmware);
    if (!m_scene || QTest::currentTestFailed())
        return;
    // By its UUID: names of disks change places from one start to the next.
    const QByteArray root = output(QStringLiteral("findmnt -n -o UUID /"));
    QVERIFY(!root.isEmpty());
    const QByteArray commandLine = output(QStringLiteral("cat /proc/cmdline"));
    QVERIFY2(commandLine.contains(QByteArray("root=UUID=").append(root)), commandLine.constData());
    QCOMPARE(output(QStringLiteral("findmnt -n -o FSTYPE /boot/efi")), QByteArray("vfat"));
    QCOMPARE(output(QStringLiteral("ls -d /sys/firmware/efi || :")).isEmpty(), firmware == u"bios");
    startsAgainFromItsDisk();
}

/// A person has the system shut down, by the button that the BMC presses for it, and switches the
/// machine on again; nobody tells the firmware where to boot from.
void TestImages::startsAgainFromItsDisk()
{
    const QByteArray before = output(QStringLiteral("cat /proc/sys/kernel/random/boot_id"));
    QVERIFY(!before.isEmpty());
    REQUIRE(m_scene->story->power(m_scene->machine, QStringLiteral("off")));
    REQUIRE(m_scene->story->power(m_scene->machine, QStringLiteral("on")));
    const QByteArray after = output(QStringLiteral("cat /proc/sys/kernel/random/boot_id"));
    QVERIFY(!after.isEmpty());
    QVERIFY(after != before);
}

QTEST_GUILESS_MAIN(TestImages)
#include "test_e2e_images.moc"
