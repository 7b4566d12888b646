#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QHash>

#include <vector>

namespace rackhouse
{

/// Finds the devices of the books by what they and others call them on the wire.
class DeviceIndex
{
public:
    DeviceIndex(const std::vector<Machine>& machines, const std::vector<Asset>& assets);

    /// The id of the device with that name as it is, else with that name without domain where only
    /// one device has it; empty where the books have none.
    QString called(const QString& name) const;
    /// Whose port it is.
    QString teller(const Neighbor& neighbor) const;
    /// What is at the other end: by its name, else by a MAC that an inspection found in it.
    QString heard(const Neighbor& neighbor) const;
    /// That an inspection found the MAC in, in lower case with colons; empty: none.
    QString withMac(const QString& mac) const { return m_devices.value(mac); }
    /// As the books call it.
    QString nameOf(const QString& device) const { return m_names.value(device); }

    /// Without domain; an address is no name with one.
    static QString shortName(const QString& name);

private:
    void add(const QString& name, const QString& id);

    QHash<QString, QString> m_names;      ///< by id
    QHash<QString, QString> m_devices;    ///< id by name or MAC, in lower case
    QHash<QString, QString> m_shortNames; ///< id by name without domain; empty: of several
};

} // namespace rackhouse
