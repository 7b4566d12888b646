#include "app/machines/imageconvert.h"
#include "app/machines/imagepreparer.h"
#include "models/store/store.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

#include <sys/stat.h>

using namespace rackhouse;

Q_DECLARE_METATYPE(imageconvert::UnpackLimits)

class TestMachinesImages : public QObject
{
    Q_OBJECT

private slots:
    void aQcow2IsServedAsCompressedRaw()
    {
        const QString tool = QStringLiteral("qemu-img");
        if (QStandardPaths::findExecutable(tool).isEmpty())
            QSKIP("qemu-img is not installed");
        QTemporaryDir dir;
        const QString raw = dir.filePath(QStringLiteral("a.raw"));
        const QString qcow = dir.filePath(QStringLiteral("a.qcow2"));
        QByteArray content(2 << 20, '\0');
        content.replace(700'000, 5, "hello");
        write(raw, content);
        QCOMPARE(QProcess::execute(tool, {QStringLiteral("convert"), QStringLiteral("-f"),
                                          QStringLiteral("raw"), QStringLiteral("-O"),
                                          QStringLiteral("qcow2"), raw, qcow}),
                 0);
        const Image image = prepare(dir, qcow, ImageFormat::Qcow2);
        QCOMPARE(image.state, ImageState::Ready);
        QCOMPARE(image.diskBytes, content.size());
        const auto served = ServedImage::load(dir.path(), image.id);
        QVERIFY(served);
        QCOMPARE(served->format, QStringLiteral("raw.zst"));
        const auto measured = imageconvert::measureZstd(served->path, m_stop);
        QVERIFY(measured);
        QCOMPARE(measured->contentBytes, content.size());
        QCOMPARE(measured->sha256, served->sha256);
    }

    void aQcow2ThatClaimsAPebibyteIsRefused()
    {
        QTemporaryDir dir;
        QByteArray header(104, '\0');
        header.replace(0, 4, QByteArray("QFI\xfb", 4));
        qToBigEndian<quint32>(3, header.data() + 4);
        qToBigEndian<quint64>(1ull << 50, header.data() + 24);
        const QString path = dir.filePath(QStringLiteral("big.qcow2"));
        write(path, header);
        const Image image = prepare(dir, path, ImageFormat::Qcow2);
        QCOMPARE(image.state, ImageState::Bad);
        QCOMPARE(image.reason, QStringLiteral("image-too-large"));
    }

    void aCutOffFileIsDamaged()
    {
        QTemporaryDir dir;
        const QString raw = dir.filePath(QStringLiteral("a.raw"));
        const QString zst = dir.filePath(QStringLiteral("a.raw.zst"));
        write(raw, QByteArray(300'000, 'x'));
        const auto made = imageconvert::compress(raw, zst, m_stop);
        QVERIFY(made);
        QFile file(zst);
        QVERIFY(file.resize(made->fileBytes - 4));
        const auto measured = imageconvert::measureZstd(zst, m_stop);
        QVERIFY(!measured);
        QCOMPARE(measured.error().code, QStringLiteral("image-damaged"));
    }

    void onlyACheckedFileIsTakenUpAgain()
    {
        QTemporaryDir dir;
        const QString raw = dir.filePath(QStringLiteral("a.raw"));
        write(raw, QByteArray(1000, 'x'));
        const auto resumed = [&](qint64 received) {
            auto store = *Store::open(dir.filePath(QStringLiteral("s.db")), m_clock);
            const ImageId id = put(*store, raw, ImageFormat::Raw, received);
            ImagePreparer preparer(*store, dir.path());
            const bool begun = bool(preparer.resume());
            preparer.prepare(put(*store, raw, ImageFormat::Raw, 1)).waitForFinished(); // after it
            const auto image = store->read<Image>([&](Reader& r) { return r.get<Image>(id); });
            return begun && image ? image->state : ImageState::Bad;
        };
        QCOMPARE(resumed(0), ImageState::Checking);
        QCOMPARE(resumed(1000), ImageState::Ready);
    }

    void aTreeSaysHowLargeADiskItNeeds()
    {
        QTemporaryDir dir;
        const QString tar = dir.filePath(QStringLiteral("a.tar"));
        const QString zst = dir.filePath(QStringLiteral("a.tar.zst"));
        write(tar, QByteArray(8 << 20, 'x'));
        QVERIFY(imageconvert::compress(tar, zst, m_stop));
        const Image image = prepare(dir, zst, ImageFormat::TarZst);
        QCOMPARE(image.state, ImageState::Ready);
        QCOMPARE(image.diskBytes, diskForTree(8 << 20));
        QVERIFY(image.diskBytes > (8 << 20) + (256 << 20)); // the EFI system partition beside it
        const auto served = ServedImage::load(dir.path(), image.id);
        QVERIFY(served);
        QCOMPARE(served->diskBytes, image.diskBytes);
    }

    void aFileThatUnpacksForEverIsGivenUp_data()
    {
        QTest::addColumn<imageconvert::UnpackLimits>("limits");
        QTest::addColumn<QString>("code");
        QTest::newRow("by size") << imageconvert::UnpackLimits{.bytes = 1 << 30}
                                 << QStringLiteral("image-unpacks-too-large");
        QTest::newRow("by time") << imageconvert::UnpackLimits{.time = std::chrono::milliseconds(1)}
                                 << QStringLiteral("timed-out");
    }
    void aFileThatUnpacksForEverIsGivenUp()
    {
        QFETCH(imageconvert::UnpackLimits, limits);
        QFETCH(QString, code);
        // One frame that does not say its size: a million blocks that repeat a byte 128 Ki times.
        QByteArray bomb("\x28\xb5\x2f\xfd\x00\x58", 6);
        bomb += QByteArray("\x02\x00\x10\x00", 4).repeated(1'000'000);
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("bomb"));
        write(path, bomb);
        const auto measured = imageconvert::measureZstd(path, m_stop, limits);
        QVERIFY(!measured);
        QCOMPARE(measured.error().code, code);
        const std::atomic<bool> stopped = true;
        QCOMPARE(imageconvert::measureZstd(path, stopped).error().code,
                 QStringLiteral("cancelled"));
    }

    /// qemu-img is played by a script that says when it has begun and waits to be let go.
    void whatWasMadeOfARemovedImageGoesToo()
    {
        QTemporaryDir dir;
        QTemporaryDir tools;
        const QString gate = tools.filePath(QStringLiteral("gate"));
        QCOMPARE(mkfifo(qPrintable(gate), 0600), 0);
        const QString tool = tools.filePath(QStringLiteral("qemu-img"));
        write(tool, QByteArray("#!/bin/sh\nread go < ") + gate.toLocal8Bit() +
                        "\nhead -c 65536 /dev/zero > \"$7\"\n");
        QFile::setPermissions(tool, QFile::ReadOwner | QFile::ExeOwner);
        const QByteArray path = qgetenv("PATH");
        const auto restore = qScopeGuard([&] { qputenv("PATH", path); });
        qputenv("PATH", tools.path().toLocal8Bit() + ':' + path);
        QByteArray header(104, '\0');
        header.replace(0, 4, "QFI\xfb");
        header[7] = 3;
        header[29] = 1; // 64 KiB
        const QString qcow = tools.filePath(QStringLiteral("a.qcow2"));
        write(qcow, header);

        auto store = *Store::open(dir.filePath(QStringLiteral("s.db")), m_clock);
        const QString folder = dir.filePath(QStringLiteral("images"));
        ImagePreparer preparer(*store, folder);
        const auto prepared = [&](bool removed) {
            const ImageId id = put(*store, qcow, ImageFormat::Qcow2, 1);
            auto future = preparer.prepare(id);
            QFile let(gate);
            if (!let.open(QIODevice::WriteOnly)) // opens when the script has begun
                return QStringLiteral("no gate");
            if (removed) {
                std::function<Result<void>(Writer&)> remove = [id](Writer& w) {
                    return w.remove<Image>(id);
                };
                store->write<void>(std::move(remove)).waitForFinished();
            }
            let.write("go\n");
            let.close();
            future.waitForFinished();
            return future.result() ? enumText(future.result()->state)
                                   : future.result().error().code;
        };
        QCOMPARE(prepared(false), QStringLiteral("ready"));
        const QStringList kept = QDir(folder).entryList(QDir::Files);
        QCOMPARE(kept.size(), 2); // the raw.zst and its description
        QCOMPARE(prepared(true), QStringLiteral("not-found"));
        QCOMPARE(QDir(folder).entryList(QDir::Files), kept);
        // What an appliance that was killed in the middle has left goes at the next start.
        for (const char* suffix : {".raw", ".raw.zst", ".served.json"})
            write(folder + u'/' + newUuid() + QLatin1String(suffix), "x");
        write(folder + QStringLiteral("/notes.raw"), "not ours");
        QVERIFY(preparer.resume());
        QCOMPARE(QDir(folder).entryList(QDir::Files), QStringList(kept)
                                                          << QStringLiteral("notes.raw"));
    }

private:
    static void write(const QString& path, const QByteArray& bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }

    static ImageId put(Store& store, const QString& path, ImageFormat format, qint64 received)
    {
        Image image;
        image.id = ImageId::create();
        image.path = path;
        image.name = image.id.text();
        image.format = format;
        image.receivedBytes = received;
        image.state = ImageState::Checking;
        std::function<Result<void>(Writer&)> put = [image](Writer& w) {
            return w.put(image);
        };
        auto written = store.write<void>(std::move(put));
        written.waitForFinished();
        return image.id;
    }
    Image prepare(const QTemporaryDir& dir, const QString& path, ImageFormat format)
    {
        auto store = *Store::open(dir.filePath(QStringLiteral("s.db")), m_clock);
        const ImageId id = put(*store, path, format, 1);
        ImagePreparer preparer(*store, dir.path());
        auto future = preparer.prepare(id);
        future.waitForFinished();
        return future.result().value_or(Image());
    }

    SystemClock m_clock;
    std::atomic<bool> m_stop = false;
};

QTEST_GUILESS_MAIN(TestMachinesImages)
#include "test_machines_images.moc"
