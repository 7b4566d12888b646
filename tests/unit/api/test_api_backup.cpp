#include "apifixture.h"

#include "app/api/backupdesk.h"

using namespace rackhouse;
using namespace rackhouse::api;

class TestApiBackup : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_here = std::make_unique<QTemporaryDir>();
        m_site = std::make_unique<ApiFixture>();
    }
    void cleanup() { m_site.reset(); }

    void anAdminGetsAWholeCopy()
    {
        SealedSecret secret{SecretId::create(), "nonce", "sealed", m_site->clock.now()};
        m_site->put(secret);
        const auto admin = m_site->client(Role::Admin);
        qint64 seen = 0;
        const auto saved = awaitFuture(
            admin->download(QStringLiteral("/backup"), copy(), [&seen](qint64 done, qint64 total) {
                seen = done == total ? done : 0;
            }));
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().code));
        QCOMPARE(saved->value(QStringLiteral("size_bytes")).toInteger(), QFileInfo(copy()).size());
        QCOMPARE(seen, QFileInfo(copy()).size());
        const auto restored = Store::open(copy(), m_site->clock);
        QVERIFY(restored);
        const auto kept = (*restored)->read<SealedSecret>(
            [&secret](Reader& reader) { return reader.get<SealedSecret>(secret.id); });
        QVERIFY(kept);
        QCOMPARE(kept->sealed, secret.sealed); // as it was: still sealed
        const auto audit = m_site->rows<Audit>();
        QCOMPARE(audit.size(), std::size_t(1));
        QCOMPARE(audit.front().action, QStringLiteral("backup.make"));
        QCOMPARE(audit.front().actor, QStringLiteral("admin"));
        QTRY_VERIFY(!QFile::exists(part()));
    }

    void othersMayNot()
    {
        for (const Role role : {Role::Nobody, Role::Viewer, Role::Operator}) {
            const auto client = m_site->client(role);
            const QString code =
                codeOf(awaitFuture(client->download(QStringLiteral("/backup"), copy())));
            QCOMPARE(code, role == Role::Nobody ? QStringLiteral("unauthorized")
                                                : QStringLiteral("forbidden"));
        }
        QVERIFY(!QFile::exists(copy()));
        QVERIFY(m_site->rows<Audit>().empty());
    }

    void oneAtATimeAndNothingStays()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("backup.part"));
        QFile killed(file);
        QVERIFY(killed.open(QIODevice::WriteOnly));
        BackupDesk desk(*m_site->store, dir.path());
        QVERIFY(!killed.exists()); // what a killed appliance left
        auto first = make(desk);
        QVERIFY(first);
        QVERIFY(QFile::exists(file));
        const auto second = make(desk);
        QVERIFY(!second);
        QCOMPARE(second.error().code, QStringLiteral("backup-busy"));
        QVERIFY(QFile::exists(file));
        first = fail("cancelled"); // the reply is given up
        QVERIFY(!QFile::exists(file));
        QVERIFY(make(desk));
    }

    void whatFailsLeavesNothing()
    {
        const QTemporaryDir dir;
        BackupDesk desk(*m_site->store, dir.filePath(QStringLiteral("gone")));
        for (int i = 0; i < 2; ++i) {
            const auto made = make(desk);
            QVERIFY(!made);
            QCOMPARE(made.error().code, QStringLiteral("store-failed"));
        }
    }

private:
    static Result<http::Response> make(BackupDesk& desk)
    {
        const auto promise = std::make_shared<QPromise<Result<http::Response>>>();
        promise->start();
        QFuture<Result<http::Response>> future = promise->future();
        desk.make(std::make_shared<const Call>(), [promise](Result<http::Response> answer) {
            promise->addResult(std::move(answer));
            promise->finish();
        });
        future.waitForFinished();
        return future.takeResult();
    }
    QString copy() const { return m_here->filePath(QStringLiteral("site.db")); }
    QString part() const { return m_site->dir.filePath(QStringLiteral("backup.part")); }

    std::unique_ptr<QTemporaryDir> m_here;
    std::unique_ptr<ApiFixture> m_site;
};

QTEST_GUILESS_MAIN(TestApiBackup)
#include "test_api_backup.moc"
