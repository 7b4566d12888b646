#pragma once

#include "app/jobs/jobengine.h"
#include "app/machines/agentservice.h"
#include "app/machines/bootpolicy.h"
#include "app/machines/inspectjob.h"
#include "app/machines/machinestates.h"
#include "app/machines/provisionjob.h"
#include "app/machines/servedimage.h"
#include "app/machines/wipejob.h"
#include "models/domain/wipe.h"
#include "models/store/store.h"
#include "tests/unit/machines/fakebmc.h"

#include <QTemporaryDir>
#include <QtTest>

#include <future>

namespace rackhouse
{

/// A site with one machine, whose BMC and agent are played by the test.
class MachineBench
{
public:
    struct Said {
        int status = 0;
        QJsonObject body;
    };

    MachineBench()
    {
        store = *Store::open(dir.filePath(QStringLiteral("rackhouse.db")), clock);
        fill();
        restart();
    }
    ~MachineBench() { stop(); }

    void stop()
    {
        agents.reset();
        engine.reset();
        provision.reset();
        wipe.reset();
        steps.reset();
        desk.reset();
    }
    /// What a crash of the appliance and its next start are to jobs.
    void restart()
    {
        stop();
        desk = std::make_unique<AgentDesk>();
        steps = std::make_unique<BootSteps>(*store, clock, bmc, *desk);
        provision = std::make_unique<ProvisionJob>(*store, vault, *steps, dir.path(), port);
        wipe = std::make_unique<WipeJob>(*store, *steps);
        engine = std::make_unique<JobEngine>(*store, clock, JobEngine::Limits{});
        for (const JobDefinition& d :
             {inspectJob(*steps), powerJob(*steps), provision->definition(), wipe->definition()})
            engine->add(d);
        agents = std::make_unique<AgentService>(*store, clock, *engine, *desk);
        policy = std::make_unique<BootPolicy>(*store, clock);
        QVERIFY(engine->start());
    }

    void fill()
    {
        Subnet subnet;
        subnet.id = SubnetId::create();
        subnet.name = QStringLiteral("prov");
        subnet.networkInterface = QStringLiteral("prov0");
        subnet.cidr = QStringLiteral("10.77.0.0/24");
        subnet.serverAddress = QStringLiteral("10.77.0.1");
        put(subnet);
        Bmc row;
        row.id = BmcId::create();
        row.address = QStringLiteral("127.20.0.1");
        put(row);
        Machine m;
        m.id = machineId = MachineId::create();
        m.name = QStringLiteral("m1");
        m.state = MachineState::Available;
        m.bmcId = row.id;
        m.serial = QStringLiteral("SER1");
        m.macs = QStringList{mac};
        put(m);
        Component drive;
        drive.id = ComponentId::create();
        drive.machineId = machineId;
        drive.kind = ComponentKind::Drive;
        drive.source = Source::Agent;
        drive.slot = QStringLiteral("vda");
        drive.serial = QStringLiteral("DRV1");
        drive.capacityBytes = 10'000'000;
        drive.detail = {{QStringLiteral("transport"), QStringLiteral("virtio")}};
        put(drive);
        image.id = ImageId::create();
        image.name = QStringLiteral("debian");
        image.state = ImageState::Ready;
        image.sha256 = QStringLiteral("aa");
        image.path = dir.filePath(QStringLiteral("debian.raw"));
        image.diskBytes = 1000;
        put(image);
        ServedImage served{image.path, QStringLiteral("raw"), QStringLiteral("aa"), 1000, 1000};
        QVERIFY(served.save(dir.path(), image.id));
    }

    template <class T>
    void put(const T& row)
    {
        std::function<Result<void>(Writer&)> write = [row](Writer& w) {
            return w.put(row);
        };
        auto future = store->write<void>(std::move(write));
        QTRY_VERIFY(future.isFinished());
        QVERIFY(future.result());
    }
    template <class T>
    Result<T> wait(QFuture<Result<T>> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 5000))
            return fail("timed-out");
        return future.result();
    }

    Result<Job> submit(JobKind kind, QJsonObject params = {})
    {
        JobRequest request;
        request.kind = kind;
        request.machineId = machineId;
        request.params = std::move(params);
        request.actor = QStringLiteral("tester");
        return wait(engine->submit(request));
    }
    QJsonObject provisionParams() const
    {
        return {{QStringLiteral("image_id"), image.id.text()},
                {QStringLiteral("hostname"), QStringLiteral("gpu-01")}};
    }

    Said call(const QByteArray& method, const QString& path, const QJsonObject& body = {},
              const QString& bearer = {}, const QByteArray& raw = {})
    {
        http::Request request;
        request.method = method;
        request.path = path.section(u'?', 0, 0);
        request.query = QUrlQuery(path.section(u'?', 1));
        request.body = raw.isEmpty() ? toText(body) : raw;
        request.peer = QHostAddress(QStringLiteral("10.77.0.50"));
        if (!bearer.isEmpty())
            request.headers.insert("authorization", "Bearer " + bearer.toLatin1());
        auto said = std::make_shared<std::optional<Said>>();
        agents->handle(request, [said](http::Response response) {
            *said = Said{response.status, parseObject(response.body).value_or(QJsonObject())};
        });
        if (!QTest::qWaitFor([&] { return said->has_value(); }, 5000))
            return {};
        return **said;
    }

    netboot::BootDecision decide(const QString& who)
    {
        auto made = std::make_shared<std::promise<netboot::BootDecision>>();
        netboot::BootClient client;
        client.mac = who;
        policy->decide(client, [made](netboot::BootDecision d) { made->set_value(d); });
        return made->get_future().get();
    }
    /// The machine's network boot and the registration of its agent.
    void bootAgent()
    {
        const auto decision = decide(mac);
        QCOMPARE(decision.kind, netboot::BootDecision::RamSystem);
        token = decision.kernelArguments.section(u'=', 1);
        QCOMPARE(registerAgent().status, 200);
    }
    Said registerAgent(const QString& serial = QStringLiteral("SER1"))
    {
        return call("POST", QStringLiteral("/agent/v1/register"),
                    {{QStringLiteral("token"), token},
                     {QStringLiteral("serial"), serial},
                     {QStringLiteral("version"), QStringLiteral("1")}});
    }
    QJsonObject task()
    {
        Said said;
        const bool got = QTest::qWaitFor(
            [&] {
                said = call("GET", QStringLiteral("/agent/v1/task?wait=0"), {}, token);
                return said.status == 200;
            },
            5000);
        return got ? said.body : QJsonObject();
    }
    /// Waits for a task of that kind and answers it.
    int answer(const QString& kind, const QJsonObject& result)
    {
        QJsonObject given;
        if (!QTest::qWaitFor(
                [&] {
                    given = task();
                    return given.value(u"kind").toString() == kind;
                },
                5000))
            return 0;
        lastTask = given;
        return post(given.value(u"id").toString(), result);
    }
    int post(const QString& id, const QJsonObject& result)
    {
        return call("POST", QStringLiteral("/agent/v1/tasks/%1/result").arg(id),
                    {{QStringLiteral("ok"), true}, {QStringLiteral("result"), result}}, token)
            .status;
    }

    Job job(const JobId& id)
    {
        return *store->read<Job>([&](Reader& r) { return r.get<Job>(id); });
    }
    Machine machine()
    {
        return *store->read<Machine>([&](Reader& r) { return r.get<Machine>(machineId); });
    }
    std::vector<WipeRecord> wipeRecords()
    {
        return *store->read<std::vector<WipeRecord>>(
            [](Reader& r) { return r.list<WipeRecord>(); });
    }
    void setState(MachineState state)
    {
        Machine changed = machine();
        changed.state = state;
        put(changed);
    }
    bool reaches(const JobId& id, JobState state)
    {
        return QTest::qWaitFor([&] { return job(id).state == state; }, 5000);
    }
    bool stands(const JobId& id, const QString& step)
    {
        return QTest::qWaitFor([&] { return job(id).step == step; }, 5000);
    }

    /// It is in that step, and waits for the clock.
    bool waitsIn(const JobId& id, const QString& step)
    {
        const Select waiting{.equals = {{QStringLiteral("job_id"), id.text()},
                                        {QStringLiteral("name"), step},
                                        {QStringLiteral("state"), enumText(StepState::Waiting)}}};
        return QTest::qWaitFor(
            [&] {
                return *store->read<qint64>(
                           [&](Reader& r) { return r.count(JobStep::record(), waiting); }) > 0;
            },
            5000);
    }

    const QString mac = QStringLiteral("52:54:00:00:00:01");
    QTemporaryDir dir;
    ManualClock clock{{1'700'000'000'000}};
    redfish::Vault vault = *redfish::Vault::open(dir.filePath(QStringLiteral("key")));
    std::unique_ptr<Store> store;
    FakeBmc bmc;
    std::atomic<quint16> port = 8070;
    MachineId machineId;
    Image image;
    QString token;
    QJsonObject lastTask;
    std::unique_ptr<AgentDesk> desk;
    std::unique_ptr<BootSteps> steps;
    std::unique_ptr<ProvisionJob> provision;
    std::unique_ptr<WipeJob> wipe;
    std::unique_ptr<JobEngine> engine;
    std::unique_ptr<AgentService> agents;
    std::unique_ptr<BootPolicy> policy;
};

} // namespace rackhouse
