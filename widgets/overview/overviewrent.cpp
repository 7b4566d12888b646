#include "widgets/overview/overviewrent.h"

#include "models/domain/rentprice.h"
#include "models/items/displaytext.h"
#include "models/market/price.h"
#include "models/market/rent.h"
#include "widgets/common/records.h"
#include "widgets/overview/overviewcharts.h"
#include "widgets/shell/page.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr qint64 kSoonMs = 7ll * 24 * 3'600'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("OverviewPage", text);
}

QString linkTo(const QString& path, const QString& filter)
{
    return Page::makeLink(path, u"filter"_qs, filter).toString();
}

/// Rentals that hold at that moment.
QString holdingFilter(Instant now)
{
    const QString minute = minuteText(now);
    return u"kind:rental starts_at:<=%1 (ends_at:none or ends_at:>%1)"_qs.arg(minute);
}

QString endingFilter(Instant now)
{
    return u"kind:rental starts_at:<=%1 ends_at:>%1 ends_at:<=%2"_qs.arg(
        minuteText(now), minuteText(now.plusMs(kSoonMs)));
}

/// What is held of one site, and what that leaves.
struct Sums {
    qint64 machines = 0; ///< available, of which a part at least is free
    qint64 gpus = 0;     ///< of them, that nothing holds
    qint64 rented = 0;   ///< GPUs
    qint64 all = 0;      ///< GPUs
    int rentals = 0;     ///< that hold now
    MoneySums aMonth;
};

class RentReading
{
public:
    RentReading(Rows& rows, Instant now)
        : m_now(now), m_rows(rows), m_sites(rows.sites()), m_seesAll(rows.seesConfidential())
    {
        for (const auto& [key, name] : m_sites)
            addSite(key, name);
        std::stable_sort(m_ending.begin(), m_ending.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
    }

    RentFigures figures() const
    {
        RentFigures figures;
        figures.hasCustomers = m_seesAll;
        figures.tiles = m_seesAll ? std::vector{forSale(), rented(), revenue(), ending()}
                                  : std::vector{forSale(), rented(), ending()};
        for (const auto& [at, line] : m_ending)
            figures.ending.push_back(line);
        return figures;
    }

private:
    void addSite(const QString& key, const QString& name)
    {
        Rows rows = m_rows.of(key);
        const auto allocations = rows.list<Allocation>();
        const Rents rents(allocations, rows.list<SiteSettings>(), m_now);
        QHash<QString, Machine> held;
        for (const Allocation& allocation : allocations) {
            if (!holds(allocation, m_now))
                continue;
            const QString id = allocation.machineId.text();
            if (!held.contains(id)) {
                const auto machine = rows.find<Machine>(id);
                held.insert(id, machine.value_or(Machine()));
                if (machine)
                    addHeld(*machine, rents.of(*machine));
            }
            if (allocation.kind != AllocationKind::Rental)
                continue;
            ++m_sums.rentals;
            if (allocation.endsAt.isSet() && allocation.endsAt <= m_now.plusMs(kSoonMs))
                addEnding(allocation, held.value(id), name);
        }
        for (const Tally& tally :
             rows.tally(Machine::record(), u"gpu_count:>0"_qs, u"state"_qs, u"gpu_count"_qs)) {
            m_sums.all += tally.sum;
            if (tally.group != enumText(MachineState::Available))
                continue;
            m_sums.machines += tally.rows;
            m_sums.gpus += tally.sum;
        }
    }

    void addHeld(const Machine& machine, const Rent& rent)
    {
        m_sums.rented += rent.rentedGpus;
        m_sums.aMonth.add(rent.aMonth);
        if (machine.state != MachineState::Available || machine.gpuCount == 0)
            return;
        m_sums.gpus -= machine.gpuCount - rent.freeGpus;
        if (rent.freeGpus == 0)
            --m_sums.machines;
    }

    void addEnding(const Allocation& rental, const Machine& machine, const QString& site)
    {
        const qint64 gpus = gpusOf(rental, machine.gpuCount);
        QStringList cells{machine.name};
        if (m_seesAll)
            cells << rental.customer;
        cells << QLocale().toString(gpus) << relativeTime(rental.endsAt, m_now);
        if (m_sites.size() > 1)
            cells << site;
        const QString of = rental.customer.isEmpty() ? exactly(u"machine"_qs, machine.name)
                                                     : exactly(u"customer"_qs, rental.customer);
        const QString filter = endingFilter(m_now) + u' ' + of;
        m_ending.emplace_back(rental.endsAt, FigureLine{rental.id.text(), Tone::Warning, cells,
                                                        linkTo(u"/rentals"_qs, filter)});
    }

    FigureTile forSale() const
    {
        return {{Tone::Ok, tr("GPUs free to sell")},
                QLocale().toString(m_sums.gpus),
                m_sums.gpus == 0,
                tr("in %L1 machines").arg(m_sums.machines),
                {},
                linkTo(u"/machines"_qs, u"free:>0"_qs)};
    }

    FigureTile rented() const
    {
        const qint64 percent =
            m_sums.all == 0 ? 0 : (m_sums.rented * 100 + m_sums.all / 2) / m_sums.all;
        return {{Tone::Neutral, tr("GPUs rented")},
                m_sums.all == 0 ? tr("none") : tr("%L1 %").arg(percent),
                m_sums.rented == 0,
                tr("%L1 of %L2").arg(m_sums.rented).arg(m_sums.all),
                {},
                linkTo(u"/rentals"_qs, holdingFilter(m_now))};
    }

    /// Amounts of other currencies stand below, never added.
    FigureTile revenue() const
    {
        const QList<Money> sums = m_sums.aMonth.all();
        QStringList others;
        for (const Money& money : sums.mid(1))
            others << moneyText(money);
        QString note;
        if (!others.isEmpty())
            note = tr("and %1").arg(others.join(u", "_qs));
        else if (!sums.isEmpty())
            note = tr("of %L1 rentals").arg(m_sums.rentals);
        return {{Tone::Neutral, tr("Revenue a month")},
                sums.isEmpty() ? tr("none") : moneyText(sums.front()),
                sums.isEmpty(),
                note,
                {},
                linkTo(u"/rentals"_qs, holdingFilter(m_now))};
    }

    FigureTile ending() const
    {
        const auto count = qint64(m_ending.size());
        return {{Tone::Warning, tr("Rentals end in 7 days")},
                QLocale().toString(count),
                count == 0,
                count == 0 ? QString()
                           : tr("the first %1").arg(relativeTime(m_ending.front().first, m_now)),
                {},
                linkTo(u"/rentals"_qs, endingFilter(m_now))};
    }

    const Instant m_now;
    Rows& m_rows;
    const std::vector<std::pair<QString, QString>> m_sites;
    const bool m_seesAll; ///< customers and prices too
    Sums m_sums;
    std::vector<std::pair<Instant, FigureLine>> m_ending;
};

} // namespace

RentFigures readRent(Rows& rows, Instant now)
{
    return RentReading(rows, now).figures();
}

} // namespace rackhouse
