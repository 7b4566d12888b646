#pragma once

#include "app/agent/inventory/roots.h"
#include "app/agent/outcome.h"

#include <cstdint>

namespace rackhouse::agent
{

/// What a drive offers to erase itself with.
struct Sanitize {
    bool nvmeFormat = false;
    bool nvmeCrypto = false;
    bool nvmeAllNamespaces = false; ///< a format reaches the sibling namespaces too
    int nvmeNamespaces = 0;
    bool nvmeSanitizeCrypto = false;
    bool nvmeSanitizeBlock = false;
    bool ataSecurity = false;
    bool ataEnabled = false;
    bool ataLocked = false;
    bool ataFrozen = false;
    bool ataEnhanced = false;
    bool ataSanitizeCrypto = false;
    bool ataSanitizeBlock = false;

    Json json() const;
};

/// A whole disk of this machine.
struct Drive {
    std::string device; ///< "nvme0n1"
    std::string path;   ///< "/dev/nvme0n1"
    std::string model;
    std::string serial;
    std::string wwn;
    std::string firmware;
    std::string transport; ///< nvme, sata, sas, virtio, usb
    std::string pci;       ///< "0000:c1:00.0": the drive or its controller; empty if unknown
    std::int64_t sizeBytes = 0;
    int logicalBlock = 512;
    bool rotational = false;
    bool readOnly = false;
    bool removable = false;
    std::vector<std::string> holders; ///< "md0", "dm-1": what sits on it or on its partitions
    Sanitize sanitize;
    std::string name; ///< set by nameDrives()

    /// What tasks and wipe records know it by: no two drives of a machine share it.
    const std::string& key() const { return name.empty() ? device : name; }
    /// "nvme", "sata-ssd", "hdd", "virtio", "usb", ...: the media type of a wipe record.
    std::string media() const;
    Json json() const;
};

/// The disks of the machine, without CD drives, RAM disks, loops and what is built of other disks.
/// `sanitize` is left empty.
std::vector<Drive> listDrives(const Roots& roots);

/// Gives each drive a name that no other one has: its serial, with "-n2" for the second namespace
/// of an NVMe drive, as all share one; without a serial of its own the WWN, at last the device.
void nameDrives(std::vector<Drive>& drives);

/// Asks the drive itself, through nvme-cli or hdparm.
Sanitize readSanitize(const Drive& drive);

/// The drive that {drive}, {serial} or {device} of a task's parameters names, of the size
/// {size_bytes} where that is given; "drive-missing" otherwise. Namespaces of one controller share
/// a serial: {device} tells them apart, and without it they are "drive-ambiguous".
Outcome<Drive> findDrive(const std::vector<Drive>& drives, const Json& wanted);

} // namespace rackhouse::agent
