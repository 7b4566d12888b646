#include "app/agent/digest.h"
#include "app/agent/image/decoder.h"
#include "app/agent/image/install.h"
#include "app/agent/wipe/wipe.h"
#include "tests/unit/agent/tinyserver.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <zstd.h>

using namespace rackhouse::agent;

namespace
{
std::string sha256(const std::string& text)
{
    Digest digest;
    digest.add(text);
    return digest.finishHex();
}

std::string compressed(const std::string& text)
{
    std::string out(ZSTD_compressBound(text.size()), '\0');
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1); // as the zstd program does
    out.resize(ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size()));
    ZSTD_freeCCtx(context);
    return out;
}

/// A drive with a password is a locked one here. Erasing it needs the password that was set.
constexpr const char* FakeHdparm = R"sh(#!/bin/sh
for device; do :; done
lock="$device.password"
case "$*" in
-V) echo "hdparm v9.65"; exit 0 ;;
-I*)
    not=not
    test -e "$lock" && not=
    printf 'Security: \n\t\tsupported\n\t%s\tenabled\n\t%s\tlocked\n\tnot\tfrozen\n' "$not" "$not"
    exit 0 ;;
esac
given="$4"
case "$3" in
--security-set-pass) test ! -e "$lock" && printf %s "$given" > "$lock" ;;
--security-unlock|--security-disable)
    test ! -e "$lock" || { test "$(cat "$lock")" = "$given" && rm "$lock"; } ;;
--security-erase)
    test "$(cat "$lock")" = "$given" && head -c 1048576 /dev/zero > "$device" && rm "$lock" ;;
esac
)sh";
} // namespace

/// Disks here are plain files.
class TestAgentDisks : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    Journal m_journal;
    TaskContext m_task{m_journal};
    std::string m_content; ///< of the disk in the image: text, a stretch of zeros, text

    std::string makeDisk(qint64 bytes, char filler, const QString& name = QStringLiteral("disk"))
    {
        QFile file(m_dir.filePath(name));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(QByteArray(bytes, filler));
        return file.fileName().toStdString();
    }
    ImageOrder order(const TinyServer& server, const std::string& file) const
    {
        return {"http://" + server.url().authority() + "/i", "raw.zst", sha256(file),
                static_cast<std::int64_t>(file.size()),
                static_cast<std::int64_t>(m_content.size())};
    }

private slots:
    void initTestCase()
    {
        m_content = std::string(3 << 20, '\0');
        for (std::size_t at = 0; at < m_content.size(); at += 97) {
            if (at < (1 << 20) || at > (2 << 20) + 4096)
                m_content[at] = static_cast<char>(at / 97);
        }
    }

    void imageIsWrittenThoughTheConnectionBreaks()
    {
        const std::string file = compressed(m_content);
        std::vector<std::string> ranges;
        TinyServer server([&](const TinyServer::Request& request) {
            ranges.push_back(request.range);
            if (request.range.empty())
                return TinyServer::Answer{200, file.substr(0, file.size() / 2),
                                          static_cast<long long>(file.size())};
            return TinyServer::Answer{206, file.substr(file.size() / 2)};
        });
        const auto disk = makeDisk(4 << 20, 'x');
        const auto written = writeDiskImage(order(server, file), disk, "sda", m_task);
        QVERIFY2(written, written ? "" : written.error().detail.c_str());
        QCOMPARE((*written)["content_sha256"].get<std::string>(), sha256(m_content));
        QCOMPARE((*written)["readback_sha256"].get<std::string>(), sha256(m_content));
        QCOMPARE(ranges.size(), std::size_t(2));
        QFile back(QString::fromStdString(disk));
        QVERIFY(back.open(QIODevice::ReadOnly));
        const QByteArray bytes = back.readAll();
        QVERIFY(bytes.left(static_cast<int>(m_content.size())).toStdString() == m_content);
        QCOMPARE(bytes.back(), 'x');
    }

    void decoderEndsWhereTheFrameEnds()
    {
        for (const std::size_t size : {std::size_t(0), std::size_t(1), std::size_t(1) << 20,
                                       (std::size_t(1) << 20) + 1, std::size_t(3) << 20}) {
            const std::string file = compressed(m_content.substr(0, size));
            for (const std::size_t step : {std::size_t(1000), file.size()}) {
                std::string got;
                Decoder decoder(true, [&](std::span<const char> bytes) -> Outcome<void> {
                    got.append(bytes.data(), bytes.size());
                    return {};
                });
                for (std::size_t at = 0; at < file.size(); at += step)
                    QVERIFY(decoder.add({file.data() + at, std::min(step, file.size() - at)}));
                QVERIFY(decoder.finish());
                QVERIFY(got == m_content.substr(0, size));
            }
        }
    }

    void wrongHash()
    {
        const std::string file = compressed(m_content);
        TinyServer server([&](const auto&) { return TinyServer::Answer{200, file}; });
        auto wanted = order(server, file);
        wanted.sha256 = std::string(64, 'a');
        const auto written = writeDiskImage(wanted, makeDisk(4 << 20, 'x'), "sda", m_task);
        QVERIFY(!written);
        QCOMPARE(written.error().code, std::string("hash-mismatch"));
    }

    void truncated()
    {
        const std::string file = compressed(m_content);
        TinyServer shorter([&](const auto&) {
            return TinyServer::Answer{200, file.substr(0, 100)};
        });
        const auto written =
            writeDiskImage(order(shorter, file), makeDisk(4 << 20, 'x'), "sda", m_task);
        QCOMPARE(written.error().code, std::string("image-truncated"));
        // The catalog is right about the bytes, but the compressed data ends in the middle.
        const std::string half = file.substr(0, file.size() / 2);
        TinyServer server([&](const auto&) { return TinyServer::Answer{200, half}; });
        const auto broken =
            writeDiskImage(order(server, half), makeDisk(4 << 20, 'x'), "sda", m_task);
        QCOMPARE(broken.error().code, std::string("image-truncated"));
    }

    void tooSmall()
    {
        const std::string file = compressed(m_content);
        TinyServer server([&](const auto&) { return TinyServer::Answer{200, file}; });
        auto wanted = order(server, file);
        const auto disk = makeDisk(1 << 20, 'x');
        QCOMPARE(writeDiskImage(wanted, disk, "sda", m_task).error().code,
                 std::string("disk-too-small"));
        wanted.diskBytes = 0; // the catalog does not know: it shows while writing
        QCOMPARE(writeDiskImage(wanted, disk, "sda", m_task).error().code,
                 std::string("disk-too-small"));
        QCOMPARE(writeDiskImage(wanted, "/nonexistent", "sda", m_task).error().code,
                 std::string("drive-missing"));
    }

    void wipe()
    {
        Drive drive;
        drive.device = "sda";
        drive.serial = "S1";
        drive.path = makeDisk(8 << 20, 'x');
        drive.sizeBytes = 8 << 20;
        Drive stick = drive;
        stick.serial = "USB";
        stick.removable = true;
        Wipe wipe({}, [&] { return std::vector<Drive>{drive, stick}; });
        const Json mark = {{"job", "j"}, {"seed", "s"}, {"markers", 200}};
        const auto marked = wipe.mark(mark, m_task);
        QVERIFY(marked && (*marked)["drives"].size() == 1);
        QVERIFY((*marked)["drives"][0]["markers_written"].get<int>() > 190);
        Json ask = mark;
        ask["drives"] = {"S1"};
        auto verified = wipe.verify(ask, m_task);
        QVERIFY((*verified)["drives"][0]["ok"] == false);
        QVERIFY((*verified)["drives"][0]["survived"] == (*verified)["drives"][0]["checked"]);
        const auto erased = wipe.erase({{"drives", {"S1", "GONE"}}}, m_task);
        QVERIFY(erased && (*erased)["drives"].size() == 2);
        QVERIFY((*erased)["drives"][0]["error"] == "drive-missing");
        QVERIFY((*erased)["drives"][1]["ok"] == true);
        QVERIFY((*erased)["drives"][1]["method"] == "overwrite");
        verified = wipe.verify(ask, m_task);
        QVERIFY((*verified)["drives"][0]["ok"] == true);
        QVERIFY((*verified)["drives"][0]["nonzero"] == 0);
    }

    void drivesThatShareASerialAreToldApart()
    {
        std::vector<Drive> drives(2);
        drives[0].device = "nvme0n1";
        drives[1].device = "nvme0n2";
        for (Drive& drive : drives) {
            drive.serial = "S1";
            drive.sizeBytes = 1 << 20;
        }
        const Json second{{"serial", "S1"}, {"device", "nvme0n2"}, {"size_bytes", 1 << 20}};
        QVERIFY(findDrive(drives, second)->device == "nvme0n2");
        QVERIFY(findDrive(drives, {{"serial", "S1"}}).error().code == "drive-ambiguous");
        drives[0].sizeBytes = 2 << 20;
        QVERIFY(findDrive(drives, {{"serial", "S1"}, {"size_bytes", 2 << 20}})->device ==
                "nvme0n1");
        drives[1].sizeBytes = 3 << 20; // it is another drive than the one in the books
        QVERIFY(findDrive(drives, second).error().code == "drive-missing");
        QVERIFY(findDrive(drives, {{"serial", "S1"}, {"device", "nvme0n9"}}).error().code ==
                "drive-missing");
    }

    void everyDriveHasANameOfItsOwn()
    {
        const auto drive = [](const char* device, const char* serial, const char* wwn) {
            Drive made;
            made.device = device;
            made.serial = serial;
            made.wwn = wwn;
            made.transport = made.device.starts_with("nvme") ? "nvme" : "sata";
            return made;
        };
        std::vector<Drive> drives{drive("nvme0n1", "N1", "eui.1"), drive("nvme0n2", "N1", "eui.2"),
                                  drive("sda", "", "naa.1"),       drive("sdb", "", ""),
                                  drive("sdc", "SAME", "naa.2"),   drive("sdd", "SAME", "naa.3"),
                                  drive("sde", "PATHS", "naa.4"),  drive("sdf", "PATHS", "naa.4")};
        nameDrives(drives);
        const std::vector<std::string> expected{"N1",    "N1-n2", "naa.1", "sdb",
                                                "naa.2", "naa.3", "sde",   "sdf"};
        for (std::size_t i = 0; i < drives.size(); ++i) {
            QCOMPARE(drives[i].key(), expected[i]);
            QCOMPARE(findDrive(drives, Json(expected[i]))->device, drives[i].device);
        }
    }

    void drivesWithoutASerialAreWipedEach()
    {
        std::vector<Drive> drives(2);
        for (std::size_t i = 0; i < drives.size(); ++i) {
            drives[i].device = i == 0 ? "sda" : "sdb";
            drives[i].path = makeDisk(1 << 20, 'x', QString::fromStdString(drives[i].device));
            drives[i].sizeBytes = 1 << 20;
        }
        Wipe wipe({}, [&] { return drives; });
        const Json order = {{"job", "j"}, {"seed", "s"}, {"markers", 20}};
        const auto marked = wipe.mark(order, m_task);
        QVERIFY((*marked)["drives"].size() == 2);
        QVERIFY((*marked)["drives"][0]["drive"] == "sda");
        QVERIFY((*marked)["drives"][1]["drive"] == "sdb");
        QVERIFY(wipe.erase({{"drives", {"sdb"}}}, m_task));
        const auto verified = wipe.verify(order, m_task);
        for (const Json& drive : (*verified)["drives"])
            QCOMPARE(drive["ok"].get<bool>(), drive["drive"] == "sdb");
    }

    /// A SATA drive as hdparm sees it: `<device>.password` holds its password while it is locked.
    Drive lockedDrive(const QByteArray& password)
    {
        QFile tool(m_dir.filePath(QStringLiteral("hdparm")));
        const bool written = tool.open(QIODevice::WriteOnly) && tool.write(FakeHdparm) > 0;
        tool.close();
        tool.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        Drive drive;
        drive.device = "sda";
        drive.serial = "S1";
        drive.transport = "sata";
        drive.path = makeDisk(1 << 20, 'x');
        drive.sizeBytes = 1 << 20;
        QFile lock(QString::fromStdString(drive.path) + QStringLiteral(".password"));
        if (!written || !lock.open(QIODevice::WriteOnly) || lock.write(password) < 1)
            drive.path.clear();
        return drive;
    }

    void aDriveThatAnInterruptedEraseLocked()
    {
        QFETCH(QByteArray, password);
        QFETCH(bool, ours);
        const QByteArray before = qgetenv("PATH");
        const auto restore = qScopeGuard([&] { qputenv("PATH", before); });
        qputenv("PATH", m_dir.path().toLocal8Bit() + ':' + before);
        const Drive drive = lockedDrive(password);
        Wipe wipe({}, [&] { return std::vector<Drive>{drive}; });
        const Json order = {{"job", "j"}, {"seed", "s"}, {"markers", 20}};
        const auto marked = wipe.mark(order, m_task);
        QVERIFY((*marked)["drives"][0]["capabilities"]["ata_locked"] == true);
        const auto erased = wipe.erase({{"drives", {"S1"}}}, m_task);
        const Json record = (*erased)["drives"][0];
        QCOMPARE(record["ok"].get<bool>(), ours);
        if (ours)
            QVERIFY(record["method"] == "ata-secure-erase");
        else
            QVERIFY(record["error"] == "drive-locked");
        QCOMPARE(QFile::exists(QString::fromStdString(drive.path + ".password")), !ours);
    }
    void aDriveThatAnInterruptedEraseLocked_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<bool>("ours");
        QTest::newRow("with our password") << QByteArray("rackhouse") << true;
        QTest::newRow("with another") << QByteArray("secret") << false;
    }

    void heldAndReadOnlyDrivesFail()
    {
        Drive drive;
        drive.device = "sda";
        drive.path = makeDisk(1 << 20, 'x');
        drive.sizeBytes = 1 << 20;
        drive.holders = {"dm-0"};
        Wipe wipe({}, [&] { return std::vector<Drive>{drive}; });
        auto erased = wipe.erase({{"drives", {"sda"}}}, m_task);
        QVERIFY((*erased)["drives"][0]["error"] == "drive-in-use");
        drive.holders.clear();
        drive.readOnly = true;
        erased = wipe.erase({{"drives", {"sda"}}}, m_task);
        QVERIFY((*erased)["drives"][0]["error"] == "drive-read-only");
    }
};

QTEST_GUILESS_MAIN(TestAgentDisks)
#include "test_agent_disks.moc"
