#include "tests/gui/tour/demosite.h"

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/job.h"
#include "models/domain/security.h"
#include "models/domain/wipe.h"
#include "tests/gui/tour/demobooks.h"
#include "tests/support/demohardware.h"

namespace rackhouse
{

namespace
{

constexpr size_t changedBmcMachine = 2;
constexpr size_t gpuServer = 7; ///< that an inspection has looked into

struct Model {
    const char* maker;
    const char* name;
    qint64 units, gpus, memoryGib, drives;
    const char* gpu;
    double weightKg;
    qint64 plateW;
};

constexpr Model models[]{{"NVIDIA", "DGX H100", 8, 8, 2048, 10, "H100 SXM 80GB", 130.5, 10'200},
                         {"Dell", "PowerEdge R750", 2, 2, 1024, 8, "H100 PCIe", 28.6, 1'400},
                         {"HPE", "ProLiant DL385 Gen10 Plus v2", 2, 0, 512, 12, "", 27.1, 800},
                         {"Supermicro", "SYS-120U-TNR", 1, 0, 256, 4, "", 0, 750}};

Machine makeMachine(int number, Instant now)
{
    const Model& model = models[number % 7 == 0 ? 0 : 1 + number % 3];
    static constexpr MachineState states[]{MachineState::Available,   MachineState::Provisioned,
                                           MachineState::Provisioned, MachineState::Available,
                                           MachineState::Discovered,  MachineState::Provisioned};
    Machine m;
    m.id = MachineId::create();
    m.name = u"r%1-u%2"_qs.arg(number / 13 + 1).arg(number % 13 + 1, 2, 10, QLatin1Char('0'));
    m.heightUnits = model.units;
    m.state = number == 5 ? MachineState::Quarantined : states[number % 6];
    m.stateReason = number == 5 ? u"write-failed"_qs : QString();
    m.bmcId = BmcId::create();
    m.manufacturer = QString::fromLatin1(model.maker);
    m.model = QString::fromLatin1(model.name);
    m.serial = u"SN%1"_qs.arg(700100 + number * 37);
    m.power = number % 5 == 4 ? PowerState::Off : PowerState::On;
    m.health = number == 9 ? Health::Warning : number == 5 ? Health::Critical : Health::Ok;
    m.macs = {u"3c:ec:ef:00:%1:01"_qs.arg(number % 256, 2, 16, QLatin1Char('0')),
              u"3c:ec:ef:00:%1:02"_qs.arg(number % 256, 2, 16, QLatin1Char('0'))};
    m.powerW = m.power == PowerState::On && number % 4 != 3 ? 240 + model.gpus * 690 : 0;
    m.cpuCount = 2;
    m.memoryBytes = model.memoryGib << 30;
    m.gpuCount = model.gpus;
    m.gpuModel = QString::fromLatin1(model.gpu);
    m.driveCount = model.drives;
    m.driveBytes = model.drives * 3'840'000'000'000;
    m.weightKg = model.weightKg;
    m.depthMm = model.gpus == 8 ? 897 : 0;
    m.plateW = model.plateW;
    m.powerW = m.power == PowerState::On ? model.plateW * 6 / 10 : 0;
    // Some have not been heard of for a while.
    m.observedAt = now.plusMs(-1000 * (number % 11 == 10 ? 720 : 20 + number * 5));
    return m;
}

const QStringList kProvisionSteps{
    u"check"_qs,   u"network-boot"_qs,    u"await-agent"_qs, u"write-image"_qs,
    u"verify"_qs,  u"grow-root"_qs,       u"seed"_qs,        u"boot-disk"_qs,
    u"restart"_qs, u"await-phone-home"_qs};
const QStringList kWipeSteps{u"network-boot"_qs, u"await-agent"_qs, u"wipe-mark"_qs,
                             u"wipe-erase"_qs,   u"wipe-verify"_qs, u"power-off"_qs};

/// The steps of a job that is in the middle of `at`, as the engine would have recorded them.
void addSteps(Feed& feed, const Job& job, const QStringList& names, int at, Instant now)
{
    for (int i = 0; i < names.size(); ++i) {
        JobStep step;
        step.id = JobStepId::create();
        step.jobId = job.id;
        step.ordinal = i;
        step.name = names.at(i);
        step.state = i < at    ? StepState::Succeeded
                     : i == at ? StepState::Waiting
                               : StepState::Pending;
        step.attempts = i <= at ? 1 : 0;
        step.maxAttempts = 3;
        step.startedAt = i <= at ? now.plusMs(-60'000 * (at + 1 - i)) : Instant{};
        step.finishedAt = i < at ? now.plusMs(-60'000 * (at - i)) : Instant{};
        if (i == at) {
            step.reason = u"agent-works"_qs;
            step.done = 24'700'000'000;
            step.total = 40'000'000'000;
            step.unit = u"B"_qs;
            step.ratePerSecond = 412'000'000;
        }
        feed.add(step);
    }
}

/// What became of each drive of a wipe, and what the job said meanwhile.
void addWipe(Feed& feed, const Job& job, Instant now)
{
    for (int i = 0; i < 4; ++i) {
        WipeRecord drive;
        drive.id = WipeRecordId::create();
        drive.jobId = job.id;
        drive.machineId = job.machineId;
        drive.manufacturer = u"Samsung"_qs;
        drive.model = u"MZQL23T8HCLS-00A07"_qs;
        drive.serial = u"S64HNE0R70%1"_qs.arg(1173 + i * 41);
        drive.device = u"nvme%1n1"_qs.arg(i);
        drive.media = u"nvme"_qs;
        drive.sizeBytes = 3'840'755'982'336;
        drive.method = i == 2 ? WipeMethod::Overwrite : WipeMethod::NvmeFormat;
        drive.reached = i == 2 ? WipeClass::Clear : WipeClass::Purge;
        drive.tool = u"nvme-cli 2.3"_qs;
        drive.result = i == 2   ? WipeResult::Failed
                       : i == 3 ? WipeResult::Running
                                : WipeResult::Passed;
        drive.reason = i == 2 ? u"write-failed"_qs : QString();
        drive.markersWritten = 64;
        drive.markersChecked = i == 3 ? 0 : 64;
        drive.markersSurvived = i == 2 ? 3 : 0;
        drive.startedAt = now.plusMs(-240'000);
        drive.finishedAt = i == 3 ? Instant{} : now.plusMs(-120'000);
        feed.add(drive);
    }
    for (const auto& code : {u"job-started"_qs, u"agent-registered"_qs}) {
        Event event;
        event.id = EventId::create();
        event.at = now.plusMs(-300'000);
        event.machineId = job.machineId;
        event.jobId = job.id;
        event.code = code;
        feed.add(event);
    }
}

void addJobs(Feed& feed, const std::vector<Machine>& machines, Instant now)
{
    static constexpr JobState states[]{JobState::Running, JobState::Failed, JobState::Succeeded,
                                       JobState::Queued};
    for (int i = 0; i < int(machines.size()) && i < 8; ++i) {
        Job job;
        job.id = JobId::create();
        job.kind = i % 3 == 0 ? JobKind::Provision : i % 3 == 1 ? JobKind::Wipe : JobKind::Inspect;
        job.machineId = machines[size_t(i)].id;
        job.state = states[i % 4];
        job.reason = job.state == JobState::Failed ? u"write-failed"_qs : QString();
        const bool wipe = job.kind == JobKind::Wipe;
        const QStringList& steps = wipe ? kWipeSteps : kProvisionSteps;
        const int at = int(steps.indexOf(wipe ? u"wipe-erase"_qs : u"write-image"_qs));
        job.step = job.state == JobState::Running ? steps.at(at) : QString();
        job.progressPermille = job.state == JobState::Running     ? 620
                               : job.state == JobState::Succeeded ? 1000
                                                                  : 0;
        job.createdBy = u"jane"_qs;
        job.createdAt = now.plusMs(-600'000LL * (i + 1));
        job.startedAt = job.createdAt;
        if (job.state == JobState::Failed || job.state == JobState::Succeeded)
            job.finishedAt = job.startedAt.plusMs(240'000);
        feed.add(job);
        if (job.state == JobState::Running)
            addSteps(feed, job, steps, at, now);
        if (wipe && job.state == JobState::Running)
            addWipe(feed, job, now);
    }
}

void addParts(Feed& feed, const Machine& machine, Instant now)
{
    const auto add = [&](ComponentKind kind, const QString& slot, const char* maker,
                         const char* model, qint64 bytes) {
        Component part;
        part.id = ComponentId::create();
        part.machineId = machine.id;
        part.kind = kind;
        part.slot = slot;
        part.manufacturer = QString::fromLatin1(maker);
        part.model = QString::fromLatin1(model);
        part.serial = u"%1%2"_qs.arg(slot.simplified().remove(u' ')).arg(88120 + bytes % 977);
        part.capacityBytes = bytes;
        if (kind == ComponentKind::Gpu)
            part.detail = {{u"numa_node"_qs, slot.right(1).toInt() / 4},
                           {u"link"_qs, u"PCIe 5.0 x16"_qs}};
        part.health = slot == u"GPU 6" ? Health::Warning : Health::Ok;
        part.observedAt = now.plusMs(-50'000);
        feed.add(part);
    };
    for (int i = 0; i < 8; ++i)
        add(ComponentKind::Gpu, u"GPU %1"_qs.arg(i), "NVIDIA", "H100 SXM 80GB", 80LL << 30);
    for (int i = 0; i < 2; ++i)
        add(ComponentKind::Cpu, u"CPU %1"_qs.arg(i), "Intel", "Xeon Platinum 8480C", 0);
    for (int i = 0; i < 10; ++i)
        add(ComponentKind::Drive, u"nvme%1n1"_qs.arg(i), "Samsung", "PM9A3", 3'840'000'000'000);
}

/// A BMC that presents another certificate than the pinned one.
void addChangedBmc(Feed& feed, const Machine& machine, Instant now)
{
    Bmc bmc;
    bmc.id = machine.bmcId;
    bmc.address = u"10.77.0.13"_qs;
    bmc.username = u"admin"_qs;
    bmc.state = BmcState::PinChanged;
    bmc.reason = u"bmc-pin-changed"_qs;
    bmc.vendor = machine.manufacturer;
    bmc.certificate = u"8d1f5c02b7a94e6650c1ffdd92e7a03b8c44d15e7af0926bb13ce8d2745f6a90"_qs;
    bmc.presented = u"41e09b7cc6f3d2a85577102e4be8f9ac03d6127fe1b04c5d98a3f67e20cb8d14"_qs;
    bmc.observedAt = now.plusMs(-3'600'000);
    bmc.triedAt = now.plusMs(-20'000);
    feed.add(bmc);
}

void addCredentials(Feed& feed, Instant now)
{
    constexpr qint64 day = 86'400'000;
    for (const auto& [name, role] : {std::pair{u"jane@desk-3"_qs, Role::Admin},
                                     std::pair{u"night-shift@hall-1"_qs, Role::Operator}}) {
        Credential credential;
        credential.id = CredentialId::create();
        credential.name = name;
        credential.role = role;
        credential.fingerprint = credential.id.text();
        credential.issuedAt = now.plusMs(-30 * day);
        credential.expiresAt = now.plusMs(335 * day);
        credential.lastUsedAt = now.plusMs(-240'000);
        feed.add(credential);
    }
}

void addEvents(Feed& feed, const Machine& machine, Instant now)
{
    const std::vector<std::pair<QString, QString>> lines{
        {u"boot-dhcp"_qs, u"DHCP answered 10.77.0.21"_qs},
        {u"boot-kernel"_qs, u"Kernel and RAM system sent, 61.2 MB"_qs},
        {u"agent-registered"_qs, u"The agent has registered"_qs},
        {u"inspected"_qs, u"8 GPUs, 2 processors, 10 drives found"_qs}};
    for (size_t i = 0; i < lines.size(); ++i) {
        Event event;
        event.id = EventId::create();
        event.at = now.plusMs(-300'000 + qint64(i) * 20'000);
        event.machineId = machine.id;
        event.code = lines[i].first;
        event.text = lines[i].second;
        feed.add(event);
    }
}

void addImage(Feed& feed, Instant now)
{
    Image image;
    image.id = ImageId::create();
    image.name = u"debian-12"_qs;
    image.os = u"debian"_qs;
    image.version = u"12"_qs;
    image.architecture = u"x86_64"_qs;
    image.state = ImageState::Ready;
    image.sizeBytes = 412'000'000;
    image.diskBytes = 2'150'000'000;
    image.createdAt = now.plusMs(-86'400'000);
    feed.add(image);
}

} // namespace

Result<QString> fillDemoSite(Replica& replica, const Clock& clock, int count, const QString& name)
{
    const Instant now = clock.now();
    Feed feed(now);
    Site site{SiteId::create(), name, now};
    feed.add(site);
    const DeviceType leaf = leafType();
    if (count > 0)
        feed.add(leaf);
    std::vector<Machine> machines;
    std::vector<Rack> shelves;
    std::vector<Asset> panels;
    Rack rack;
    qint64 unit = 99;
    for (int i = 0; i < count; ++i) {
        Machine machine = makeMachine(i, now);
        // The latest one has just been discovered.
        const bool placed = i + 1 < count || count < 5;
        if (placed && unit + machine.heightUnits > 41) {
            rack.id = RackId::create();
            rack.name = u"A%1"_qs.arg(++rack.position, 2, 10, QLatin1Char('0'));
            rack.hall = u"Hall 1"_qs;
            rack.row = u"A"_qs;
            rack.heightUnits = 46;
            rack.powerLimitW = 44'000;
            rack.depthMm = 1'200;
            rack.weightLimitKg = 1'000;
            feed.add(rack);
            panels.push_back(addAssets(feed, rack, leaf));
            shelves.push_back(rack);
            unit = 1;
        }
        if (placed) {
            machine.rackId = rack.id;
            machine.position = unit;
            unit += machine.heightUnits + (i % 4 == 3 ? 1 : 0);
        }
        DemoPower::tell(machine, i);
        feed.add(machine);
        machines.push_back(std::move(machine));
    }
    if (unit < 36)
        addReserved(feed, rack, now);
    DemoFabric fabric = DemoFabric::make(4, 16, 4, now);
    fabric.spoil();
    fabric.tellFacts(now);
    if (count > 0) {
        addImage(feed, now);
        addFabric(feed, fabric);
    }
    if (machines.size() >= 8) {
        addCabling(feed, DemoCabling::make(machines, panels, now));
        addPower(feed, DemoPower::make(shelves, machines, now));
    }
    feed.add(SiteSettings{SiteSettingsId::create(), u"Europe/Paris"_qs});
    for (const Allocation& allocation : demoRentals(machines, now))
        feed.add(allocation);
    addJobs(feed, machines, now);
    addCredentials(feed, now);
    if (machines.size() > changedBmcMachine)
        addChangedBmc(feed, machines[changedBmcMachine], now);
    if (machines.size() > gpuServer) {
        const DemoHardware inside(machines[gpuServer].id, now.plusMs(-50'000));
        for (const Component& part : inside.parts())
            feed.add(part);
    }
    if (!machines.empty()) {
        addParts(feed, machines.front(), now);
        addEvents(feed, machines.front(), now);
        addInventory(feed);
    }
    const QString key = site.id.text();
    if (auto applied = replica.applyChanges(key, feed.changes(), qint64(feed.changes().size()));
        !applied)
        return fail(applied.error());
    return key;
}

Result<void> fillDemoHistory(Replica& replica, const Clock& clock, const QString& siteKey)
{
    constexpr qint64 minute = 60'000;
    const Instant now = clock.now();
    const auto site = replica.site(siteKey);
    const auto machines = replica.list<Machine>(siteKey, {.orderBy = u"name"_qs});
    if (!site || !machines)
        return fail(site ? machines.error() : site.error());
    Feed feed(now, site->seq);
    for (int back = 1; back < 14 && machines->size() >= 8; ++back) {
        for (int i = 0; i < 3 + back * 7 % 9; ++i) {
            static constexpr JobKind kinds[]{JobKind::Provision, JobKind::Wipe, JobKind::Inspect};
            Job job;
            job.id = JobId::create();
            job.kind = kinds[i % 3];
            job.machineId = (*machines)[size_t(i) % 8].id;
            job.state = i == 5                ? JobState::Cancelled
                        : (back + i) % 5 == 4 ? JobState::Failed
                                              : JobState::Succeeded;
            job.reason = job.state == JobState::Failed ? u"write-failed"_qs : QString();
            job.progressPermille = job.state == JobState::Succeeded ? 1000 : 400;
            job.createdBy = u"night-shift"_qs;
            job.finishedAt = now.plusMs(-back * 1440 * minute - i * 31 * minute);
            job.createdAt = job.startedAt = job.finishedAt.plusMs(-24 * minute);
            feed.add(job);
        }
    }
    const auto happened = [&](const QString& code, Severity severity, int ago) {
        Event event;
        event.id = EventId::create();
        event.at = now.plusMs(-ago * minute);
        event.severity = severity;
        event.machineId = machines->back().id;
        event.code = code;
        feed.add(event);
    };
    happened(u"machine-discovered"_qs, Severity::Info, 95);
    happened(u"machine-discovered"_qs, Severity::Info, 94);
    happened(u"bmc-unreachable"_qs, Severity::Warning, 61);
    happened(u"bmc-reachable"_qs, Severity::Info, 43);
    happened(u"machine-quarantined"_qs, Severity::Critical, 22);
    return replica.applyChanges(siteKey, feed.changes(), site->seq + qint64(feed.changes().size()));
}

} // namespace rackhouse
