#include "tests/e2e/sitedriver.h"

#include "app/client/pairing.h"

#include <QMap>
#include <QSet>

namespace rackhouse
{

namespace
{

constexpr int kDiscoveryMs = 180'000;
constexpr int kImageMs = 300'000;
constexpr int kPollMs = 250;

/// Addresses as one expression a block of neighbours would be shorter, but a list is what a
/// spreadsheet gives.
QJsonArray addressesOf(const std::vector<LabBmc>& bmcs)
{
    QJsonArray addresses;
    for (const LabBmc& bmc : bmcs)
        addresses.append(bmc.address);
    return addresses;
}

/// What the API takes of an entry of the image build's manifest.
QJsonObject announcement(const QJsonObject& manifest)
{
    QJsonObject body;
    for (const char* field : {"name", "os", "version", "architecture", "format", "sha256"})
        body.insert(QLatin1String(field), manifest.value(QLatin1String(field)));
    // The catalog's raw may be compressed; the build's manifest names the file's form.
    if (stringOr(body, QStringLiteral("format")) == u"raw.zst")
        body.insert(QStringLiteral("format"), enumText(ImageFormat::Raw));
    return body;
}

} // namespace

SiteDriver::SiteDriver(LabFixture& lab, const QString& registryRoot)
    : m_lab(lab), m_registry(registryRoot)
{
}

Result<void> SiteDriver::pair(const QString& siteName)
{
    const LabAppliance appliance = m_lab.appliance();
    const QUrl api(appliance.api);
    const auto shown = await(client::probeFingerprint(api));
    if (!shown)
        return fail(shown.error());
    if (*shown != appliance.fingerprint)
        return fail("site-pin-changed", *shown);
    client::PairingInput input;
    input.api = api;
    input.fingerprint = *shown;
    input.code = Redacted<QString>(appliance.pairingCode);
    input.computer = QStringLiteral("technician@demo");
    input.name = siteName;
    auto paired = await(client::pairWithSite(input, m_registry));
    if (!paired)
        return fail(paired.error());
    m_site = *std::move(paired);
    m_client = std::make_unique<client::SiteClient>(m_site.access);
    return {};
}

void SiteDriver::use(const client::SiteAccess& access)
{
    m_client = std::make_unique<client::SiteClient>(access);
}

Result<void> SiteDriver::fillRacks()
{
    if (auto made = createRacks(); !made)
        return made;
    if (auto found = discover(); !found)
        return found;
    return placeMachines();
}

Result<void> SiteDriver::createRacks()
{
    QSet<QString> names;
    for (const LabBmc& bmc : m_lab.bmcs())
        names.insert(bmc.rack);
    QStringList sorted(names.cbegin(), names.cend());
    sorted.sort();
    int position = 0;
    for (const QString& name : std::as_const(sorted)) {
        Rack rack;
        rack.name = name;
        rack.hall = QStringLiteral("Hall 1");
        rack.row = name.left(1);
        rack.position = ++position;
        QJsonObject body = toJson(rack);
        body.remove(QStringLiteral("id"));
        body.remove(QStringLiteral("revision"));
        if (const auto made = await(m_client->post(QStringLiteral("/racks"), body)); !made)
            return fail(made.error());
    }
    return {};
}

Result<void> SiteDriver::discover()
{
    QMap<QString, std::vector<LabBmc>> byLogin;
    for (const LabBmc& bmc : m_lab.bmcs())
        byLogin[bmc.username + QLatin1Char('\n') + bmc.password].push_back(bmc);
    for (const auto& bmcs : std::as_const(byLogin)) {
        const QJsonObject body{{QStringLiteral("addresses"), addressesOf(bmcs)},
                               {QStringLiteral("port"), bmcs.front().port},
                               {QStringLiteral("username"), bmcs.front().username},
                               {QStringLiteral("password"), bmcs.front().password}};
        const auto answer = await(m_client->post(QStringLiteral("/discoveries"), body));
        if (!answer)
            return fail(answer.error());
        const auto job = fromJson<Job>(*answer);
        if (!job)
            return fail(job.error());
        const auto done = watch(job->id, kDiscoveryMs);
        if (!done)
            return fail(done.error());
        if (done->state != JobState::Succeeded)
            return fail(Error{done->reason, {}, done->reasonDetail});
    }
    return {};
}

Result<void> SiteDriver::placeMachines()
{
    const auto racks = list<Rack>(QStringLiteral("/racks"));
    const auto machines = list<Machine>(QStringLiteral("/machines"));
    if (!racks || !machines)
        return fail(racks ? machines.error() : racks.error());
    for (const LabBmc& bmc : m_lab.bmcs()) {
        const auto machine =
            std::find_if(machines->begin(), machines->end(),
                         [&bmc](const Machine& m) { return m.serial == bmc.serial; });
        const auto rack = std::find_if(racks->begin(), racks->end(),
                                       [&bmc](const Rack& r) { return r.name == bmc.rack; });
        if (machine == machines->end() || rack == racks->end())
            return fail("not-found", bmc.serial);
        const QJsonObject change{{QStringLiteral("name"), bmc.name},
                                 {QStringLiteral("rack_id"), rack->id.text()},
                                 {QStringLiteral("position"), bmc.unit},
                                 {QStringLiteral("height_units"), bmc.height}};
        const QString path = QStringLiteral("/machines/") + machine->id.text();
        if (const auto placed = await(m_client->patch(path, change, machine->revision)); !placed)
            return fail(placed.error());
    }
    return {};
}

Result<Machine> SiteDriver::machineBySerial(const QString& serial)
{
    const auto machines = list<Machine>(QStringLiteral("/machines"));
    if (!machines)
        return fail(machines.error());
    for (const Machine& machine : *machines) {
        if (machine.serial == serial)
            return machine;
    }
    return fail("not-found", serial);
}

Result<Image> SiteDriver::registerImage(const QString& path, const QJsonObject& manifest)
{
    QJsonObject body = announcement(manifest);
    body.insert(QStringLiteral("path"), path);
    const auto made = await(m_client->post(QStringLiteral("/images"), body), kImageMs);
    if (!made)
        return fail(made.error());
    return imageWhenChecked(stringOr(*made, QStringLiteral("id")));
}

Result<Image> SiteDriver::uploadImage(const QString& path, const QJsonObject& manifest)
{
    const auto made = await(m_client->post(QStringLiteral("/images"), announcement(manifest)));
    if (!made)
        return fail(made.error());
    const QString id = stringOr(*made, QStringLiteral("id"));
    const QString content = QStringLiteral("/images/%1/content").arg(id);
    if (const auto sent = await(m_client->upload(content, path), kImageMs); !sent)
        return fail(sent.error());
    return imageWhenChecked(id);
}

Result<Image> SiteDriver::imageWhenChecked(const QString& id)
{
    const QString path = QStringLiteral("/images/") + id;
    Result<Image> image = fail("timed-out");
    const bool decided = QTest::qWaitFor(
        [&] {
            const auto row = get(path);
            image = row ? fromJson<Image>(*row) : Result<Image>(fail(row.error()));
            return !image || image->state == ImageState::Ready || image->state == ImageState::Bad;
        },
        kImageMs);
    if (!decided)
        return fail("timed-out", path);
    if (image && image->state == ImageState::Bad)
        return fail(Error{image->reason, {}, path});
    return image;
}

Result<Job> SiteDriver::start(JobKind kind, const MachineId& machine, const QJsonObject& params)
{
    const QJsonObject body{{QStringLiteral("kind"), enumText(kind)},
                           {QStringLiteral("machine_id"), machine.text()},
                           {QStringLiteral("params"), params}};
    const auto answer = await(m_client->post(QStringLiteral("/jobs"), body));
    if (!answer)
        return fail(answer.error());
    return fromJson<Job>(*answer);
}

Result<Job> SiteDriver::watch(const JobId& id, int timeoutMs, const Watcher& watcher)
{
    const QString path = QStringLiteral("/jobs/") + id.text();
    QElapsedTimer timer;
    timer.start();
    Error last = makeError("timed-out");
    while (timer.elapsed() < timeoutMs) {
        const auto row = get(path);
        const auto steps = list<JobStep>(path + QStringLiteral("/steps"));
        if (row && steps) {
            auto job = fromJson<Job>(*row);
            if (!job)
                return job;
            if (watcher)
                watcher(*job, *steps);
            if (isFinished(job->state))
                return job;
        } else {
            last = row ? steps.error() : row.error();
        }
        QTest::qWait(kPollMs);
    }
    return fail(last);
}

Result<std::vector<WipeRecord>> SiteDriver::wipeRecords(const JobId& job)
{
    auto records = list<WipeRecord>(QStringLiteral("/wipe-records"));
    if (records)
        std::erase_if(*records, [&job](const WipeRecord& record) { return record.jobId != job; });
    return records;
}

Result<QJsonObject> SiteDriver::get(const QString& path, const QUrlQuery& query)
{
    return await(m_client->get(path, query));
}

} // namespace rackhouse
