#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QHash>

#include <vector>

namespace rackhouse
{

/// Two sides from one grid down to a PDU a rack and side, with the cords of the machines: most are
/// right, and of each thing that goes wrong there is one.
struct DemoPower {
    std::vector<PowerFeed> feeds;
    std::vector<Asset> pdus;
    std::vector<Cable> cables;
    std::vector<Component> supplies;

    /// What the machine draws, may draw, and how warm it is, as its BMC would tell.
    static void tell(Machine& machine, int number);
    /// Needs eight machines.
    static DemoPower make(const std::vector<Rack>& racks, const std::vector<Machine>& machines,
                          Instant now);

private:
    PowerFeed& addFeed(const QString& name, FeedKind kind, const QString& side,
                       const PowerFeedId& above, double amps);
    void addPdu(const Rack& rack, const QString& side, const PowerFeedId& breaker);
    void addCords(const Machine& machine, int number, Instant now);
    void addCable(EndKind aKind, const QString& a, EndKind bKind, const QString& b,
                  const QString& port);

    QHash<QString, int> m_outlets; ///< that are taken, by PDU
};

} // namespace rackhouse
