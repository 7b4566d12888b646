#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wiring.h"

#include <vector>

namespace rackhouse
{

/// Two leaf switches below two spines, with cables to the first machines, as the books have them
/// and as the wire is: most are right, and of each thing that goes wrong there is one.
struct DemoCabling {
    std::vector<Asset> switches;
    std::vector<Cable> cables;
    std::vector<Neighbor> neighbors;
    std::vector<SwitchAccess> accesses; ///< one answers, one presents another certificate
    std::vector<SwitchFacts> facts;     ///< of all four; a power supply of one has failed
    std::vector<SwitchPort> ports;      ///< one uplink runs slower than the others

    /// Needs eight machines. One cable of a machine goes through the first patch panel, one between
    /// switches through the first two.
    static DemoCabling make(const std::vector<Machine>& machines, const std::vector<Asset>& panels,
                            Instant now);

private:
    void addCable(const QString& label, const Machine& machine, const QString& port, int leaf,
                  int leafPort, CableState state = CableState::Connected);
    /// Puts panels into the way of a cable, which becomes several.
    void patch(const QString& label, const std::vector<Asset>& panels, const QString& port);
    void addAccesses(Instant now);
    void addSpines(const std::vector<Machine>& machines, Instant now);
    void addFacts(Instant now);
    void addPort(const Asset& owner, const QString& name, qint64 megabits, Instant now);
    void hear(int leaf, int leafPort, const QString& name, const QString& port, Instant now);
};

} // namespace rackhouse
