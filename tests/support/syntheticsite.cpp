#include "tests/support/syntheticsite.h"

#include "models/domain/wiring.h"
#include "models/floor/hallplan.h"

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kPage = 5'000; ///< changes entered at once
constexpr int kBlocks = 3;   ///< columns of rows in a hall
constexpr int kTileMm = 600;
constexpr int kRowPitchMm = 2'400;
constexpr int kMarginMm = 2'400;
constexpr int kServerUnits = 5;
constexpr qint64 kDayMs = 86'400'000;

enum IdKind {
    HallKind = 1,
    RackKind,
    MachineKind,
    AssetKindId,
    ComponentKindId,
    CableKindId,
    RentalKind
};

/// The same number has the same id in every run.
QString idOf(IdKind kind, int number)
{
    return QStringLiteral("01900000-0000-7000-8%1-%2")
        .arg(int(kind), 3, 16, QLatin1Char('0'))
        .arg(number, 12, 16, QLatin1Char('0'));
}

/// A number that looks random and is not.
quint32 scatter(quint32 number)
{
    number = (number ^ 61U) ^ (number >> 16U);
    number *= 9U;
    number ^= number >> 4U;
    number *= 0x27d4eb2dU;
    return number ^ (number >> 15U);
}

int between(int number, int least, int most)
{
    return least + int(scatter(quint32(number)) % quint32(most - least + 1));
}

/// Enters changes page by page.
class Feed
{
public:
    Feed(Replica& replica, Instant at) : m_replica(replica), m_at(at) {}

    template <class T>
    void add(const T& record)
    {
        m_page.push_back(
            {++m_seq, m_at, T::record().kindText(), record.id.text(), false, toJson(record)});
        if (m_page.size() >= kPage)
            flush();
    }
    Result<void> flush()
    {
        if (m_result && !m_page.empty())
            m_result = m_replica.applyChanges(SyntheticSite::key(), m_page, m_seq);
        m_page.clear();
        return m_result;
    }

private:
    Replica& m_replica;
    Instant m_at;
    qint64 m_seq = 0;
    std::vector<Change> m_page;
    Result<void> m_result;
};

Component gpuOf(const Machine& machine, int slot, int number)
{
    Component gpu;
    gpu.id = ComponentId(idOf(ComponentKindId, number));
    gpu.machineId = machine.id;
    gpu.kind = ComponentKind::Gpu;
    gpu.slot = QStringLiteral("GPU %1").arg(slot);
    gpu.manufacturer = QStringLiteral("NVIDIA");
    gpu.model =
        number % 3 == 0 ? QStringLiteral("H200 SXM 141GB") : QStringLiteral("H100 SXM 80GB");
    gpu.serial = QStringLiteral("16%1").arg(scatter(quint32(number)), 10, 10, QLatin1Char('0'));
    gpu.firmware = QStringLiteral("96.00.%1").arg(between(number, 10, 99));
    gpu.capacityBytes = 80LL << 30;
    gpu.health = number % 997 == 0 ? Health::Warning : Health::Ok;
    gpu.observedAt = machine.observedAt;
    return gpu;
}

} // namespace

QString SyntheticSite::key()
{
    return QStringLiteral("01900000-0000-7000-8000-000000000000");
}

SyntheticSite::SyntheticSite(const Size& size, Instant now) : m_size(size), m_now(now)
{
    for (int hall = 0; hall < size.halls; ++hall)
        makeHall(hall);
    for (int number = 0; number < size.servers && !m_racks.empty(); ++number)
        makeMachine(number);
}

void SyntheticSite::makeHall(int number)
{
    const int perBlock = (m_size.rowsPerHall + kBlocks - 1) / kBlocks;
    const int rowMm = m_size.racksPerRow * kTileMm;
    HallPlan plan;
    for (int row = 0; row < m_size.rowsPerHall; ++row) {
        for (int place = 0; place < m_size.racksPerRow; ++place)
            makeRack(number, row, place);
        const int inBlock = row % perBlock;
        if (inBlock + 1 == perBlock || row + 1 == m_size.rowsPerHall)
            continue;
        const bool hot = inBlock % 2 == 1;
        plan.aisles.push_back(
            {QStringLiteral("%1 aisle %2")
                 .arg(hot ? QStringLiteral("Hot") : QStringLiteral("Cold"))
                 .arg(row + 1),
             QRectF(kMarginMm + row / perBlock * (rowMm + kRowPitchMm),
                    kMarginMm + inBlock * kRowPitchMm + 2 * kTileMm, rowMm, kRowPitchMm / 2),
             hot, !hot});
    }
    plan.doors.push_back({QStringLiteral("Door A"), {0, 1'200}, 1'200, PlanSide::Left});
    Hall hall;
    hall.id = HallId(idOf(HallKind, number));
    hall.name = QStringLiteral("Hall %1").arg(number + 1);
    hall.widthMm = 2 * kMarginMm + kBlocks * rowMm + (kBlocks - 1) * kRowPitchMm;
    hall.depthMm = 2 * kMarginMm + (perBlock - 1) * kRowPitchMm + 2 * kTileMm;
    hall.northDegrees = 30;
    hall.plan = plan.toJson();
    m_halls.push_back(hall);
}

void SyntheticSite::makeRack(int hall, int row, int place)
{
    const int perBlock = (m_size.rowsPerHall + kBlocks - 1) / kBlocks;
    const int number = int(m_racks.size());
    const QString rowName = QStringLiteral("%1%2")
                                .arg(QChar(QLatin1Char(char('A' + row / perBlock))))
                                .arg(row % perBlock + 1);
    Rack rack;
    rack.id = RackId(idOf(RackKind, number));
    rack.hall = QStringLiteral("Hall %1").arg(hall + 1);
    rack.row = rowName;
    rack.name = QStringLiteral("%1-%2-%3")
                    .arg(hall + 1)
                    .arg(rowName)
                    .arg(place + 1, 2, 10, QLatin1Char('0'));
    rack.position = place + 1;
    rack.powerLimitW = 60'000;
    rack.onPlan = true;
    rack.xMm =
        kMarginMm + row / perBlock * (m_size.racksPerRow * kTileMm + kRowPitchMm) + place * kTileMm;
    rack.yMm = kMarginMm + row % perBlock * kRowPitchMm;
    rack.facing = row % perBlock % 2 == 0 ? PlanSide::Bottom : PlanSide::Top;
    Asset leaf;
    leaf.id = AssetId(idOf(AssetKindId, number));
    leaf.name = QStringLiteral("leaf-") + rack.name;
    leaf.kind = AssetKind::Switch;
    leaf.rackId = rack.id;
    leaf.position = 42;
    leaf.plateW = 1'700;
    m_racks.push_back(rack);
    m_assets.push_back(leaf);
}

void SyntheticSite::makeMachine(int number)
{
    const int racks = int(m_racks.size());
    const Rack& rack = m_racks[size_t(number % racks)];
    const int place = number / racks;
    Machine machine;
    machine.id = MachineId(idOf(MachineKind, number));
    machine.name = QStringLiteral("gpu-%1").arg(number + 1, 5, 10, QLatin1Char('0'));
    machine.rackId = rack.id;
    machine.position = 1 + place * kServerUnits;
    machine.heightUnits = kServerUnits;
    machine.manufacturer = QStringLiteral("NVIDIA");
    machine.model = QStringLiteral("DGX H200");
    machine.serial = QStringLiteral("SN%1").arg(1'000'000 + number);
    machine.plateW = 10'200;
    machine.powerW = between(number, 1'800, 9'600);
    machine.inletC = 18 + between(number, 0, 90) / 10.0 + (number % racks % 41 == 0 ? 6 : 0);
    machine.hottestC = machine.inletC + 40;
    machine.leak = number % 4'999 == 11 ? Health::Critical : Health::Ok;
    machine.leakAt = number % 4'999 == 11 ? QStringLiteral("Manifold") : QString();
    machine.state = between(number, 0, 9) < 3 ? MachineState::Available : MachineState::Provisioned;
    machine.power = PowerState::On;
    machine.health = number % 613 == 7   ? Health::Critical
                     : number % 211 == 3 ? Health::Warning
                                         : Health::Ok;
    machine.cpuCount = 2;
    machine.coreCount = 112;
    machine.memoryBytes = 2LL << 40;
    machine.gpuCount = 8;
    machine.gpuModel = QStringLiteral("H200 SXM 141GB");
    machine.driveCount = 10;
    machine.driveBytes = 38'400'000'000'000;
    machine.observedAt = m_now.plusMs(-between(number, 1, 120) * 1000);
    machine.inspectedAt = m_now.plusMs(-between(number, 1, 110) * kDayMs);
    if (machine.state == MachineState::Provisioned)
        makeRental(machine, number);
    m_machines.push_back(std::move(machine));
}

void SyntheticSite::makeRental(const Machine& machine, int number)
{
    Allocation rental;
    rental.id = AllocationId(idOf(RentalKind, number));
    rental.machineId = machine.id;
    rental.customer =
        QStringLiteral("Customer %1").arg(QChar(QLatin1Char(char('A' + number % 26))));
    rental.startsAt = m_now.plusMs(-between(number, 1, 200) * kDayMs);
    rental.endsAt = m_now.plusMs(between(number, 1, 300) * kDayMs);
    rental.amountMicro = between(number, 190, 340) * 10'000;
    rental.currency = number % 17 == 0 ? QStringLiteral("EUR") : QStringLiteral("USD");
    m_allocations.push_back(std::move(rental));
}

Result<void> SyntheticSite::fill(Replica& replica) const
{
    Feed feed(replica, m_now);
    feed.add(Site{SiteId(key()), QStringLiteral("Scale-1"), m_now});
    for (const Hall& hall : m_halls)
        feed.add(hall);
    for (const Rack& rack : m_racks)
        feed.add(rack);
    for (const Asset& asset : m_assets)
        feed.add(asset);
    int gpus = 0;
    for (const Machine& machine : m_machines) {
        feed.add(machine);
        for (int slot = 0; slot < m_size.gpusPerServer; ++slot)
            feed.add(gpuOf(machine, slot, gpus++));
    }
    for (const Allocation& allocation : m_allocations)
        feed.add(allocation);
    const int servers = int(m_machines.size());
    for (int number = 0; number < m_size.cables && servers > 0; ++number) {
        const int server = number % servers;
        Cable cable;
        cable.id = CableId(idOf(CableKindId, number));
        cable.label = QStringLiteral("C%1").arg(number + 1, 6, 10, QLatin1Char('0'));
        cable.kind = CableKind::Dac;
        cable.aKind = EndKind::Machine;
        cable.aId = m_machines[size_t(server)].id.text();
        cable.aPort = QStringLiteral("eth%1").arg(number / servers);
        cable.bKind = EndKind::Asset;
        cable.bId = m_assets[size_t(server) % m_assets.size()].id.text();
        cable.bPort = QStringLiteral("Ethernet1/%1")
                          .arg(number / servers * 8 + server / int(m_racks.size()) + 1);
        cable.lengthM = 3;
        feed.add(cable);
    }
    return feed.flush();
}

std::vector<Change> SyntheticSite::nextChanges(int count)
{
    std::vector<Change> changes;
    changes.reserve(size_t(count));
    for (int i = 0; i < count && !m_machines.empty(); ++i) {
        Machine& machine = m_machines[size_t(m_next) % m_machines.size()];
        const int beat = int(m_seq % 1'000'003);
        machine.powerW = between(beat + m_next, 1'800, 9'600);
        machine.inletC = 18 + between(beat, 0, 90) / 10.0;
        machine.observedAt = m_now.plusMs(++m_seq);
        machine.revision += 1;
        changes.push_back({m_seq, machine.observedAt, Machine::record().kindText(),
                           machine.id.text(), false, toJson(machine)});
        // A prime stride, so that changes are all over the floor.
        m_next = (m_next + 7919) % int(m_machines.size());
    }
    return changes;
}

} // namespace rackhouse
