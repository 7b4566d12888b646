#include "apifixture.h"

#include "app/api/qcow2.h"

#include <QCryptographicHash>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QtEndian>

using namespace rackhouse;
using namespace rackhouse::api;

namespace
{

QByteArray qcow2(quint64 virtualSize, quint64 backing = 0)
{
    QByteArray header(4096, '\0');
    const auto put = [&header](int at, auto value) {
        qToBigEndian(value, header.data() + at);
    };
    put(0, quint32(0x514649fb));
    put(4, quint32(3));
    put(8, backing);
    put(20, quint32(16));
    put(24, virtualSize);
    put(100, quint32(104));
    return header;
}

QString sha256(const QByteArray& bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace

class TestApiImages : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void anUploadIsCheckedAndKept()
    {
        const QByteArray bytes(3'000'000, 'd');
        const QString id = announce("debian", "raw", sha256(bytes), bytes.size());
        QVERIFY(!id.isEmpty());
        qint64 sent = 0;
        const auto image = awaitFuture(
            m_client->upload(path(id), file(bytes), [&sent](qint64 done, qint64) { sent = done; }));
        QCOMPARE(codeOf(image), QString());
        QCOMPARE(image->value(QStringLiteral("state")).toString(), QStringLiteral("ready"));
        QCOMPARE(image->value(QStringLiteral("disk_bytes")).toInteger(), bytes.size());
        QCOMPARE(sent, bytes.size());
        QFile kept(image->value(QStringLiteral("path")).toString());
        QVERIFY(kept.open(QIODevice::ReadOnly));
        QCOMPARE(kept.readAll(), bytes);
        QCOMPARE(codeOf(upload(id, bytes)), QStringLiteral("image-busy"));
        QCOMPARE(codeOf(awaitFuture(m_client->remove(QStringLiteral("/images/") + id))), QString());
        QVERIFY(!kept.exists());
    }

    void badFilesAreTold_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("hash");
        QTest::addColumn<qint64>("size");
        QTest::addColumn<QString>("code");
        const QString raw = QStringLiteral("raw");
        const QString qcow = QStringLiteral("qcow2");
        QTest::newRow("wrong hash") << raw << QByteArray("abc") << QString(64, QLatin1Char('a'))
                                    << 0LL << QStringLiteral("image-hash-mismatch");
        QTest::newRow("short") << raw << QByteArray("abc") << QString() << 9LL
                               << QStringLiteral("image-size-mismatch");
        QTest::newRow("long") << raw << QByteArray(99, 'a') << QString() << 9LL
                              << QStringLiteral("body-too-large");
        QTest::newRow("1 PiB") << qcow << qcow2(1ULL << 50) << QString() << 0LL
                               << QStringLiteral("image-too-large");
        QTest::newRow("backing file") << qcow << qcow2(1 << 30, 512) << QString() << 0LL
                                      << QStringLiteral("image-unsupported");
        QTest::newRow("no qcow2") << qcow << QByteArray(4096, 'x') << QString() << 0LL
                                  << QStringLiteral("image-not-qcow2");
        QTest::newRow("cut qcow2") << qcow << qcow2(1 << 30).left(60) << QString() << 0LL
                                   << QStringLiteral("image-truncated");
        QTest::newRow("qcow2 as raw")
            << raw << qcow2(1 << 30) << QString() << 0LL << QStringLiteral("image-unsupported");
        QTest::newRow("no tar.zst") << QStringLiteral("tar.zst") << QByteArray("abc") << QString()
                                    << 0LL << QStringLiteral("image-truncated");
    }
    void badFilesAreTold()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, hash);
        QFETCH(qint64, size);
        QFETCH(QString, code);
        const QString id = announce("bad", qPrintable(format), hash, size);
        QCOMPARE(codeOf(upload(id, bytes)), code);
        QTRY_COMPARE(enumText(m_site->rows<Image>().front().state), QStringLiteral("bad"));
        QCOMPARE(m_site->rows<Image>().front().reason, code);
        QTRY_VERIFY(QDir(m_site->dir.filePath(QStringLiteral("images")))
                        .isEmpty(QDir::Files | QDir::Hidden));
        // The right file may follow.
        if (size == 0 && hash.isEmpty() && format == QStringLiteral("qcow2"))
            QCOMPARE(codeOf(upload(id, qcow2(1 << 30))), QString());
    }

    void aTruncatedUploadIsTold()
    {
        const QString id = announce("cut", "raw", {}, 1'000'000);
        QSslSocket socket;
        beginUpload(socket, id);
        socket.disconnectFromHost();
        QTRY_COMPARE(m_site->rows<Image>().front().reason, QStringLiteral("upload-truncated"));
        QCOMPARE(codeOf(upload(id, QByteArray(1'000'000, 'x'))), QString());
    }

    void aRevokedCertificateEndsItsUpload()
    {
        const QString id = announce("revoked", "raw", {}, 1'000'000);
        QSslSocket socket;
        beginUpload(socket, id);
        QTRY_COMPARE(codeOf(upload(id, "x")), QStringLiteral("image-busy"));
        auto credential = m_site->rows<Credential>().front();
        credential.revokedAt = m_site->clock.now();
        m_site->put(credential);
        const QByteArray announced("only this");
        socket.write(QByteArray(1'000'000 - announced.size(), 'x'));
        QTRY_COMPARE(m_site->rows<Image>().front().reason, QStringLiteral("certificate-revoked"));
        QCOMPARE(m_site->rows<Image>().front().state, ImageState::Bad);
        const auto other = m_site->client(Role::Operator);
        const QString path = QStringLiteral("/images/") + id;
        QVERIFY(QTest::qWaitFor([&] { return bool(awaitFuture(other->remove(path))); }, 5000));
    }

    void aStopInterruptsACheckAndTheNextStartRepeatsIt()
    {
        QFile large(m_files.filePath(QStringLiteral("large")));
        QVERIFY(large.open(QIODevice::WriteOnly) && large.resize(1LL << 40)); // takes minutes
        const auto admin = m_site->client(Role::Admin);
        auto registered = admin->post(QStringLiteral("/images"),
                                      {{QStringLiteral("name"), QStringLiteral("large")},
                                       {QStringLiteral("path"), large.fileName()}});
        QTRY_COMPARE(m_site->rows<Image>().size(), 1u);
        m_site->server->stop();
        QCOMPARE(codeOf(awaitFuture(registered)), QStringLiteral("stopping"));
        QCOMPARE(m_site->rows<Image>().front().state, ImageState::Checking);
        // An upload that was being checked when the appliance was killed.
        Image uploaded = m_site->rows<Image>().front();
        uploaded.id = ImageId::create();
        uploaded.name = QStringLiteral("uploaded");
        uploaded.path = m_site->dir.filePath(QStringLiteral("images/") + uploaded.id.text());
        QVERIFY(QFile::copy(file("system"), uploaded.path));
        m_site->put(uploaded);
        // One of before: its file is gone.
        Image gone = uploaded;
        gone.id = ImageId::create();
        gone.name = QStringLiteral("gone");
        gone.path.clear();
        m_site->put(gone);
        // One that was being sent: its file is one of the folder's that have no image yet.
        Image cut = gone;
        cut.id = ImageId::create();
        cut.name = QStringLiteral("cut");
        cut.state = ImageState::Uploading;
        cut.receivedBytes = 1000;
        m_site->put(cut);
        const QString partial = m_site->dir.filePath(QStringLiteral("images/.upload-1"));
        QVERIFY(QFile::copy(file("part"), partial));
        QVERIFY(large.resize(1 << 20));
        m_site->serve(*m_site->jobs);
        QVERIFY(m_site->server->resume());
        const auto states = [this] {
            QStringList all;
            for (const Image& image : m_site->rows<Image>())
                all << image.name + u' ' + enumText(image.state) + image.reason;
            all.sort();
            return all;
        };
        const QStringList expected{QStringLiteral("cut badupload-interrupted"),
                                   QStringLiteral("gone badcheck-interrupted"),
                                   QStringLiteral("large ready"), QStringLiteral("uploaded ready")};
        QTRY_COMPARE(states(), expected);
        QVERIFY(!QFile::exists(partial));
        m_client = m_site->client(Role::Operator);
        const QString id = cut.id.text();
        QVERIFY(QTest::qWaitFor([&] { return bool(upload(id, "whole")); }, 5000));
    }

    void anImageThatAJobIsToInstallStays()
    {
        const QString id = announce("wanted", "raw", {}, 0);
        Job job;
        job.id = JobId::create();
        job.kind = JobKind::Provision;
        job.params = {{QStringLiteral("image_id"), id}};
        m_site->put(job);
        const QString path = QStringLiteral("/images/") + id;
        QCOMPARE(codeOf(awaitFuture(m_client->remove(path))), QStringLiteral("in-use"));
        job.state = JobState::Failed;
        m_site->put(job);
        QCOMPARE(codeOf(awaitFuture(m_client->remove(path))), QString());
    }

    void anEmptyUploadDoesNotEndAnother()
    {
        const QString id = announce("busy", "raw", {}, 1'000'000);
        QSslSocket socket;
        beginUpload(socket, id);
        QTRY_COMPARE(codeOf(upload(id, "x")), QStringLiteral("image-busy"));
        QCOMPARE(codeOf(upload(id, {})), QStringLiteral("upload-truncated"));
        QCOMPARE(codeOf(upload(id, "x")), QStringLiteral("image-busy"));
    }

    void uploadsNeedARole()
    {
        const QString id = announce("debian", "raw", {}, 0);
        const auto viewer = m_site->client(Role::Viewer);
        QCOMPARE(codeOf(awaitFuture(viewer->upload(path(id), file("abc")))),
                 QStringLiteral("forbidden"));
        QCOMPARE(codeOf(awaitFuture(m_site->stranger()->upload(path(id), file("abc")))),
                 QStringLiteral("unauthorized"));
        QCOMPARE(codeOf(upload(newUuid(), "abc")), QStringLiteral("not-found"));
        QCOMPARE(codeOf(upload(id, {})), QStringLiteral("upload-truncated"));
    }

    void adminsRegisterFiles()
    {
        const QJsonObject body{{QStringLiteral("name"), QStringLiteral("local")},
                               {QStringLiteral("format"), QStringLiteral("qcow2")},
                               {QStringLiteral("path"), file(qcow2(5 << 20))}};
        QCOMPARE(codeOf(awaitFuture(m_client->post(QStringLiteral("/images"), body))),
                 QStringLiteral("forbidden"));
        const auto admin = m_site->client(Role::Admin);
        const auto image = awaitFuture(admin->post(QStringLiteral("/images"), body));
        QCOMPARE(codeOf(image), QString());
        QCOMPARE(image->value(QStringLiteral("state")).toString(), QStringLiteral("ready"));
        QCOMPARE(image->value(QStringLiteral("disk_bytes")).toInteger(), 5 << 20);
        for (const QString& bad : {QStringLiteral("relative"), QStringLiteral("/no/such/file"),
                                   m_site->dir.filePath(QStringLiteral("rackhouse.db")),
                                   m_site->dir.filePath(QStringLiteral("ca/ca.key"))}) {
            const auto refused = awaitFuture(admin->post(
                QStringLiteral("/images"),
                {{QStringLiteral("name"), QStringLiteral("bad")}, {QStringLiteral("path"), bad}}));
            QVERIFY2(!refused, qPrintable(bad));
        }
    }

    void headersOfEveryLength()
    {
        const QByteArray whole = qcow2(1 << 30);
        for (int length = 0; length < 200; ++length)
            QCOMPARE(bool(parseQcow2Header(whole.left(length))), length >= qcow2HeaderBytes);
    }

private:
    QString announce(const char* name, const char* format, const QString& hash, qint64 size)
    {
        const auto image = awaitFuture(m_client->post(
            QStringLiteral("/images"), {{QStringLiteral("name"), QLatin1String(name)},
                                        {QStringLiteral("format"), QLatin1String(format)},
                                        {QStringLiteral("sha256"), hash},
                                        {QStringLiteral("size_bytes"), size}}));
        return image ? image->value(QStringLiteral("id")).toString() : QString();
    }
    static QString path(const QString& id) { return QStringLiteral("/images/%1/content").arg(id); }
    QString file(const QByteArray& bytes)
    {
        QFile file(m_files.filePath(newUuid()));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("no test file");
        return file.fileName();
    }
    Result<QJsonObject> upload(const QString& id, const QByteArray& bytes)
    {
        return awaitFuture(m_client->upload(path(id), file(bytes)));
    }

    /// Sends the beginning of a file of 1,000,000 bytes.
    void beginUpload(QSslSocket& socket, const QString& id)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setLocalCertificate(QSslCertificate(m_client->access().certificatePem));
        configuration.setPrivateKey(QSslKey(m_client->access().keyPem.reveal(), QSsl::Ec));
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_site->server->port());
        QVERIFY(socket.waitForEncrypted(10'000));
        socket.write("PUT /api/v1" + path(id).toLatin1() +
                     " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nonly this");
        while (socket.bytesToWrite() > 0)
            QVERIFY(socket.waitForBytesWritten(5000));
        // The server has claimed the image when there is a file for it.
        const QDir images(m_site->dir.filePath(QStringLiteral("images")));
        QTRY_VERIFY(!images.isEmpty(QDir::Files | QDir::Hidden));
    }

    QTemporaryDir m_files;
    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
};

QTEST_GUILESS_MAIN(TestApiImages)
#include "test_api_images.moc"
