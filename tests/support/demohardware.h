#pragma once

#include "models/domain/asset.h"

#include <vector>

namespace rackhouse
{

/// The inside of a made-up GPU server as an inspection tells it: two sockets; four PCIe switches
/// with two GPUs, two InfiniBand cards and two drives each, of which one has another switch below
/// it; four NVSwitches; an Ethernet card with two ports; a boot drive. One card has lost half of
/// its lanes, one GPU idles, another is not well.
class DemoHardware
{
public:
    DemoHardware(const MachineId& machine, Instant seen);

    const std::vector<Component>& parts() const { return m_parts; }

private:
    struct Link {
        int speed, width, maxSpeed, maxWidth;
    };

    Component& add(ComponentKind kind, const QString& slot, const QJsonObject& detail);
    void addPci(const QString& address, const QString& parent, const char* kind, const char* vendor,
                const Link& link);
    void addCpus();
    void addBoard(int board);
    void addGpu(const QString& address, const QString& port);
    void addCard(const QString& address, const QString& port);
    void addDrive(const QString& address, const QString& port);
    void addNvSwitches();
    void addSmallThings();
    /// A switch below `port`: its bus and the ports below it.
    QStringList addSwitch(const QString& port, int bus, int ports, const Link& link);

    MachineId m_machine;
    Instant m_seen;
    int m_numa = 0;
    int m_gpus = 0, m_cards = 0, m_drives = 0;
    std::vector<Component> m_parts;
};

} // namespace rackhouse
