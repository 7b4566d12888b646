#pragma once

#include "app/netboot/boot_event.h"

namespace rackhouse
{

class Store;

/// Writes the phases of network boots as events of the machine that has the MAC: codes "boot-dhcp",
/// "boot-tftp", "boot-loader", "boot-script", "boot-kernel", "boot-initrd", "boot-image". Any
/// thread.
class BootLog
{
public:
    explicit BootLog(Store& store) : m_store(store) {}

    void record(const netboot::BootEvent& event);

private:
    Store& m_store;
};

} // namespace rackhouse
