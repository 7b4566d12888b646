#include "app/netboot/boot_event.h"

namespace rackhouse::netboot
{

QString phaseText(BootEvent::Phase phase)
{
    switch (phase) {
    case BootEvent::Phase::Dhcp:
        return QStringLiteral("dhcp");
    case BootEvent::Phase::Tftp:
        return QStringLiteral("tftp");
    case BootEvent::Phase::Loader:
        return QStringLiteral("loader");
    case BootEvent::Phase::Script:
        return QStringLiteral("script");
    case BootEvent::Phase::Kernel:
        return QStringLiteral("kernel");
    case BootEvent::Phase::Initrd:
        return QStringLiteral("initrd");
    case BootEvent::Phase::Image:
        return QStringLiteral("image");
    }
    return {};
}

} // namespace rackhouse::netboot
