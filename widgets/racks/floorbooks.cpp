#include "widgets/racks/floorbooks.h"

#include "models/base/naturalorder.h"

#include <algorithm>
#include <tuple>

namespace rackhouse
{

namespace
{

template <class T, class I>
const T* findById(const std::vector<T>& rows, const I& id)
{
    const auto found =
        std::find_if(rows.begin(), rows.end(), [&](const T& row) { return row.id == id; });
    return found != rows.end() ? &*found : nullptr;
}

void sortRacks(std::vector<Rack>& racks)
{
    std::sort(racks.begin(), racks.end(), [](const Rack& a, const Rack& b) {
        const auto place = std::tie(a.hall, a.row, a.position);
        const auto other = std::tie(b.hall, b.row, b.position);
        return place != other ? place < other : comesBefore(a.name, b.name);
    });
}

} // namespace

FloorBooks FloorBooks::read(Rows& rows)
{
    FloorBooks books{rows.list<Rack>(), rows.list<Machine>(), rows.list<Asset>(),
                     rows.list<DeviceType>()};
    sortRacks(books.racks);
    return books;
}

FloorBooks FloorBooks::readRow(Rows& rows, const QStringList& rackIds)
{
    FloorBooks books;
    books.types = rows.list<DeviceType>();
    const auto addFrom = [&](const QVariant& rack) {
        const Select inRack{.equals = {{u"rack_id"_qs, rack}}};
        for (Machine& machine : rows.list<Machine>(inRack))
            books.machines.push_back(std::move(machine));
        for (Asset& asset : rows.list<Asset>(inRack))
            books.assets.push_back(std::move(asset));
    };
    for (const QString& id : rackIds) {
        if (auto rack = rows.find<Rack>(id)) {
            books.racks.push_back(*std::move(rack));
            addFrom(id);
        }
    }
    addFrom(QVariant());
    sortRacks(books.racks);
    return books;
}

FloorBooks FloorBooks::freshened(const Edits& edits) const
{
    FloorBooks books = *this;
    edits.freshen(books.racks);
    edits.freshen(books.machines);
    edits.freshen(books.assets);
    sortRacks(books.racks);
    return books;
}

const Rack* FloorBooks::rack(const RackId& id) const
{
    return findById(racks, id);
}

const DeviceType* FloorBooks::type(const DeviceTypeId& id) const
{
    return findById(types, id);
}

std::optional<Device> FloorBooks::device(const QString& id) const
{
    if (const Machine* machine = findById(machines, MachineId(id)))
        return *machine;
    if (const Asset* asset = findById(assets, AssetId(id)))
        return *asset;
    return std::nullopt;
}

std::vector<Device> FloorBooks::devices() const
{
    std::vector<Device> all(machines.begin(), machines.end());
    all.insert(all.end(), assets.begin(), assets.end());
    return all;
}

std::vector<Device> FloorBooks::devicesIn(const RackId& rack) const
{
    std::vector<Device> found = devices();
    std::erase_if(found, [&](const Device& device) {
        return device.rackId() != rack || (!device.takesUnits() && device.mount() == Mount::Units);
    });
    std::sort(found.begin(), found.end(), [](const Device& a, const Device& b) {
        return std::tuple(a.mount(), -a.position()) < std::tuple(b.mount(), -b.position());
    });
    return found;
}

std::vector<Device> FloorBooks::unplaced() const
{
    std::vector<Device> found = devices();
    std::erase_if(found, [&](const Device& device) {
        const bool stands = device.takesUnits() || device.mount() != Mount::Units;
        return stands && device.rackId();
    });
    std::sort(found.begin(), found.end(),
              [](const Device& a, const Device& b) { return comesBefore(a.name(), b.name()); });
    return found;
}

std::vector<Occupant> FloorBooks::occupants(const RackId& rack) const
{
    std::vector<Occupant> found;
    for (const Device& device : devicesIn(rack)) {
        if (device.takesUnits())
            found.push_back(device.occupant());
    }
    return found;
}

int nextFree(const Rack& rack, const std::vector<Occupant>& inRack, const Occupant& device, bool up)
{
    // Whole devices stay on whole units.
    const int step = device.halves % 2 == 0 && device.bottom % 2 == 0 ? 2 : 1;
    Occupant there = device;
    while (true) {
        there.bottom += up ? step : -step;
        if (there.bottom < 0 || there.top() > 2 * rack.heightUnits)
            return -1;
        const bool taken = std::any_of(inRack.begin(), inRack.end(), [&](const Occupant& other) {
            return other.id != device.id && collide(other, there);
        });
        if (!taken)
            return there.bottom;
    }
}

} // namespace rackhouse
