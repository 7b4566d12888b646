#pragma once

#include "models/topology/cabling.h"

namespace rackhouse
{

class Edits;
class Rows;

/// What the books know of cables and of the ports that they may go to, in one snapshot.
struct CableBooks {
    struct Device {
        EndKind kind = EndKind::None;
        QString id;
        QString name; ///< with its kind where several have that name
    };

    Cabling::Books books;
    std::vector<DeviceType> types;
    std::vector<Component> parts; ///< of machines, that have ports

    /// Without what is measured in them all the time.
    static std::vector<Machine> readMachines(Rows& rows);
    /// What Cabling compares.
    static Cabling::Books readCabling(Rows& rows, Instant now = {});
    static CableBooks read(Rows& rows);
    /// With what the site has answered since.
    CableBooks freshened(const Edits& edits) const;

    std::vector<Device> devices() const; ///< by name
    /// All ports that are known of a device, by name.
    QStringList portsOf(const QString& device) const;
    /// The cable that fills a port, for another one of that state; null where it has room.
    const Cable* taking(const PortRef& port, const Cable& cable) const;

    /// Why the site would refuse the cable; empty where it does not.
    QString problem(const Cable& cable) const;
    /// What a person should think about before saving it; empty where nothing is.
    QStringList doubts(const Cable& cable) const;

private:
    QString nameOf(const QString& device) const;
    bool isPanel(const QString& device) const;
};

} // namespace rackhouse
