#pragma once

#include "app/redfish/bmcclient.h"

#include <functional>
#include <optional>

namespace rackhouse::redfish
{

/// What answered at one address.
struct DiscoveredBmc {
    BmcAddress address;
    std::optional<ServiceRoot> root; ///< none: it did not answer with Redfish; see `error`
    Manager manager;
    std::vector<SystemInventory> machines; ///< none for chassis managers, switches and PDUs
    std::optional<Error> error;            ///< why it is not complete
};

/// Asks many addresses which BMC is there, a bounded number at once.
class Discoverer : public QObject
{
    Q_OBJECT
public:
    struct Limits {
        int parallel = 16;     ///< addresses at once
        int connectMs = 3'000; ///< until an address counts as empty
        Options bmc;
    };
    /// The pinned certificate of a BMC that is known already; empty: pin at first use.
    using Pins = std::function<QString(const BmcAddress&)>;

    explicit Discoverer(Limits limits, QObject* parent = nullptr);

    /// Every address where something listens, in the order of `addresses`. An address where nothing
    /// answers is left out. The discoverer must outlive the task.
    QCoro::Task<std::vector<DiscoveredBmc>> run(std::vector<BmcAddress> addresses, BmcLogin login,
                                                Pins pins = {});
    /// No further address is begun.
    void cancel() { m_cancelled = true; }

signals:
    void progress(int tried, int total);
    void found(const rackhouse::redfish::DiscoveredBmc& bmc);

private:
    struct Work;

    QCoro::Task<void> worker(std::shared_ptr<Work> work);
    QCoro::Task<bool> listens(BmcAddress address);
    QCoro::Task<DiscoveredBmc> ask(BmcAddress address, BmcLogin login, QString pin);

    const Limits m_limits;
    bool m_cancelled = false;
};

} // namespace rackhouse::redfish
