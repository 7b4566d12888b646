#pragma once

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace rackhouse::lab
{

enum class Firmware { Bios, Uefi };

struct LabOptions {
    QString directory;
    int paper = 0;
    QString paperPersonality; ///< empty: all in turn
    std::vector<Firmware> real;
    bool demo = false;
    bool paperOnly = false; ///< with demo: leave the real machines out
    QString appliance;      ///< path of rackhoused; empty: none is started
    QStringList applianceArguments;
    QString ramdisk;
    std::optional<QHostAddress> addressBase; ///< none: a block chosen at random
};

/// Where one machine of the lab stands and what it is.
struct PlannedMachine {
    QString name;
    QString personality;
    QString serial;
    QString uuid;
    QString rack;
    int unit = 1; ///< lowest unit it takes, counted from the floor
    int height = 1;
    std::optional<Firmware> firmware; ///< none: paper
    int number = 1;                   ///< counts all machines of the lab, for addresses and MACs
};

/// The machines that the options ask for: paper ones first, stacked into racks of 42 units.
std::vector<PlannedMachine> planMachines(const LabOptions& options);
/// Two racks, twelve paper servers, three real ones.
std::vector<PlannedMachine> planDemo(bool paperOnly);

} // namespace rackhouse::lab
