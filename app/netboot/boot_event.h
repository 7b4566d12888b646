#pragma once

#include "models/base/clock.h"

#include <QString>

#include <functional>

namespace rackhouse::netboot
{

/// One line of a machine's boot log.
struct BootEvent {
    enum class Phase { Dhcp, Tftp, Loader, Script, Kernel, Initrd, Image };

    Phase phase = Phase::Dhcp;
    QString mac;     ///< lower-case; empty when the address has no lease here
    QString address; ///< the client's
    QString architecture;
    QString text; ///< what was given: "10.77.0.12", "snponly.efi", "ram-system"...
    bool ok = true;
    QString problem; ///< code of the problem when not ok
    Instant at;
};

/// The stable word of a phase: "dhcp", "tftp", "loader", "script", "kernel", "initrd", "image".
QString phaseText(BootEvent::Phase phase);

/// Called from the threads of the network boot; must not block.
using BootObserver = std::function<void(const BootEvent&)>;

} // namespace rackhouse::netboot
