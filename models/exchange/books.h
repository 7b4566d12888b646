#pragma once

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QHash>

#include <vector>

namespace rackhouse
{

/// What the books hold of the floor, to compare a file with.
struct Books {
    std::vector<Rack> racks;
    std::vector<Machine> machines;
    std::vector<Asset> assets;
    std::vector<PowerFeed> feeds;
    std::vector<DeviceType> deviceTypes;
    std::vector<Cable> cables;
    std::vector<Allocation> allocations = {};
    /// Fields for operators are in the rows. Where not, they are no columns of what is exported.
    bool seesConfidential = true;
};

/// What a cable can be plugged into.
struct BookDevice {
    EndKind kind = EndKind::None;
    QString id;
    QString name;
    int faces = 1; ///< cables that one port takes; 0: any number
};

/// The names of the books and what goes by them. Keeps pointers into the books.
class BookIndex
{
public:
    explicit BookIndex(const Books& books);

    const Books& books() const { return m_books; }
    const Rack* rack(const QString& id) const { return m_racks.value(id); }
    const Rack* rackNamed(const QString& name) const { return m_racksByName.value(name); }
    const DeviceType* deviceType(const QString& id) const { return m_types.value(id); }
    const DeviceType* deviceTypeOfSlug(const QString& slug) const
    {
        return m_typesBySlug.value(slug);
    }
    const BookDevice* device(const QString& id) const;
    /// All of that name; of one kind, or of any where the kind is None.
    QList<BookDevice> devicesNamed(const QString& name, EndKind kind = EndKind::None) const;

private:
    const Books& m_books;
    QHash<QString, const Rack*> m_racks;
    QHash<QString, const Rack*> m_racksByName;
    QHash<QString, const DeviceType*> m_types;
    QHash<QString, const DeviceType*> m_typesBySlug;
    QHash<QString, BookDevice> m_devices;
    QMultiHash<QString, QString> m_devicesByName;
};

} // namespace rackhouse
