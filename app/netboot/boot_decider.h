#pragma once

#include <QHostAddress>
#include <QString>

#include <functional>

namespace rackhouse::netboot
{

/// Who asks for a boot script.
struct BootClient {
    QString mac;          ///< lower-case with colons; never empty
    QString uuid;         ///< of SMBIOS, lower-case; empty when the firmware has none
    QString architecture; ///< see architectureName()
    QHostAddress address;
};

/// INT 13h number of the disk that a BIOS starts by itself.
inline constexpr int firstBiosDrive = 0x80;

/// What it shall boot now.
struct BootDecision {
    enum Kind {
        RamSystem,
        LocalDisk,
        Deny, ///< nothing from here: its firmware goes on with its next boot device
    };

    Kind kind = Deny;
    /// For RamSystem: "rackhouse.token=..." and what else the kernel shall get. "rackhouse.url" is
    /// added here, with the address that the machine has reached.
    QString kernelArguments;
    /// For LocalDisk on a BIOS: the drive to start, by its INT 13h number.
    int biosDrive = firstBiosDrive;
};

/// Decides at request time. Called on an HTTP thread, must not block; the answer may come from any
/// thread, once. An unknown machine gets the RAM system to be inspected, never more.
using BootDecider = std::function<void(BootClient, std::function<void(BootDecision)>)>;

} // namespace rackhouse::netboot
