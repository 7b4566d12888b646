#pragma once

#include "models/domain/asset.h"
#include "models/market/billing.h"
#include "models/market/holding.h"

namespace rackhouse
{

/// What a machine is let for at one moment.
struct Rent {
    qint64 rentedGpus = 0;
    qint64 freeGpus = 0; ///< that nothing holds, of a machine that is available
    MoneySums aMonth;    ///< what its rentals bring in a whole month

    bool operator==(const Rent&) const = default;
};

/// The rents of machines at one moment. Keeps pointers into the list that it is made from.
class Rents
{
public:
    Rents(const std::vector<Allocation>& allocations, const std::vector<SiteSettings>& settings,
          Instant now);

    const Holdings& holdings() const { return m_holdings; }
    /// The calendar month of the moment at the site.
    const TimeSpan& month() const { return m_month; }
    Rent of(const Machine& machine) const;

private:
    Holdings m_holdings;
    TimeSpan m_month;
};

} // namespace rackhouse
