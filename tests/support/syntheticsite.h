#pragma once

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/store/replica.h"

#include <vector>

namespace rackhouse
{

/// A site of any size, made by rule: the same size is the same site, with the same ids. Halls with
/// plans, rows of racks face to face, servers of eight GPUs, a switch on top of each rack.
class SyntheticSite
{
public:
    struct Size {
        int halls = 4;
        int rowsPerHall = 25;
        int racksPerRow = 20;
        int servers = 12'500;
        int gpusPerServer = 8; ///< as components; 0: the servers only say how many they have
        int cables = 60'000;
    };

    SyntheticSite(const Size& size, Instant now);

    static QString key(); ///< of the site in a replica
    /// Enters all of it.
    Result<void> fill(Replica& replica) const;
    /// The next changes of a site that works: power, temperature, health and state of its servers,
    /// one after the other.
    std::vector<Change> nextChanges(int count);

    const std::vector<Hall>& halls() const { return m_halls; }
    const std::vector<Rack>& racks() const { return m_racks; }
    const std::vector<Machine>& machines() const { return m_machines; }
    const std::vector<Asset>& assets() const { return m_assets; }
    const std::vector<Allocation>& allocations() const { return m_allocations; }

private:
    void makeHall(int number);
    void makeRack(int hall, int row, int place);
    void makeMachine(int number);
    void makeRental(const Machine& machine, int number);

    Size m_size;
    Instant m_now;
    std::vector<Hall> m_halls;
    std::vector<Rack> m_racks;
    std::vector<Machine> m_machines;
    std::vector<Asset> m_assets;
    std::vector<Allocation> m_allocations; ///< of the machines that are provisioned
    qint64 m_seq = 0;
    int m_next = 0;
};

} // namespace rackhouse
