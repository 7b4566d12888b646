#include "models/exchange/books.h"

namespace rackhouse
{

BookIndex::BookIndex(const Books& books) : m_books(books)
{
    for (const Rack& rack : books.racks) {
        m_racks.insert(rack.id.text(), &rack);
        m_racksByName.insert(rack.name, &rack);
    }
    for (const DeviceType& type : books.deviceTypes) {
        m_types.insert(type.id.text(), &type);
        m_typesBySlug.insert(type.slug, &type);
    }
    for (const Machine& machine : books.machines)
        m_devices.insert(machine.id.text(), {EndKind::Machine, machine.id.text(), machine.name});
    for (const Asset& asset : books.assets)
        m_devices.insert(asset.id.text(), {EndKind::Asset, asset.id.text(), asset.name,
                                           asset.kind == AssetKind::PatchPanel ? 2 : 1});
    for (const PowerFeed& feed : books.feeds)
        m_devices.insert(feed.id.text(), {EndKind::Feed, feed.id.text(), feed.name, 0});
    for (const BookDevice& device : std::as_const(m_devices))
        m_devicesByName.insert(device.name, device.id);
}

const BookDevice* BookIndex::device(const QString& id) const
{
    const auto found = m_devices.constFind(id);
    return found == m_devices.constEnd() ? nullptr : &*found;
}

QList<BookDevice> BookIndex::devicesNamed(const QString& name, EndKind kind) const
{
    QList<BookDevice> found;
    for (const QString& id : m_devicesByName.values(name)) {
        const BookDevice& device = *m_devices.constFind(id);
        if (kind == EndKind::None || device.kind == kind)
            found << device;
    }
    return found;
}

} // namespace rackhouse
