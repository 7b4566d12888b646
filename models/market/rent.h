#pragma once

#include "models/domain/asset.h"
#include "models/market/billing.h"
#include "models/market/holding.h"

#include <vector>

namespace rackhouse
{

/// What a machine is let for at one moment.
struct Rent {
    qint64 rentedGpus = 0;
    qint64 freeGpus = 0; ///< that nothing holds, of a machine that is available
    MoneySums aMonth;    ///< what its rentals bring in a whole month

    bool operator==(const Rent&) const = default;
};

/// What revenue is compared by: its GPUs; a machine without any counts as one.
qint64 revenueParts(const Machine& machine);

/// Finds what the best machine of a site brings a month for each of its GPUs, in the currency of
/// most of them. Machines without GPUs count only where no other brings any of that currency.
class BestRent
{
public:
    void add(const Machine& machine, const Rent& rent);
    /// Nothing, in no currency, where nothing is rented.
    Money ofOneGpu() const;

private:
    struct Part {
        MoneySums aMonth;
        qint64 gpus = 0;
    };

    MoneySums m_all;
    std::vector<Part> m_rented;
};

/// The share, up to 1, that an amount for so many GPUs is of the same number of the best one.
double shareOfBest(const Money& aMonth, qint64 parts, const Money& best);

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
