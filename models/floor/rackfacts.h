#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/market/rent.h"

#include <array>
#include <vector>

namespace rackhouse
{

/// What the PDUs and breakers of a rack carry when one of its sides is lost.
struct RackSupply {
    double watts = 0; ///< 0: not known
    QString by;       ///< names of those that carry the least
    bool operator==(const RackSupply&) const = default;
};

/// What stands in a rack, summed up.
struct RackFacts {
    /// When its machines had something done to them last.
    struct Care {
        Instant oldest; ///< of the machine for which it is longest ago
        int never = 0;  ///< machines that it was never done to

        void add(Instant when);
        bool operator==(const Care&) const = default;
    };

    int machines = 0;
    int assets = 0; ///< blanks and reservations left out
    double usedUnits = 0;
    double reservedUnits = 0; ///< kept for something that is to come
    double measuredW = 0;
    double plateW = 0;           ///< of those that are not measured
    int measured = 0;            ///< devices whose power is measured; what is off draws nothing
    int byPlate = 0;             ///< devices that count with their name plate
    int powerUnknown = 0;        ///< machines of which neither is known
    int powerStale = 0;          ///< of those that are measured
    RackSupply supply;           ///< what may be drawn, as far as PDUs and breakers tell
    double inletC = 0;           ///< of the hottest inlet; 0: none is told
    bool inletStale = false;     ///< that of the hottest one
    double hottestC = 0;         ///< of the hottest sensor; 0: none is told
    bool hottestStale = false;   ///< that of the hottest one
    std::array<int, 4> health{}; ///< machines by Health
    std::array<int, 4> healthStale{};
    std::array<int, 4> leaks{}; ///< machines by what their leak detectors say
    std::array<int, 4> leaksStale{};
    qint64 gpus = 0;
    qint64 freeGpus = 0; ///< of machines that are available, as far as nothing holds them
    qint64 rentedGpus = 0;
    MoneySums revenue;       ///< a whole month at what is rented now
    qint64 revenueParts = 0; ///< of its machines
    Money bestRent;          ///< a month of the site's best GPU, in its main currency
    Care wipes;
    Care inspections;
    int matches = 0; ///< machines that the filter keeps

    double powerW() const { return measuredW + plateW; }
    int healthy(Health state) const { return health[static_cast<std::size_t>(state)]; }
    int leaking(Health state) const { return leaks[static_cast<std::size_t>(state)]; }
    /// What is not known is worse than what is known to be well.
    Health worst() const;
    /// Machines without a detector are left out.
    Health worstLeak() const;
    bool operator==(const RackFacts&) const = default;
};

/// Collects the facts of one rack. Units that several devices share count once.
class RackFactsBuilder
{
public:
    /// What machines said before `staleBefore` is stale.
    explicit RackFactsBuilder(qint64 heightUnits = 0, Instant staleBefore = {});

    void add(const Machine& machine);
    void add(const Rent& rent); ///< of one of its machines
    void add(const Asset& asset);
    void addMatch() { ++m_facts.matches; }
    RackFacts facts() const;

private:
    enum Use : char { Free, Reserved, Used };

    void take(double position, double units, Use use);
    void addPower(const Machine& machine, bool stale);

    RackFacts m_facts;
    Instant m_staleBefore;
    std::vector<Use> m_halves; ///< from the bottom
};

} // namespace rackhouse
