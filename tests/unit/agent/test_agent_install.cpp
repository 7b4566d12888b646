#include "app/agent/image/biosdrive.h"
#include "app/agent/image/install.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace rackhouse::agent;

namespace
{

constexpr qint64 MiB = 1 << 20;

/// Runs the real sfdisk; then does what the kernel does with a disk: the partition is as large as
/// the table says, here a file beside the disk.
constexpr const char* SfdiskOfADisk = R"sh(#!/bin/sh
"$REAL_SFDISK" "$@" || exit
for disk; do :; done
sectors=$("$REAL_SFDISK" -d "$disk" | sed -n 's/.*sda2 .*size= *\([0-9]*\),.*/\1/p')
truncate -s $((sectors * 512)) "${disk}2"
echo "$sectors" > "$FAKE_SYS/block/sda/sda2/size"
)sh";

bool run(const QString& program, const QStringList& arguments, const QByteArray& input = {},
         QString* said = nullptr)
{
    QProcess child;
    child.setProcessChannelMode(QProcess::MergedChannels);
    child.start(program, arguments);
    child.write(input);
    child.closeWriteChannel();
    const bool ended = child.waitForFinished(30'000);
    const QByteArray all = child.readAll();
    if (said)
        *said = QString::fromLocal8Bit(all);
    return ended && child.exitCode() == 0;
}

void write(const std::filesystem::path& path, const std::string& text)
{
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

/// A master boot record with that signature; none: a disk without one.
std::string bootRecord(const std::string& signature)
{
    std::string sector(512, '\0');
    sector.replace(440, signature.size(), signature);
    sector.replace(510, 2, signature.empty() ? std::string(2, '\0') : "\x55\xaa");
    return sector;
}

} // namespace

class TestAgentInstall : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    Journal m_journal;
    TaskContext m_task{m_journal};
    Roots m_roots;

    QString path(const char* name) const { return m_dir.filePath(QString::fromLatin1(name)); }

    /// One more disk, and what the BIOS says of the number `bios` (0: nothing).
    Drive disk(const std::string& device, qint64 bytes, const std::string& signature,
               const std::string& pci)
    {
        Drive drive;
        drive.device = device;
        drive.path = (m_roots.dev / device).string();
        drive.sizeBytes = bytes;
        write(drive.path, bootRecord(signature));
        const auto real = m_roots.sys / "devices" / pci / device;
        std::filesystem::create_directories(real);
        std::filesystem::create_directories(m_roots.sys / "block");
        std::filesystem::create_symlink(real, m_roots.sys / "block" / device);
        return drive;
    }
    void bios(const std::string& number, qint64 bytes, const std::string& signature,
              const std::string& pci)
    {
        const auto entry = m_roots.sys / "firmware/edd" / ("int13_dev" + number);
        write(entry / "sectors", std::to_string(bytes / 512) + "\n");
        if (!signature.empty())
            write(entry / "mbr_signature", signature + "\n");
        std::filesystem::create_symlink("../../../devices/" + pci, entry / "pci_dev");
    }

private slots:
    void init()
    {
        QVERIFY(QDir(path("sys")).removeRecursively() && QDir(path("dev")).removeRecursively());
        m_roots.sys = path("sys").toStdString();
        m_roots.dev = path("dev").toStdString();
        std::filesystem::create_directories(m_roots.dev);
    }

    void theRootGrowsToTheEndOfTheDisk()
    {
        for (const char* tool : {"sfdisk", "mkfs.ext4", "e2fsck", "resize2fs", "dumpe2fs"}) {
            if (QStandardPaths::findExecutable(QString::fromLatin1(tool)).isEmpty())
                QSKIP("sfdisk and e2fsprogs are not installed");
        }
        const QString real = QStandardPaths::findExecutable(QStringLiteral("sfdisk"));
        const QByteArray before = qgetenv("PATH");
        const auto restore = qScopeGuard([&] { qputenv("PATH", before); });
        QFile tool(path("sfdisk"));
        QVERIFY(tool.open(QIODevice::WriteOnly) && tool.write(SfdiskOfADisk) > 0);
        tool.close();
        tool.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        qputenv("REAL_SFDISK", real.toLocal8Bit());
        qputenv("FAKE_SYS", path("sys").toLocal8Bit());

        // An image of 40 MiB, as it lies on a disk of 200 MiB after it was written.
        const QString disk = path("dev/sda");
        QFile file(disk);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(40 * MiB));
        QVERIFY(run(real, {disk}, "label: gpt\nsize=4MiB, type=uefi\ntype=linux\n"));
        QVERIFY(file.resize(200 * MiB));
        file.close();
        const QString root = path("dev/sda2");
        QVERIFY(
            run(QStringLiteral("mkfs.ext4"), {QStringLiteral("-q"), root, QStringLiteral("32M")}));
        const auto block = m_roots.sys / "block/sda";
        write(block / "sda1/partition", "1\n");
        write(block / "sda1/start", "2048\n");
        write(block / "sda2/partition", "2\n");
        write(block / "sda2/start", "10240\n");
        write(block / "sda2/size", "65536\n");

        qputenv("PATH", m_dir.path().toLocal8Bit() + ':' + before);
        const RootPartition found{listPartitions(m_roots, "sda").back(), "ext4"};
        const auto grown = growPartition(m_roots, "sda", found, m_task);
        QVERIFY2(grown, grown ? "" : grown.error().detail.c_str());
        const qint64 bytes = (*grown)["bytes"].get<qint64>();
        QVERIFY2(bytes > 190 * MiB && bytes < 195 * MiB, qPrintable(QString::number(bytes)));
        QString said;
        QVERIFY2(run(real, {QStringLiteral("--verify"), disk}, {}, &said), qPrintable(said));
        QVERIFY2(said.contains(u"No errors"), qPrintable(said));
        QVERIFY(run(QStringLiteral("dumpe2fs"), {QStringLiteral("-h"), root}, {}, &said));
        const auto number = [&said](const char* name) {
            const qsizetype at = said.indexOf(QString::fromLatin1(name));
            return said.mid(said.indexOf(u':', at) + 1).section(u'\n', 0, 0).trimmed().toLongLong();
        };
        const qint64 system = number("\nBlock count") * number("\nBlock size");
        QVERIFY2(system > bytes - MiB && system <= bytes, qPrintable(said));
    }

    void aRootThatIsNotTheLastKeepsItsSize()
    {
        write(m_roots.sys / "block/sda/sda1/partition", "1\n");
        write(m_roots.sys / "block/sda/sda1/start", "2048\n");
        write(m_roots.sys / "block/sda/sda1/size", "65536\n");
        write(m_roots.sys / "block/sda/sda2/partition", "2\n");
        write(m_roots.sys / "block/sda/sda2/start", "67584\n");
        const RootPartition found{listPartitions(m_roots, "sda").front(), "xfs"};
        const auto grown = growPartition(m_roots, "sda", found, m_task);
        QVERIFY(grown);
        QCOMPARE((*grown)["bytes"].get<qint64>(), 32 * MiB);
    }

    void theBiosNumberOfADisk()
    {
        const std::string here = "0000:00:1f.2";
        const std::string there = "0000:03:00.0";
        const std::vector<Drive> drives{disk("sda", 500 * MiB, "\x01\x02\x03\x04", here),
                                        disk("sdb", 500 * MiB, "\x05\x06\x07\x08", here),
                                        disk("sdc", 900 * MiB, "", here),
                                        disk("nvme0n1", 700 * MiB, "", here),
                                        disk("nvme1n1", 700 * MiB, "", there),
                                        disk("sdd", 300 * MiB, "", here),
                                        disk("sde", 300 * MiB, "", here)};
        QVERIFY(!biosDrive(m_roots, drives, drives[0])); // the BIOS says nothing
        bios("80", 500 * MiB, "0x08070605", here);
        bios("81", 500 * MiB, "0x04030201", here);
        bios("82", 900 * MiB, "", here);
        bios("83", 700 * MiB, "", there);
        bios("84", 700 * MiB, "", here);
        bios("85", 300 * MiB, "", here);
        bios("86", 300 * MiB, "", here);
        const auto number = [&](std::size_t index) {
            return biosDrive(m_roots, drives, drives[index]).value_or(0);
        };
        QCOMPARE(number(0), 0x81); // by signature
        QCOMPARE(number(1), 0x80);
        QCOMPARE(number(2), 0x82); // by size
        QCOMPARE(number(3), 0x84); // by size and controller
        QCOMPARE(number(4), 0x83);
        QCOMPARE(number(5), 0); // alike: better none than the wrong one
        QCOMPARE(number(6), 0);
        // What was written since then no longer has the signature that the BIOS saw.
        write(drives[0].path, bootRecord("\x05\x06\x07\x08"));
        QCOMPARE(number(0), 0);
        QCOMPARE(number(1), 0);
    }

    void theOnlyDiskIsTheFirst()
    {
        const std::vector<Drive> drives{disk("sda", 500 * MiB, "", "0000:00:1f.2")};
        QCOMPARE(biosDrive(m_roots, drives, drives[0]).value_or(0), 0x80);
        bios("81", 400 * MiB, "", "0000:00:1f.2");
        QCOMPARE(biosDrive(m_roots, drives, drives[0]).value_or(0), 0x81);
    }
};

QTEST_GUILESS_MAIN(TestAgentInstall)
#include "test_agent_install.moc"
