#include "widgets/racks/rackmodel.h"

#include "models/base/naturalorder.h"

#include "widgets/racks/rackdrag.h"

#include <QLocale>

#include <algorithm>
#include <tuple>

namespace rackhouse
{

namespace
{

// A rack's index carries 0, a device's the number of its rack plus one.
constexpr quintptr rackMark = 0;

bool standsAbove(const Device& a, const Device& b)
{
    const auto place = [](const Device& d) {
        return std::tuple(d.mount(), -d.position());
    };
    return place(a) != place(b) ? place(a) < place(b) : comesBefore(a.name(), b.name());
}

} // namespace

RackModel::RackModel(const Clock& clock, QObject* parent)
    : QAbstractItemModel(parent), m_clock(clock)
{
}

RackModel::Entries RackModel::arrange(std::vector<Rack> racks, std::vector<Device> devices)
{
    std::sort(racks.begin(), racks.end(), [](const Rack& a, const Rack& b) {
        const auto place = std::tie(a.hall, a.row, a.position);
        const auto other = std::tie(b.hall, b.row, b.position);
        return place != other ? place < other : comesBefore(a.name, b.name);
    });
    Entries entries;
    QHash<QString, size_t> numbers;
    for (Rack& rack : racks) {
        numbers.insert(rack.id.text(), entries.size());
        entries.push_back({std::move(rack), {}, {}});
    }
    for (Device& device : devices) {
        const auto it = numbers.constFind(device.rackId().text());
        if (it != numbers.constEnd() && (device.takesUnits() || device.mount() != Mount::Units))
            entries[*it].devices.push_back(std::move(device));
    }
    for (Entry& entry : entries) {
        std::sort(entry.devices.begin(), entry.devices.end(), standsAbove);
        entry.spots = slotsOf(entry.rack, entry.devices);
    }
    return entries;
}

bool RackModel::sameShape(const Entries& other) const
{
    const auto sameDevice = [](const Device& a, const Device& b) {
        return a.id() == b.id();
    };
    return std::equal(m_entries.begin(), m_entries.end(), other.begin(), other.end(),
                      [&](const Entry& a, const Entry& b) {
                          return a.rack.id == b.rack.id &&
                                 a.rack.heightUnits == b.rack.heightUnits && a.spots == b.spots &&
                                 std::equal(a.devices.begin(), a.devices.end(), b.devices.begin(),
                                            b.devices.end(), sameDevice);
                      });
}

void RackModel::set(std::vector<Rack> racks, std::vector<Machine> machines,
                    std::vector<Asset> assets, std::vector<DeviceType> types,
                    QHash<QString, BayHealth> bays, QHash<QString, QSet<QString>> plugged)
{
    m_bays = std::move(bays);
    m_plugged = std::move(plugged);
    m_types.clear();
    for (const DeviceType& type : types)
        m_types.insert(type.id.text(), type);
    std::vector<Device> devices(std::make_move_iterator(machines.begin()),
                                std::make_move_iterator(machines.end()));
    devices.insert(devices.end(), std::make_move_iterator(assets.begin()),
                   std::make_move_iterator(assets.end()));
    Entries entries = arrange(std::move(racks), std::move(devices));
    if (!sameShape(entries)) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
        return;
    }
    m_entries = std::move(entries);
    tellChanged();
}

void RackModel::setMeasure(FloorMeasure measure)
{
    m_measure = measure;
    tellChanged();
}

void RackModel::setRents(DeviceRents rents)
{
    m_rents = std::move(rents);
    tellChanged();
}

void RackModel::tellChanged()
{
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex rackIndex = index(row, 0);
        emit dataChanged(rackIndex, index(row, ColumnCount - 1));
        if (const int count = rowCount(rackIndex); count > 0)
            emit dataChanged(index(0, 0, rackIndex), index(count - 1, ColumnCount - 1, rackIndex));
    }
}

const Rack* RackModel::rack(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() == rackMark ? &m_entries[size_t(index.row())].rack
                                                             : nullptr;
}

const Device* RackModel::device(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != rackMark
               ? &m_entries[index.internalId() - 1].devices[size_t(index.row())]
               : nullptr;
}

const Machine* RackModel::machine(const QModelIndex& index) const
{
    const Device* found = device(index);
    return found != nullptr ? found->machine() : nullptr;
}

const DeviceType* RackModel::type(const Device& device) const
{
    const auto found = m_types.constFind(device.typeId().text());
    return found != m_types.cend() ? &*found : nullptr;
}

const BayHealth* RackModel::bays(const Device& device) const
{
    const auto found = m_bays.constFind(device.id());
    return found != m_bays.cend() ? &*found : nullptr;
}

RackSlot RackModel::slot(const QModelIndex& index) const
{
    return device(index) != nullptr ? m_entries[index.internalId() - 1].spots[size_t(index.row())]
                                    : RackSlot();
}

RackModel::Load RackModel::load(int rackRow) const
{
    const Rack& home = m_entries[size_t(rackRow)].rack;
    RackFactsBuilder room(home.heightUnits);
    Load load;
    for (const Device& device : devices(rackRow)) {
        device.addTo(room);
        const bool empty = device.isKind(AssetKind::Blank) || device.isKind(AssetKind::Reservation);
        load.weightKg += device.weightKg();
        load.unweighed += !empty && device.weightKg() <= 0 ? 1 : 0;
        load.plateW += device.plateLoadW();
        load.powerW += device.powerW();
    }
    load.units = rackhouse::measureOf(FloorMeasure::Occupancy, home, room.facts(), now());
    return load;
}

QString RackModel::depthText(const QModelIndex& index) const
{
    const Device* found = device(index);
    if (found == nullptr)
        return rack(index) != nullptr ? rackDepthText(index.row()) : QString();
    if (!found->takesUnits())
        return {};
    const int row = index.parent().row();
    const Rack& home = m_entries[size_t(row)].rack;
    const Occupant here = found->occupant();
    const std::vector<Occupant> inRack = occupants(row);
    if (const auto problems = depthProblems(home, inRack, here); !problems.empty())
        return placementText(problems);
    const auto left = freeDepthMm(home, inRack, here);
    return left ? tr("%L1 of %L2 mm, %L3 mm left").arg(here.depthMm).arg(home.depthMm).arg(*left)
                : QString();
}

QString RackModel::rackDepthText(int rackRow) const
{
    const Rack& home = m_entries[size_t(rackRow)].rack;
    const std::vector<Occupant> inRack = occupants(rackRow);
    std::optional<qint64> least;
    QString deepest;
    QStringList tooDeep;
    int unknown = 0;
    for (const Occupant& here : inRack) {
        const auto left = freeDepthMm(home, inRack, here);
        unknown += here.depthMm <= 0 ? 1 : 0;
        if (left && *left < 0)
            tooDeep << here.name;
        if (left && (!least || *left < *least)) {
            least = left;
            deepest = here.name;
        }
    }
    if (!least)
        return {};
    QString text = tr("%L1 mm outside; ").arg(home.depthMm);
    text += tooDeep.isEmpty() ? tr("%L1 mm left at %2").arg(*least).arg(deepest)
                              : tr("too deep for it: %1").arg(tooDeep.join(u", "_qs));
    if (unknown > 0)
        text += tr("; not known of %L1").arg(unknown);
    return text;
}

std::vector<Occupant> RackModel::occupants(int rackRow) const
{
    std::vector<Occupant> occupants;
    for (const Device& device : devices(rackRow)) {
        if (device.takesUnits())
            occupants.push_back(device.occupant());
    }
    return occupants;
}

QModelIndex RackModel::indexOfDevice(const QString& id) const
{
    for (size_t r = 0; r < m_entries.size(); ++r) {
        for (size_t d = 0; d < m_entries[r].devices.size(); ++d) {
            if (m_entries[r].devices[d].id() == id)
                return createIndex(int(d), 0, quintptr(r) + 1);
        }
    }
    return {};
}

QModelIndex RackModel::indexOfRack(const QString& id) const
{
    for (size_t r = 0; r < m_entries.size(); ++r) {
        if (m_entries[r].rack.id.text() == id)
            return createIndex(int(r), 0, rackMark);
    }
    return {};
}

QModelIndex RackModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? quintptr(parent.row() + 1) : rackMark);
}

QModelIndex RackModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == rackMark)
        return {};
    return createIndex(int(index.internalId() - 1), 0, rackMark);
}

int RackModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return int(m_entries.size());
    if (parent.internalId() != rackMark || parent.column() != 0)
        return 0;
    return int(m_entries[size_t(parent.row())].devices.size());
}

int RackModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant RackModel::rackData(const QModelIndex& index, int role) const
{
    const Rack& found = *rack(index);
    if (role == Qt::DisplayRole && index.column() == NameColumn)
        return found.name;
    if (role == Qt::AccessibleTextRole)
        return tr("Rack %1, devices: %2").arg(found.name).arg(rowCount(index.siblingAtColumn(0)));
    if (role != Qt::ToolTipRole)
        return {};
    const Load sum = load(index.row());
    QStringList lines{found.name};
    lines << sum.units.sentence;
    if (const QString depth = depthText(index); !depth.isEmpty())
        lines << tr("Depth: %1").arg(depth);
    if (sum.unweighed > 0)
        lines << tr("Devices whose weight is not known: %1").arg(sum.unweighed);
    return lines.join(u'\n');
}

QStringList RackModel::remarks(const QModelIndex& index) const
{
    const Device& found = *device(index);
    const RackSlot place = slot(index);
    QStringList lines;
    if (const auto value = measureOf(found))
        lines << measureTitle(m_measure) + u": "_qs + value->sentence;
    if (place.beyond)
        lines << tr("It reaches above the top of the rack.");
    if (place.isShared()) {
        QStringList others;
        const QModelIndex parent = index.parent();
        for (int row = 0; row < rowCount(parent); ++row) {
            const Device* other = device(this->index(row, 0, parent));
            if (row != index.row() && other->takesUnits() && found.takesUnits() &&
                collide(other->occupant(), found.occupant()))
                others << other->name();
        }
        if (!others.isEmpty())
            lines << tr("The books have it in the same units as %1.").arg(others.join(u", "_qs));
    }
    if (const BayHealth* bays = this->bays(found); bays != nullptr && !bays->bad.isEmpty())
        lines << tr("Not well in it: %1.").arg(bays->bad.join(u", "_qs));
    if (found.halfDepth())
        lines << (found.face() == RackFace::Front ? tr("Half depth, at the front.")
                                                  : tr("Half depth, at the rear."));
    if (const QString depth = depthText(index); !depth.isEmpty())
        lines << tr("Depth: %1").arg(depth);
    if (found.asset() != nullptr && !found.asset()->note.isEmpty())
        lines << found.asset()->note;
    if (found.asset() != nullptr && found.asset()->until.isSet())
        lines << tr("Until %1")
                     .arg(QLocale().toString(found.asset()->until.toDateTime().date(),
                                             QLocale::ShortFormat));
    return lines;
}

QVariant RackModel::data(const QModelIndex& index, int role) const
{
    if (rack(index) != nullptr)
        return rackData(index, role);
    const Device* found = device(index);
    if (found == nullptr)
        return {};
    const QString state = found->status(now()).word;
    if (role == Qt::AccessibleTextRole)
        return (QStringList{found->name(), found->placeText(), found->model().trimmed(), state} +
                remarks(index))
            .join(u", "_qs);
    if (role == Qt::ToolTipRole)
        return (QStringList{found->name(), found->placeText() + u", "_qs + found->model().trimmed(),
                            state} +
                remarks(index))
            .join(u'\n');
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return found->name();
    case UnitColumn:
        return found->placeText();
    case ModelColumn:
        return found->model().trimmed();
    default:
        return state;
    }
}

QVariant RackModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    static const QStringList titles{tr("Name"), tr("Unit"), tr("Model"), tr("State")};
    return titles.value(section);
}

} // namespace rackhouse
