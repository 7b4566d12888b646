#include "apifixture.h"

#include "app/jobs/jobengine.h"
#include "app/machines/provisionjob.h"
#include "tests/unit/machines/fakebmc.h"

#include <QJsonArray>
#include <QSslKey>
#include <QSslSocket>

#include <future>

using namespace rackhouse;

class TestApiJobs : public QObject
{
    Q_OBJECT
private slots:
    void init()
    {
        m_site = std::make_unique<ApiFixture>();
        m_client = m_site->client(Role::Operator);
        m_machine = m_site->addMachine(QStringLiteral("gpu-1"));
    }
    void cleanup()
    {
        m_client.reset();
        m_site.reset();
    }

    void aRepeatedRequestStartsOneJob()
    {
        const auto first = start(QStringLiteral("key-1"));
        const auto second = start(QStringLiteral("key-1"));
        QVERIFY(first && second);
        QCOMPARE(*first, *second);
        QCOMPARE(m_site->jobs->submitted.load(), 1);
        QCOMPARE(codeOf(start(QStringLiteral("key-1"), QStringLiteral("power"))),
                 QStringLiteral("idempotency-key-reused"));
    }

    void requestsAtOnceWithOneKeyStartOneJob()
    {
        std::vector<QFuture<Result<QJsonObject>>> calls;
        for (int i = 0; i < 6; ++i)
            calls.push_back(post(QStringLiteral("same"), QStringLiteral("inspect")));
        QSet<QString> ids;
        for (auto& call : calls) {
            const auto job = awaitFuture(call);
            QVERIFY(job);
            ids << job->value(QStringLiteral("id")).toString();
        }
        QCOMPARE(ids.size(), 1);
        QCOMPARE(m_site->jobs->submitted.load(), 1);
    }

    void aKeyUnderWayBelongsToOneRoute()
    {
        std::promise<void> release;
        auto held = m_site->store->write<void>(
            [released = release.get_future().share()](Writer&) -> Result<void> {
                released.wait();
                return {};
            });
        std::vector<QFuture<Result<QJsonObject>>> calls;
        for (int i = 0; i < 2; ++i)
            calls.push_back(m_client->post(QStringLiteral("/jobs/%1/retry").arg(newUuid()), {},
                                           QStringLiteral("same")));
        const auto answered = [&] {
            return calls[0].isFinished() || calls[1].isFinished();
        };
        QTRY_VERIFY(answered()); // one of them need not wait for the other
        release.set_value();
        QStringList codes{codeOf(awaitFuture(calls[0])), codeOf(awaitFuture(calls[1]))};
        codes.sort();
        QCOMPARE(codes, QStringList({QStringLiteral("idempotency-key-reused"),
                                     QStringLiteral("not-found")}));
        QVERIFY(held.result());
    }

    void keysBelongToTheirCaller()
    {
        QVERIFY(start(QStringLiteral("key")));
        const auto other = m_site->client(Role::Admin);
        QCOMPARE(codeOf(awaitFuture(
                     other->post(QStringLiteral("/jobs"), body(), QStringLiteral("key")))),
                 QStringLiteral("machine-busy"));
    }

    void twoConsolesAtOnce()
    {
        const auto other = m_site->client(Role::Operator);
        auto mine = m_client->post(QStringLiteral("/jobs"), body());
        auto theirs = other->post(QStringLiteral("/jobs"), body());
        const auto a = awaitFuture(mine);
        const auto b = awaitFuture(theirs);
        QVERIFY(bool(a) != bool(b));
        const auto& won = a ? a : b;
        const auto& lost = a ? b : a;
        QCOMPARE(lost.error().code, QStringLiteral("machine-busy"));
        QCOMPARE(lost.error().args.value(QStringLiteral("job")).toString(),
                 won->value(QStringLiteral("id")).toString());
    }

    void aKeyIsRequired()
    {
        // A key that no header can hold counts as none.
        QCOMPARE(codeOf(start(QStringLiteral("with space"))),
                 QStringLiteral("idempotency-key-missing"));
        QCOMPARE(codeOf(start(QString(200, QLatin1Char('k')))),
                 QStringLiteral("idempotency-key-missing"));
    }

    void commandsReachTheEngine()
    {
        const auto job = start(QStringLiteral("k"));
        const QString path = QStringLiteral("/jobs/") + job->value(QStringLiteral("id")).toString();
        for (const auto& [verb, state] :
             {std::pair{"hold", "held"}, std::pair{"release", "queued"},
              std::pair{"cancel", "cancelled"}, std::pair{"retry", "queued"}}) {
            const auto answer =
                awaitFuture(m_client->post(path + QLatin1Char('/') + QLatin1String(verb), {}));
            QVERIFY(answer);
            QCOMPARE(answer->value(QStringLiteral("state")).toString(), QLatin1String(state));
        }
        QStringList actions;
        for (const Audit& audit : m_site->rows<Audit>())
            actions << audit.action;
        QCOMPARE(actions, (QStringList{QStringLiteral("job.inspect"), QStringLiteral("job.hold"),
                                       QStringLiteral("job.release"), QStringLiteral("job.cancel"),
                                       QStringLiteral("job.retry")}));
        QCOMPARE(codeOf(awaitFuture(
                     m_client->post(QStringLiteral("/jobs/%1/cancel").arg(newUuid()), {}))),
                 QStringLiteral("not-found"));
    }

    void refusesBadJobs()
    {
        for (const char* kind : {"discover", "dance", ""})
            QCOMPARE(codeOf(start(newUuid(), QLatin1String(kind))), QStringLiteral("bad-field"));
    }

    void discoveryKeepsThePasswordAway()
    {
        const auto job = awaitFuture(m_client->post(
            QStringLiteral("/discoveries"),
            {{QStringLiteral("addresses"), QJsonArray{QStringLiteral("127.0.0.1-127.0.0.9")}},
             {QStringLiteral("username"), QStringLiteral("root")},
             {QStringLiteral("password"), QStringLiteral("hunter2-calvin")}}));
        QVERIFY(job);
        const QJsonObject params = job->value(QStringLiteral("params")).toObject();
        QVERIFY(isUuid(params.value(QStringLiteral("secret_id")).toString()));
        QVERIFY(!toText(*job).contains("hunter2"));
        QCOMPARE(m_site->rows<SealedSecret>().size(), 1u);
        for (const char* name : {"rackhouse.db", "rackhouse.db-wal"}) {
            QFile file(m_site->dir.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(!file.readAll().contains("hunter2"));
        }
    }

    void theAuditKeepsNoUserData()
    {
        QJsonObject asked = body();
        asked.insert(QStringLiteral("params"),
                     QJsonObject{{QStringLiteral("user_data"), QStringLiteral("hunter2")}});
        QVERIFY(awaitFuture(m_client->post(QStringLiteral("/jobs"), asked)));
        const QJsonObject detail = m_site->rows<Audit>().front().detail;
        QVERIFY(detail.contains(QStringLiteral("params")));
        QVERIFY(!toText(detail).contains("hunter2"));
    }

    void userDataThatIsNoYamlStartsNoJob_data()
    {
        QTest::addColumn<QString>("userData");
        QTest::addColumn<QString>("code");
        QTest::newRow("no YAML") << QStringLiteral("#cloud-config\npackages: [htop\n")
                                 << QStringLiteral("user-data-not-yaml");
        QTest::newRow("no map") << QStringLiteral("#cloud-config\n- htop\n")
                                << QStringLiteral("user-data-not-cloud-config");
        QTest::newRow("no cloud-config")
            << QStringLiteral("packages: []\n") << QStringLiteral("user-data-not-cloud-config");
    }
    void userDataThatIsNoYamlStartsNoJob()
    {
        QFETCH(QString, userData);
        QFETCH(QString, code);
        const auto vault = redfish::Vault::open(m_site->dir.filePath(QStringLiteral("key")));
        QVERIFY(vault);
        FakeBmc bmc;
        AgentDesk desk;
        std::atomic<quint16> port = 0;
        BootSteps steps(*m_site->store, m_site->clock, bmc, desk);
        ProvisionJob provision(*m_site->store, *vault, steps, m_site->dir.path(), port);
        JobEngine engine(*m_site->store, m_site->clock, {});
        engine.add(provision.definition());
        QVERIFY(engine.start());
        m_site->serve(engine);
        m_client = m_site->client(Role::Operator);

        Image image;
        image.id = ImageId::create();
        image.state = ImageState::Ready;
        m_site->put(image);
        m_machine.state = MachineState::Available;
        m_site->put(m_machine);
        QJsonObject asked = body(QStringLiteral("provision"));
        asked.insert(QStringLiteral("params"),
                     QJsonObject{{QStringLiteral("image_id"), image.id.text()},
                                 {QStringLiteral("hostname"), QStringLiteral("gpu-1")},
                                 {QStringLiteral("user_data"), userData}});
        const QByteArray answer = rawPost("/api/v1/jobs", toText(asked));
        QVERIFY2(answer.startsWith("HTTP/1.1 400 "), answer.constData());
        QVERIFY2(answer.contains("application/problem+json"), answer.constData());
        const auto problem = parseObject(answer.mid(answer.indexOf("\r\n\r\n") + 4));
        QVERIFY(problem);
        QCOMPARE(stringOr(*problem, QStringLiteral("code")), code);
        QVERIFY(m_site->rows<Job>().empty());
        m_site->serve(*m_site->jobs); // before the engine goes
    }

private:
    /// The whole answer as it stood on the wire.
    QByteArray rawPost(const QByteArray& path, const QByteArray& json)
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
        configuration.setLocalCertificate(QSslCertificate(m_client->access().certificatePem));
        configuration.setPrivateKey(QSslKey(m_client->access().keyPem.reveal(), QSsl::Ec));
        QSslSocket socket;
        socket.setSslConfiguration(configuration);
        socket.connectToHostEncrypted(QStringLiteral("127.0.0.1"), m_site->server->port());
        socket.write("POST " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" +
                     "Idempotency-Key: raw\r\nContent-Length: " + QByteArray::number(json.size()) +
                     "\r\n\r\n" + json);
        if (!QTest::qWaitFor(
                [&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }, 20'000))
            return {};
        return socket.readAll();
    }
    QJsonObject body(const QString& kind = QStringLiteral("inspect")) const
    {
        return {{QStringLiteral("kind"), kind},
                {QStringLiteral("machine_id"), m_machine.id.text()},
                {QStringLiteral("params"), QJsonObject()}};
    }
    QFuture<Result<QJsonObject>> post(const QString& key, const QString& kind)
    {
        return m_client->post(QStringLiteral("/jobs"), body(kind), key);
    }
    Result<QJsonObject> start(const QString& key, const QString& kind = QStringLiteral("inspect"))
    {
        return awaitFuture(post(key, kind));
    }

    std::unique_ptr<ApiFixture> m_site;
    std::unique_ptr<client::SiteClient> m_client;
    Machine m_machine;
};

QTEST_GUILESS_MAIN(TestApiJobs)
#include "test_api_jobs.moc"
