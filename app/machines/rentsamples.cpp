#include "app/machines/rentsamples.h"

#include "models/market/rent.h"

#include <map>
#include <set>

namespace rackhouse
{

namespace
{

struct Sums {
    qint64 gpus = 0;
    MoneySums aMonth;
};

/// What machines that are rented bring, by hall; that of the site has no name.
class RentSums
{
public:
    RentSums(Reader& reader, const Rents& rents, const QSet<QString>& halls)
        : m_reader(reader), m_rents(rents)
    {
        m_sums.try_emplace(QString());
        for (const QString& hall : halls)
            m_sums.try_emplace(hall);
    }

    Result<void> add(const MachineId& id)
    {
        const auto machine = m_reader.find<Machine>(id);
        if (!machine)
            return fail(machine.error());
        if (!*machine)
            return {};
        const auto hall = hallOf((*machine)->rackId);
        if (!hall)
            return fail(hall.error());
        const Rent rent = m_rents.of(**machine);
        for (const QString& of :
             hall->isEmpty() ? QStringList{*hall} : QStringList{QString(), *hall}) {
            m_sums[of].gpus += rent.rentedGpus;
            m_sums[of].aMonth.add(rent.aMonth);
        }
        return {};
    }

    std::vector<Sample> samples(const std::set<QString>& currencies)
    {
        std::vector<Sample> samples;
        for (const auto& [hall, sums] : m_sums) {
            samples.push_back({Measure::GpusRented, hall, {}, sums.gpus});
            for (const QString& currency : currencies)
                samples.push_back(
                    {Measure::Revenue, hall, currency, sums.aMonth.in(currency).minor});
        }
        return samples;
    }

private:
    Result<QString> hallOf(const RackId& id)
    {
        if (const auto known = m_halls.constFind(id); known != m_halls.constEnd())
            return *known;
        const auto rack = m_reader.find<Rack>(id);
        if (!rack)
            return fail(rack.error());
        const QString hall = *rack ? (*rack)->hall : QString();
        m_halls.insert(id, hall);
        return hall;
    }

    Reader& m_reader;
    const Rents& m_rents;
    QHash<RackId, QString> m_halls;
    std::map<QString, Sums> m_sums;
};

} // namespace

Result<std::vector<Sample>> rentSamples(Reader& reader, const QSet<QString>& halls, Instant now)
{
    const auto allocations = reader.list<Allocation>();
    const auto settings = reader.list<SiteSettings>();
    if (!allocations || !settings)
        return fail(allocations ? settings.error() : allocations.error());
    const Rents rents(*allocations, *settings, now);
    RentSums sums(reader, rents, halls);
    QSet<MachineId> seen;
    std::set<QString> currencies;
    for (const Allocation& allocation : *allocations) {
        if (allocation.kind != AllocationKind::Rental || allocation.startsAt > now)
            continue;
        if (!allocation.currency.isEmpty())
            currencies.insert(allocation.currency);
        if (!holds(allocation, now) || seen.contains(allocation.machineId))
            continue;
        seen.insert(allocation.machineId);
        if (auto added = sums.add(allocation.machineId); !added)
            return fail(added.error());
    }
    return sums.samples(currencies);
}

} // namespace rackhouse
