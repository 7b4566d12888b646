#include "apifixture.h"

using namespace rackhouse;
using namespace rackhouse::api;
using namespace rackhouse::client;

QFuture<Result<Job>> FakeJobs::submit(JobRequest request)
{
    ++submitted;
    return m_store.write<Job>([request](Writer& writer) -> Result<Job> {
        const auto known = writer.find<Job>(request.id);
        if (known && *known)
            return **known;
        if (request.machineId) {
            const auto machine = writer.get<Machine>(request.machineId);
            if (!machine)
                return fail(machine.error());
            const auto others = writer.list<Job>(
                {.equals = {{QStringLiteral("machine_id"), request.machineId.text()}}});
            for (const Job& other : *others) {
                if (!isFinished(other.state))
                    return fail("machine-busy", {{QStringLiteral("job"), other.id.text()}});
            }
        }
        Job job;
        job.id = request.id;
        job.kind = request.kind;
        job.machineId = request.machineId;
        job.params = request.params;
        job.createdBy = request.actor;
        job.createdAt = writer.now();
        if (auto put = writer.put(job); !put)
            return fail(put.error());
        return job;
    });
}

QFuture<Result<Job>> FakeJobs::setState(const JobId& id, JobState state)
{
    ++commanded;
    return m_store.write<Job>([id, state](Writer& writer) -> Result<Job> {
        auto job = writer.get<Job>(id);
        if (!job)
            return job;
        job->state = state;
        if (auto put = writer.put(*job); !put)
            return fail(put.error());
        return job;
    });
}

QFuture<Result<Job>> FakeJobs::cancel(JobId id, QString)
{
    return setState(id, JobState::Cancelled);
}
QFuture<Result<Job>> FakeJobs::hold(JobId id, QString)
{
    return setState(id, JobState::Held);
}
QFuture<Result<Job>> FakeJobs::release(JobId id, QString)
{
    return setState(id, JobState::Queued);
}
QFuture<Result<Job>> FakeJobs::retry(JobId id, QString, QString)
{
    return setState(id, JobState::Queued);
}

QFuture<Result<SwitchAccess>> FakeSwitches::ask(SwitchAccessId id)
{
    ++asked;
    return QtFuture::makeReadyFuture(
        m_store.read<SwitchAccess>([&](Reader& reader) { return reader.get<SwitchAccess>(id); }));
}

ApiFixture::ApiFixture(const QString& token)
{
    store = *Store::open(dir.filePath(QStringLiteral("rackhouse.db")), clock);
    ca = *SiteCa::open(dir.filePath(QStringLiteral("ca")), clock, {QStringLiteral("site.test")});
    jobs = std::make_unique<FakeJobs>(*store);
    switches = std::make_unique<FakeSwitches>(*store);
    serve(*jobs, token);
}

void ApiFixture::serve(JobService& with, const QString& token, quint16 port)
{
    server.reset();
    const auto seal = [this](const Redacted<QString>&) -> Result<SealedSecret> {
        return SealedSecret{SecretId::create(), "nonce", "sealed", clock.now()};
    };
    server = std::make_unique<ApiServer>(
        ApiDependencies{*store, with, *ca, clock, seal, *switches, dir.path()},
        ApiConfig{.embeddedToken = Redacted<QString>(token)});
    if (!server->ensureSite(QStringLiteral("Test site")) ||
        !server->listen(QHostAddress::LocalHost, port))
        qFatal("the API does not start");
}

SiteAccess ApiFixture::address() const
{
    return {QUrl(QStringLiteral("https://127.0.0.1:%1").arg(server->port())),
            ca->serverFingerprint()};
}

std::unique_ptr<SiteClient> ApiFixture::stranger()
{
    return std::make_unique<SiteClient>(address());
}

std::unique_ptr<SiteClient> ApiFixture::client(Role role)
{
    if (role == Role::Nobody)
        return stranger();
    const QString name = enumText(role);
    const auto key = makeClientKey(name);
    const auto certificate = ca->signClient(key->csrPem, name);
    put(Credential{CredentialId::create(),
                   name,
                   role,
                   certificate->fingerprint,
                   certificate->issuedAt,
                   certificate->expiresAt,
                   {},
                   {}});
    SiteAccess access = address();
    access.certificatePem = certificate->pem;
    access.keyPem = key->keyPem;
    return std::make_unique<SiteClient>(access);
}

Machine ApiFixture::addMachine(const QString& name)
{
    Machine machine;
    machine.id = MachineId::create();
    machine.name = name;
    put(machine);
    return machine;
}

QString codeOf(const Result<QJsonObject>& result)
{
    return result ? QString() : result.error().code;
}
