#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"
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

    /// Needs eight machines.
    static DemoCabling make(const std::vector<Machine>& machines, Instant now);

private:
    void addCable(const QString& label, const Machine& machine, const QString& port, int leaf,
                  int leafPort, CableState state = CableState::Connected);
    void addAccesses(Instant now);
    void addSpines(const std::vector<Machine>& machines, Instant now);
    void hear(int leaf, int leafPort, const QString& name, const QString& port, Instant now);
};

} // namespace rackhouse
