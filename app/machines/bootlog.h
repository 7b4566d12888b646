#pragma once

#include "app/netboot/boot_event.h"

#include <atomic>
#include <memory>

namespace rackhouse
{

class Store;

/// Writes the phases of network boots as events of the machine that has the MAC: codes "boot-dhcp",
/// "boot-tftp", "boot-loader", "boot-script", "boot-kernel", "boot-initrd", "boot-image". Any
/// thread.
class BootLog
{
public:
    /// Anybody on the provisioning network can make events: more than this at once are dropped.
    static constexpr int MostWaiting = 512;

    explicit BootLog(Store& store) : m_store(store) {}

    void record(const netboot::BootEvent& event);

private:
    Store& m_store;
    std::shared_ptr<std::atomic<int>> m_waiting = std::make_shared<std::atomic<int>>(0);
};

} // namespace rackhouse
