#pragma once

#include "tests/lab/hardware.h"
#include "tests/lab/machine.h"
#include "tests/lab/plan.h"

#include <QStringList>

namespace rackhouse::lab
{

/// PCI device number of the network card, on bus 0.
constexpr int kNicSlot = 0x10;

/// A disk of a real machine: a sparse raw file that tests read from outside.
struct QemuDisk {
    enum class Bus { Nvme, Sata, Virtio };
    Bus bus;
    QString path;
    QString serial;
    QString wwn; ///< "naa.…"; SATA only
    qint64 bytes = 0;
};

/// Everything that QEMU is told about a real machine.
struct QemuMachineSpec {
    PlannedMachine plan;
    QString directory;
    QString tap;
    QString mac;
    QString manufacturer;
    QString product;
    std::vector<QemuDisk> disks;

    QString file(const QString& name) const { return directory + u'/' + name; }
};

QemuMachineSpec qemuSpec(const PlannedMachine& plan, const QString& directory);
/// Files of Debian's ovmf: the firmware, and the template of its variables.
QString uefiCode();
QString uefiVariables();
/// What its BMC reports as inventory.
Hardware qemuHardware(const QemuMachineSpec& spec);
/// The command line for one power-on; the boot override decides the order of boot devices.
QStringList qemuArguments(const QemuMachineSpec& spec, const BootOverride& boot);

} // namespace rackhouse::lab
