#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"

#include <array>
#include <vector>

namespace rackhouse
{

/// What stands in a rack, summed up.
struct RackFacts {
    int machines = 0;
    int assets = 0; ///< blanks and reservations left out
    double usedUnits = 0;
    double reservedUnits = 0;    ///< kept for something that is to come
    double powerW = 0;           ///< as measured, and by the name plate where nothing is measured
    int measured = 0;            ///< devices whose power is measured
    int byPlate = 0;             ///< devices that count with their name plate
    int powerUnknown = 0;        ///< machines of which neither is known
    double inletC = 0;           ///< of the hottest inlet; 0: none is told
    std::array<int, 4> health{}; ///< machines by Health
    std::array<int, 4> leaks{};  ///< machines by what their leak detectors say
    qint64 gpus = 0;
    qint64 freeGpus = 0;  ///< of machines that are available
    Instant oldestCheck;  ///< of the machine whose last wipe or inspection is longest ago
    int neverChecked = 0; ///< machines that were neither wiped nor inspected
    int matches = 0;      ///< machines that the filter keeps

    int healthy(Health state) const { return health[static_cast<std::size_t>(state)]; }
    int leaking(Health state) const { return leaks[static_cast<std::size_t>(state)]; }
    Health worst() const;
    Health worstLeak() const;
    bool operator==(const RackFacts&) const = default;
};

/// Collects the facts of one rack. Units that several devices share count once.
class RackFactsBuilder
{
public:
    explicit RackFactsBuilder(qint64 heightUnits = 0);

    void add(const Machine& machine);
    void add(const Asset& asset);
    void addMatch() { ++m_facts.matches; }
    RackFacts facts() const;

private:
    enum Use : char { Free, Reserved, Used };

    void take(double position, double units, Use use);

    RackFacts m_facts;
    std::vector<Use> m_halves; ///< from the bottom
};

} // namespace rackhouse
