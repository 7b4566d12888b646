#include "widgets/racks/rackmodel.h"

#include "models/base/naturalorder.h"
#include "widgets/common/status.h"

#include <algorithm>
#include <tuple>

namespace rackhouse
{

namespace
{
// A rack's index carries 0, a device's the number of its rack plus one.
constexpr quintptr rackMark = 0;
} // namespace

RackModel::RackModel(QObject* parent) : QAbstractItemModel(parent) {}

RackModel::Entries RackModel::arrange(std::vector<Rack> racks, std::vector<Machine> machines)
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
        entries.push_back({std::move(rack), {}});
    }
    for (Machine& machine : machines) {
        const auto it = numbers.constFind(machine.rackId.text());
        if (it != numbers.constEnd() && machine.position > 0)
            entries[*it].devices.push_back(std::move(machine));
    }
    for (Entry& entry : entries) {
        std::sort(entry.devices.begin(), entry.devices.end(),
                  [](const Machine& a, const Machine& b) {
                      return std::tie(b.position, a.name) < std::tie(a.position, b.name);
                  });
    }
    return entries;
}

bool RackModel::sameShape(const Entries& other) const
{
    return std::equal(m_entries.begin(), m_entries.end(), other.begin(), other.end(),
                      [](const Entry& a, const Entry& b) {
                          return a.rack.id == b.rack.id &&
                                 std::equal(a.devices.begin(), a.devices.end(), b.devices.begin(),
                                            b.devices.end(),
                                            [](const Machine& x, const Machine& y) {
                                                return x.id == y.id && x.position == y.position;
                                            });
                      });
}

void RackModel::set(std::vector<Rack> racks, std::vector<Machine> machines)
{
    Entries entries = arrange(std::move(racks), std::move(machines));
    if (!sameShape(entries)) {
        beginResetModel();
        m_entries = std::move(entries);
        endResetModel();
        return;
    }
    m_entries = std::move(entries);
    for (int row = 0; row < rowCount(); ++row) {
        const QModelIndex rackIndex = index(row, 0);
        emit dataChanged(rackIndex, index(row, ColumnCount - 1));
        if (const int devices = rowCount(rackIndex); devices > 0)
            emit dataChanged(index(0, 0, rackIndex),
                             index(devices - 1, ColumnCount - 1, rackIndex));
    }
}

const Rack* RackModel::rack(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() == rackMark ? &m_entries[size_t(index.row())].rack
                                                             : nullptr;
}

const Machine* RackModel::machine(const QModelIndex& index) const
{
    return index.isValid() && index.internalId() != rackMark
               ? &m_entries[index.internalId() - 1].devices[size_t(index.row())]
               : nullptr;
}

QModelIndex RackModel::indexOfMachine(const QString& id) const
{
    for (size_t r = 0; r < m_entries.size(); ++r) {
        for (size_t d = 0; d < m_entries[r].devices.size(); ++d) {
            if (m_entries[r].devices[d].id.text() == id)
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

QVariant RackModel::data(const QModelIndex& index, int role) const
{
    if (const Rack* found = rack(index)) {
        if (role == Qt::DisplayRole && index.column() == NameColumn)
            return found->name;
        if (role == Qt::AccessibleTextRole)
            return tr("Rack %1, devices: %2")
                .arg(found->name)
                .arg(rowCount(index.siblingAtColumn(0)));
        return {};
    }
    const Machine* found = machine(index);
    if (found == nullptr)
        return {};
    const QString state = statusOf(found->state).word;
    if (role == Qt::AccessibleTextRole)
        return tr("%1, unit %2, %3, %4")
            .arg(found->name)
            .arg(found->position)
            .arg(found->model, state);
    if (role == Qt::ToolTipRole)
        return tr("%1\nU%2, %3\n%4").arg(found->name).arg(found->position).arg(found->model, state);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NameColumn:
        return found->name;
    case UnitColumn:
        return found->position;
    case ModelColumn:
        return found->model;
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
