#include "widgets/racks/device.h"

#include "models/query/condition.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("Device", text);
}

QString unitText(double unit)
{
    return QString::number(unit, 'g', 6);
}

} // namespace

std::optional<Device> Device::fromRow(const QString& kind, const QJsonObject& row)
{
    if (kind == Machine::record().kindText()) {
        if (const auto machine = fromJson<Machine>(row))
            return *machine;
    } else if (kind == Asset::record().kindText()) {
        if (const auto asset = fromJson<Asset>(row))
            return *asset;
    }
    return std::nullopt;
}

QString Device::id() const
{
    return visit([](const auto& row) { return row.id.text(); });
}

QString Device::name() const
{
    return visit([](const auto& row) { return row.name; });
}

QString Device::model() const
{
    return visit([](const auto& row) {
        return row.model.startsWith(row.manufacturer) ? row.model
                                                      : row.manufacturer + u' ' + row.model;
    });
}

QString Device::serial() const
{
    return visit([](const auto& row) { return row.serial; });
}

QString Device::assetTag() const
{
    return visit([](const auto& row) { return row.assetTag; });
}

RackId Device::rackId() const
{
    return visit([](const auto& row) { return row.rackId; });
}

DeviceTypeId Device::typeId() const
{
    return visit([](const auto& row) { return row.deviceTypeId; });
}

double Device::position() const
{
    return visit([](const auto& row) { return double(row.position); });
}

double Device::heightUnits() const
{
    return visit([](const auto& row) { return double(row.heightUnits); });
}

RackFace Device::face() const
{
    return visit([](const auto& row) { return row.face; });
}

bool Device::halfDepth() const
{
    return visit([](const auto& row) { return row.halfDepth; });
}

Mount Device::mount() const
{
    return asset() != nullptr ? asset()->mount : Mount::Units;
}

double Device::weightKg() const
{
    return visit([](const auto& row) { return row.weightKg; });
}

qint64 Device::plateW() const
{
    return visit([](const auto& row) { return row.plateW; });
}

qint64 Device::plateLoadW() const
{
    return visit([](const auto& row) { return rackhouse::plateLoadW(row); });
}

qint64 Device::powerW() const
{
    return machine() != nullptr ? machine()->powerW : 0;
}

bool Device::takesUnits() const
{
    return visit([](const auto& row) { return rackhouse::takesUnits(row); });
}

Occupant Device::occupant() const
{
    return visit([](const auto& row) { return Occupant::of(row); });
}

void Device::addTo(RackFactsBuilder& facts) const
{
    visit([&facts](const auto& row) { facts.add(row); });
}

QJsonObject Device::json() const
{
    return visit([](const auto& row) { return toJson(row); });
}

const RecordInfo& Device::info() const
{
    return machine() != nullptr ? Machine::record() : Asset::record();
}

QString Device::link() const
{
    return (machine() != nullptr ? u"rackhouse:/machines/"_qs : u"rackhouse:/floor?device="_qs) +
           id();
}

QString Device::placeText() const
{
    if (mount() != Mount::Units)
        return mount() == Mount::LeftSide ? tr("left side") : tr("right side");
    if (position() <= 0)
        return tr("no unit");
    const QString lowest = u'U' + unitText(position());
    return heightUnits() <= 1 ? lowest
                              : lowest + u"–"_qs + unitText(position() + heightUnits() - 1);
}

bool Device::isStale(Instant now) const
{
    const Machine* m = machine();
    return m != nullptr && m->observedAt.isSet() &&
           now.ms - m->observedAt.ms > query::kStaleAfterMs;
}

Status Device::status(Instant now) const
{
    const Machine* m = machine();
    if (m == nullptr)
        return {Tone::Neutral, assetKindText(asset()->kind)};
    const Status state = statusOf(m->state);
    const auto leak = leakStatus(*m, now);
    if (leak && leak->tone == Tone::Critical)
        return *leak;
    if (m->health == Health::Critical)
        return {Tone::Critical, statusOf(m->health).word};
    if (state.tone == Tone::Critical)
        return state;
    if (isStale(now))
        return agedStatus(state, m->observedAt, now);
    if (leak)
        return *leak;
    return m->health == Health::Warning ? Status{Tone::Warning, statusOf(m->health).word} : state;
}

std::optional<MeasureValue> Device::measure(FloorMeasure measure, const DeviceRents& rents,
                                            Instant now) const
{
    return machine() != nullptr
               ? measureOf(measure, *machine(), rents, now.plusMs(-query::kStaleAfterMs), now)
               : measureOf(measure, *asset());
}

Device Device::at(const RackId& rack, double position, RackFace face) const
{
    Device moved = *this;
    std::visit(
        [&](auto& row) {
            row.rackId = rack;
            row.position = static_cast<decltype(row.position)>(position);
            row.face = face;
        },
        moved.m_what);
    return moved;
}

Edits::Row Device::changeTo(const Device& other) const
{
    return machine() != nullptr ? Edits::change(*machine(), *other.machine())
                                : Edits::change(*asset(), *other.asset());
}

QString assetKindText(AssetKind kind)
{
    switch (kind) {
    case AssetKind::Switch:
        return tr("Switch");
    case AssetKind::Storage:
        return tr("Storage");
    case AssetKind::Pdu:
        return tr("PDU");
    case AssetKind::PatchPanel:
        return tr("Patch panel");
    case AssetKind::PowerShelf:
        return tr("Power shelf");
    case AssetKind::TransferSwitch:
        return tr("Transfer switch");
    case AssetKind::Cdu:
        return tr("Cooling unit (CDU)");
    case AssetKind::Console:
        return tr("Console");
    case AssetKind::Blank:
        return tr("Blank");
    case AssetKind::Reservation:
        return tr("Reservation");
    case AssetKind::Other:
        break;
    }
    return tr("Other");
}

} // namespace rackhouse
