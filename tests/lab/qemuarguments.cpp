#include "tests/lab/qemuarguments.h"

#include "tests/lab/provisioningnetwork.h"

#include <QFile>

#include <algorithm>

namespace rackhouse::lab
{

namespace
{

constexpr qint64 MiB = 1024 * 1024;
constexpr int kMemoryMiB = 1024;

/// Firmware skips a disk without a boot signature; SeaBIOS tries only its first one, so the first
/// one must be one that boots.
bool hasBootSignature(const QString& path)
{
    QFile disk(path);
    return disk.open(QIODevice::ReadOnly) && disk.seek(510) && disk.read(2) == "\x55\xAA";
}

/// bootindex of each device; 0: none is given.
struct BootOrder {
    std::vector<int> disks;
    int nic = 0;
};

BootOrder bootOrder(const QemuMachineSpec& spec, const BootOverride& boot)
{
    BootOrder order;
    order.disks.assign(spec.disks.size(), 0);
    const bool network = boot.isActive() && (boot.target == u"Pxe" || boot.target == u"UefiHttp");
    const bool disk = boot.isActive() && boot.target == u"Hdd";
    // UEFI keeps to the order in its own variables; a network boot is its variable BootNext.
    if (spec.plan.firmware == Firmware::Uefi && !disk)
        return order;
    int next = network ? 2 : 1;
    order.nic = network ? 1 : 9;
    for (const bool bootable : {true, false})
        for (size_t i = 0; i < spec.disks.size(); ++i)
            if (hasBootSignature(spec.disks[i].path) == bootable)
                order.disks[i] = next++;
    return order;
}

QString withIndex(const QString& device, int index)
{
    return index == 0 ? device : device + QStringLiteral(",bootindex=%1").arg(index);
}

QString deviceOf(const QemuDisk& disk, const QString& id)
{
    switch (disk.bus) {
    case QemuDisk::Bus::Nvme:
        return QStringLiteral("nvme,drive=%1,serial=%2").arg(id, disk.serial);
    case QemuDisk::Bus::Sata:
        return QStringLiteral("ide-hd,bus=ide.0,drive=%1,serial=%2,wwn=0x%3,rotation_rate=1")
            .arg(id, disk.serial, disk.wwn.section(u'.', 1));
    case QemuDisk::Bus::Virtio:
        break;
    }
    return QStringLiteral("virtio-blk-pci,drive=%1,serial=%2").arg(id, disk.serial);
}

QStringList firmwareArguments(const QemuMachineSpec& spec)
{
    if (spec.plan.firmware == Firmware::Bios)
        return {};
    return {QStringLiteral("-drive"),
            QStringLiteral("if=pflash,unit=0,format=raw,readonly=on,file=") + uefiCode(),
            QStringLiteral("-drive"),
            QStringLiteral("if=pflash,unit=1,format=raw,file=") +
                spec.file(QStringLiteral("vars.fd"))};
}

QStringList identityArguments(const QemuMachineSpec& spec)
{
    const QString common =
        QStringLiteral("manufacturer=%1,serial=%2").arg(spec.manufacturer, spec.plan.serial);
    return {QStringLiteral("-uuid"),
            spec.plan.uuid,
            QStringLiteral("-smbios"),
            QStringLiteral("type=1,product=%1,uuid=%2,").arg(spec.product, spec.plan.uuid) + common,
            QStringLiteral("-smbios"),
            QStringLiteral("type=2,product=%1,").arg(spec.product) + common,
            QStringLiteral("-smbios"),
            QStringLiteral("type=3,") + common};
}

} // namespace

QString uefiCode()
{
    return QStringLiteral("/usr/share/OVMF/OVMF_CODE_4M.fd");
}

QString uefiVariables()
{
    return QStringLiteral("/usr/share/OVMF/OVMF_VARS_4M.fd");
}

QemuMachineSpec qemuSpec(const PlannedMachine& plan, const QString& directory)
{
    QemuMachineSpec spec;
    spec.plan = plan;
    spec.directory = directory;
    spec.tap = ProvisioningNetwork::tapOf(plan.number);
    spec.mac = QStringLiteral("52:54:00:48:%1:%2")
                   .arg(plan.number >> 8, 2, 16, QLatin1Char('0'))
                   .arg(plan.number & 0xFF, 2, 16, QLatin1Char('0'));
    spec.manufacturer = QStringLiteral("Rackhouse Lab");
    spec.product =
        plan.firmware == Firmware::Bios ? QStringLiteral("QB-1000") : QStringLiteral("QU-1000");
    const auto disk = [&](QemuDisk::Bus bus, const char* name, char letter, qint64 bytes) {
        spec.disks.push_back({bus,
                              spec.file(QString::fromLatin1(name) + QStringLiteral(".img")),
                              plan.serial + QLatin1Char(letter),
                              {},
                              bytes});
    };
    disk(QemuDisk::Bus::Nvme, "nvme", 'N', 4096 * MiB);
    disk(QemuDisk::Bus::Sata, "sata", 'S', 1024 * MiB);
    disk(QemuDisk::Bus::Virtio, "virtio", 'V', 512 * MiB);
    spec.disks[1].wwn =
        QStringLiteral("naa.5000c5004852%1").arg(plan.number, 4, 16, QLatin1Char('0'));
    return spec;
}

Hardware qemuHardware(const QemuMachineSpec& spec)
{
    Hardware hardware;
    hardware.manufacturer = spec.manufacturer;
    hardware.model = spec.product;
    hardware.serial = spec.plan.serial;
    hardware.uuid = spec.plan.uuid;
    hardware.partNumber = spec.product;
    hardware.biosVersion = spec.plan.firmware == Firmware::Bios ? QStringLiteral("SeaBIOS 1.16.2")
                                                                : QStringLiteral("OVMF 2022.11");
    hardware.bmcVersion = QStringLiteral("1.00");
    hardware.cpuModel = QStringLiteral("QEMU Virtual CPU version 2.5+");
    hardware.dimmMiB = kMemoryMiB;
    static constexpr const char* models[] = {"QEMU NVMe Ctrl", "QEMU HARDDISK", "QEMU virtio disk"};
    static constexpr const char* protocols[] = {"NVMe", "SATA", "PCIe"};
    for (size_t i = 0; i < spec.disks.size(); ++i)
        hardware.drives.push_back({QLatin1String(models[i]), spec.disks[i].serial,
                                   spec.disks[i].wwn, QStringLiteral("2.5+"),
                                   QLatin1String(protocols[i]), false, spec.disks[i].bytes});
    hardware.nics.push_back({spec.mac,
                             spec.plan.firmware == Firmware::Bios
                                 ? QStringLiteral("Intel 82574L")
                                 : QStringLiteral("Virtio network"),
                             1000});
    hardware.psus = 1;
    hardware.fans = 2;
    return hardware;
}

QStringList qemuArguments(const QemuMachineSpec& spec, const BootOverride& boot)
{
    const BootOrder order = bootOrder(spec, boot);
    const bool bios = spec.plan.firmware == Firmware::Bios;
    QStringList arguments{
        QStringLiteral("-name"), spec.plan.name, QStringLiteral("-accel"), QStringLiteral("tcg"),
        // graphics=off sends the screen of SeaBIOS and iPXE to the serial port.
        QStringLiteral("-machine"), QStringLiteral("q35,graphics=off"), QStringLiteral("-m"),
        QString::number(kMemoryMiB), QStringLiteral("-smp"), QStringLiteral("1"),
        QStringLiteral("-nodefaults"), QStringLiteral("-no-user-config"),
        QStringLiteral("-display"), QStringLiteral("none"), QStringLiteral("-vga"),
        QStringLiteral("none"),
        // A reset by the guest ends the process, so that the next boot has its own boot order.
        QStringLiteral("-action"), QStringLiteral("reboot=shutdown,shutdown=pause"),
        QStringLiteral("-chardev"),
        QStringLiteral("file,id=serial0,append=on,path=") + spec.file(QStringLiteral("serial.log")),
        QStringLiteral("-serial"), QStringLiteral("chardev:serial0"), QStringLiteral("-chardev"),
        QStringLiteral("socket,id=qmp,server=off,path=") + spec.file(QStringLiteral("qmp.sock")),
        QStringLiteral("-mon"), QStringLiteral("chardev=qmp,mode=control"),
        QStringLiteral("-device"), QStringLiteral("virtio-rng-pci")};
    arguments += firmwareArguments(spec);
    arguments += identityArguments(spec);
    for (size_t i = 0; i < spec.disks.size(); ++i) {
        const QString id = QStringLiteral("disk%1").arg(i);
        arguments << QStringLiteral("-drive")
                  << QStringLiteral("if=none,format=raw,discard=unmap,id=%1,file=%2")
                         .arg(id, spec.disks[i].path)
                  << QStringLiteral("-device")
                  << withIndex(deviceOf(spec.disks[i], id), order.disks[i]);
    }
    // UEFI uses its own network stack (PXE and HTTP); BIOS the iPXE in the card's ROM.
    const QString nic =
        bios ? QStringLiteral("e1000e,id=nic0,netdev=net0,addr=0x%2,mac=%1")
             : QStringLiteral("virtio-net-pci,id=nic0,romfile=,netdev=net0,addr=0x%2,mac=%1");
    arguments << QStringLiteral("-netdev")
              << QStringLiteral("tap,id=net0,script=no,downscript=no,ifname=") + spec.tap
              << QStringLiteral("-device")
              << withIndex(nic.arg(spec.mac).arg(kNicSlot, 0, 16), order.nic);
    return arguments;
}

} // namespace rackhouse::lab
