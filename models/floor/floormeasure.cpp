#include "models/floor/floormeasure.h"

#include "models/base/units.h"
#include "models/market/price.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace rackhouse
{

namespace
{

// ASHRAE TC 9.9: air for servers is recommended up to 27 degrees and allowed up to 32 (class A1).
constexpr double coldestC = 15;
constexpr double recommendedC = 27;
constexpr double allowedC = 32;
constexpr double hottestC = 35;
constexpr double coolestPartC = 20; ///< of the hottest sensors: GPUs and CPUs under load
constexpr double hottestPartC = 100;
constexpr double nearlyFull = 0.9; ///< of what a feed may carry
constexpr double longestDays = 90;
constexpr double dayMs = 86'400'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Floor", text);
}

constexpr std::size_t at(Health state)
{
    return static_cast<std::size_t>(state);
}

QString number(double value, int decimals)
{
    return QLocale().toString(value, 'f', decimals);
}

/// "12", "12.5"
QString units(double value)
{
    return number(value, value == std::floor(value) ? 0 : 1);
}

MeasureValue occupancy(const Rack& rack, const RackFacts& facts)
{
    const auto height = static_cast<double>(rack.heightUnits);
    if (height <= 0)
        return {false, 0, Health::Unknown, {}, tr("Its height is not known.")};
    const double free = height - facts.usedUnits - facts.reservedUnits;
    QString sentence =
        tr("%1 of %2 U used, %3 free").arg(units(facts.usedUnits), units(height), units(free));
    if (facts.reservedUnits > 0)
        sentence += tr(", %1 reserved").arg(units(facts.reservedUnits));
    return {true, std::clamp(facts.usedUnits / height, 0.0, 1.0), Health::Unknown,
            units(facts.usedUnits) + QLatin1Char('/') + units(height), sentence};
}

/// Behind a sentence whose values are old.
QString staleText(int stale)
{
    return stale > 0 ? tr("; not heard of for long: %1").arg(stale) : QString();
}

/// What may be drawn in a rack, and what says so.
struct PowerLimit {
    double watts = 0; ///< 0: not known
    QString words;
};

PowerLimit powerLimit(const Rack& rack, const RackSupply& supply)
{
    const auto typed = static_cast<double>(rack.powerLimitW);
    if (supply.watts > 0 && (typed <= 0 || supply.watts < typed))
        return {supply.watts, tr("all that %1 can carry alone").arg(supply.by)};
    return {std::max(0.0, typed), tr("the limit of the rack")};
}

/// How much of the power is measured, and how much only stands on name plates.
QString powerOrigin(const RackFacts& facts)
{
    QString text;
    if (facts.byPlate > 0)
        text = facts.measured == 0 ? tr("; all by name plate")
                                   : tr("; %1 measured + %2 by plate (%3 of %4)")
                                         .arg(wattsText(facts.measuredW), wattsText(facts.plateW))
                                         .arg(facts.byPlate)
                                         .arg(facts.byPlate + facts.measured);
    if (facts.powerUnknown > 0)
        text += tr("; not known: %1").arg(facts.powerUnknown);
    return text + staleText(facts.powerStale);
}

MeasureValue power(const Rack& rack, const RackFacts& facts)
{
    if (facts.measured + facts.byPlate == 0)
        return {false,
                0,
                Health::Unknown,
                {},
                facts.powerUnknown == 0 ? tr("Nothing in it draws power.")
                                        : tr("Neither power nor name plates are known.")};
    MeasureValue value{false, 0, Health::Unknown, number(facts.powerW() / 1000, 1), {}};
    value.stale = facts.powerStale > 0;
    const PowerLimit limit = powerLimit(rack, facts.supply);
    if (limit.watts <= 0) {
        value.brief = wattsText(facts.powerW());
        value.sentence = value.brief + tr("; no limit is known") + powerOrigin(facts);
        return value;
    }
    const double share = facts.powerW() / limit.watts;
    value.level = share > 1            ? Health::Critical
                  : share > nearlyFull ? Health::Warning
                                       : Health::Unknown;
    value.share = std::clamp(share, 0.0, 1.0);
    value.known = true;
    value.brief =
        tr("%1 of %2 (%3 %)")
            .arg(wattsText(facts.powerW()), wattsText(limit.watts), number(100 * share, 0));
    value.sentence = value.brief + QLatin1String(", ") + limit.words + powerOrigin(facts);
    return value;
}

MeasureValue inlet(const RackFacts& facts)
{
    if (facts.inletC <= 0)
        return {false, 0, Health::Unknown, {}, tr("No inlet temperature is told.")};
    const Health level = facts.inletC > allowedC       ? Health::Critical
                         : facts.inletC > recommendedC ? Health::Warning
                                                       : Health::Unknown;
    const QString celsius = number(facts.inletC, 1);
    MeasureValue value{true,
                       std::clamp((facts.inletC - coldestC) / (hottestC - coldestC), 0.0, 1.0),
                       level, celsius, tr("%1 °C").arg(celsius)};
    value.stale = facts.inletStale;
    if (value.stale)
        value.sentence += tr("; nothing was heard for long of the machine that told it");
    return value;
}

/// What is too hot differs by the part: its health says so, no limit of ours.
MeasureValue hottest(const RackFacts& facts)
{
    if (facts.hottestC <= 0)
        return {false, 0, Health::Unknown, {}, tr("No temperature is told.")};
    const double share = (facts.hottestC - coolestPartC) / (hottestPartC - coolestPartC);
    const QString celsius = number(facts.hottestC, 1);
    MeasureValue value{true, std::clamp(share, 0.0, 1.0), Health::Unknown, celsius,
                       tr("%1 °C at the hottest sensor").arg(celsius)};
    value.stale = facts.hottestStale;
    if (value.stale)
        value.sentence += tr("; nothing was heard for long of the machine that told it");
    return value;
}

/// What is bad stays so until all that said it are silent; one silent machine is enough to doubt
/// that all is well.
bool isStale(Health worst, int machines, int stale)
{
    return worst == Health::Ok ? stale > 0 : stale > 0 && stale == machines;
}

int sumOf(const std::array<int, 4>& machines)
{
    return std::accumulate(machines.begin(), machines.end(), 0);
}

MeasureValue leak(const RackFacts& facts)
{
    const Health worst = facts.worstLeak();
    const int detecting = facts.machines - facts.leaking(Health::Unknown);
    if (worst == Health::Unknown)
        return {false, 0, Health::Unknown, {}, tr("Nothing in it has a leak detector.")};
    QStringList words;
    if (const int count = facts.leaking(Health::Critical); count > 0)
        words << tr("%1 leaking").arg(count);
    if (const int count = facts.leaking(Health::Warning); count > 0)
        words << tr("%1 with a warning of a leak").arg(count);
    if (const int count = facts.leaking(Health::Ok); count > 0)
        words << tr("%1 dry").arg(count);
    if (facts.machines > detecting)
        words << tr("%1 without a leak detector").arg(facts.machines - detecting);
    MeasureValue value{true, 0, worst, QString::number(facts.leaking(worst)),
                       words.join(QLatin1String(", "))};
    const int unheard = sumOf(facts.leaksStale) - facts.leaksStale[at(Health::Unknown)];
    value.sentence += staleText(unheard);
    value.stale = isStale(worst, facts.leaking(worst), facts.leaksStale[at(worst)]);
    return value;
}

MeasureValue health(const RackFacts& facts)
{
    if (facts.machines == 0)
        return {false, 0, Health::Unknown, {}, tr("No machine is in it.")};
    QStringList words;
    const auto add = [&](Health state, const QString& text) {
        if (facts.healthy(state) > 0)
            words << text.arg(facts.healthy(state));
    };
    add(Health::Critical, tr("%1 critical"));
    add(Health::Warning, tr("%1 warning"));
    add(Health::Unknown, tr("%1 not known"));
    add(Health::Ok, tr("%1 OK"));
    const Health worst = facts.worst();
    MeasureValue value{true, 0, worst, QString::number(facts.healthy(worst)),
                       words.join(QLatin1String(", ")) + staleText(sumOf(facts.healthStale))};
    value.stale = isStale(worst, facts.healthy(worst), facts.healthStale[at(worst)]);
    return value;
}

MeasureValue freeGpus(const RackFacts& facts)
{
    if (facts.gpus == 0)
        return {false, 0, Health::Unknown, {}, tr("No GPU is in it.")};
    return {true, static_cast<double>(facts.freeGpus) / static_cast<double>(facts.gpus),
            Health::Unknown, QString::number(facts.freeGpus),
            tr("%1 of %2 GPUs free").arg(facts.freeGpus).arg(facts.gpus)};
}

/// "950", "9.5k", "12k", "1.2M": short enough for a tile.
QString shortAmount(const Money& money)
{
    constexpr std::array prefixes{"", "k", "M", "G"};
    double value = static_cast<double>(money.minor) /
                   std::pow(10.0, currencyDecimals(money.currency).value_or(2));
    std::size_t prefix = 0;
    for (; value >= 999.5 && prefix + 1 < prefixes.size(); ++prefix)
        value /= 1000;
    return number(value, prefix > 0 && value < 9.95 ? 1 : 0) + QLatin1String(prefixes[prefix]);
}

MeasureValue revenue(const RackFacts& facts)
{
    if (facts.machines == 0)
        return {false, 0, Health::Unknown, {}, tr("No machine is in it.")};
    const QString nothing = facts.rentedGpus > 0 ? tr("What its rentals bring is not known here.")
                                                 : tr("No rental is known in it.");
    const Money money = facts.revenue.in(facts.bestRent.currency);
    if (facts.bestRent.minor == 0)
        return {false, 0, Health::Unknown, {}, nothing};
    if (facts.revenue.isEmpty())
        return {true, 0, Health::Unknown, QString::number(0), nothing};
    // What is in other currencies only has no place on the scale.
    MeasureValue value{money.minor > 0, 0, Health::Unknown, {}, {}};
    if (value.known)
        value.share = shareOfBest(money, facts.revenueParts, facts.bestRent);
    value.number = shortAmount(value.known ? money : facts.revenue.all().constFirst());
    value.brief = tr("%1 a month").arg(moneyText(facts.revenue, facts.bestRent.currency));
    value.sentence =
        value.brief + tr("; %1 of %2 GPUs rented").arg(facts.rentedGpus).arg(facts.gpus);
    if (value.known)
        value.sentence +=
            (facts.revenueParts == facts.gpus ? tr("; %1 for each GPU")
                                              : tr("; %1 for each GPU and machine without"))
                .arg(moneyText({money.minor / facts.revenueParts, money.currency}));
    return value;
}

/// Days since the machine for which it is longest ago. "Never" is longer than that.
MeasureValue careOf(const RackFacts& facts, const RackFacts::Care& care, Instant now)
{
    if (facts.machines == 0)
        return {false, 0, Health::Unknown, {}, tr("No machine is in it.")};
    MeasureValue value;
    value.never = care.never > 0;
    value.known = true;
    value.share = 1;
    if (!care.oldest.isSet()) {
        value.number = tr("never");
        value.sentence = tr("never, for all %1").arg(facts.machines);
        return value;
    }
    const double days = std::max(0.0, static_cast<double>(now.ms - care.oldest.ms) / dayMs);
    const QString oldest = tr("oldest %1 d ago").arg(number(days, days < 10 ? 1 : 0));
    value.number = number(days, 0);
    value.sentence = oldest;
    if (value.never) {
        value.number = tr("%1 never").arg(care.never);
        value.sentence =
            tr("never for %1 of %2; the others: %3")
                .arg(QString::number(care.never), QString::number(facts.machines), oldest);
    } else {
        value.share = std::clamp(days / longestDays, 0.0, 1.0);
    }
    return value;
}

} // namespace

MeasureValue measureOf(FloorMeasure measure, const Rack& rack, const RackFacts& facts, Instant now)
{
    switch (measure) {
    case FloorMeasure::Occupancy:
        return occupancy(rack, facts);
    case FloorMeasure::Power:
        return power(rack, facts);
    case FloorMeasure::Inlet:
        return inlet(facts);
    case FloorMeasure::Hottest:
        return hottest(facts);
    case FloorMeasure::Leak:
        return leak(facts);
    case FloorMeasure::Health:
        return health(facts);
    case FloorMeasure::FreeGpus:
        return freeGpus(facts);
    case FloorMeasure::Revenue:
        return revenue(facts);
    case FloorMeasure::Wiped:
        return careOf(facts, facts.wipes, now);
    case FloorMeasure::Inspected:
        break;
    }
    return careOf(facts, facts.inspections, now);
}

std::optional<FloorMeasure> measureFromLink(const QString& word)
{
    return word == QLatin1String("checked") ? FloorMeasure::Wiped
                                            : enumFromText<FloorMeasure>(word);
}

QString measureTitle(FloorMeasure measure)
{
    switch (measure) {
    case FloorMeasure::Occupancy:
        return tr("Occupancy");
    case FloorMeasure::Power:
        return tr("Power");
    case FloorMeasure::Inlet:
        return tr("Hottest inlet");
    case FloorMeasure::Hottest:
        return tr("Hottest sensor");
    case FloorMeasure::Leak:
        return tr("Leaks");
    case FloorMeasure::Health:
        return tr("Health");
    case FloorMeasure::FreeGpus:
        return tr("Free GPUs");
    case FloorMeasure::Revenue:
        return tr("Revenue");
    case FloorMeasure::Wiped:
        return tr("Last wipe");
    case FloorMeasure::Inspected:
        break;
    }
    return tr("Last inspection");
}

bool isOfStates(FloorMeasure measure)
{
    return measure == FloorMeasure::Health || measure == FloorMeasure::Leak;
}

QString measureUnit(FloorMeasure measure, const Money& bestRent)
{
    switch (measure) {
    case FloorMeasure::Occupancy:
        return tr("units used of all");
    case FloorMeasure::Power:
        return tr("kW, shaded by the share of what may be drawn");
    case FloorMeasure::Inlet:
        return tr("°C at the hottest inlet");
    case FloorMeasure::Hottest:
        return tr("°C at the hottest sensor");
    case FloorMeasure::Leak:
        return tr("machines in the worst state of their leak detectors");
    case FloorMeasure::Health:
        return tr("machines in the worst state");
    case FloorMeasure::FreeGpus:
        return tr("GPUs free, shaded by the share of all");
    case FloorMeasure::Revenue:
        return bestRent.minor > 0
                   ? tr("money a month, shaded by %1 for each GPU").arg(bestRent.currency)
                   : tr("money a month");
    case FloorMeasure::Wiped:
    case FloorMeasure::Inspected:
        break;
    }
    return tr("days since the oldest one, or machines without one");
}

QStringList measureStops(FloorMeasure measure, const Money& bestRent)
{
    switch (measure) {
    case FloorMeasure::Revenue: {
        QStringList stops;
        for (int quarter = 0; bestRent.minor > 0 && quarter <= 4; ++quarter)
            stops << shortAmount({bestRent.minor * quarter / 4, bestRent.currency});
        return stops;
    }
    case FloorMeasure::Leak:
    case FloorMeasure::Health:
        return {};
    case FloorMeasure::Inlet:
        return {tr("15 °C"), tr("20 °C"), tr("25 °C"), tr("30 °C"), tr("35 °C")};
    case FloorMeasure::Hottest:
        return {tr("20 °C"), tr("40 °C"), tr("60 °C"), tr("80 °C"), tr("100 °C")};
    case FloorMeasure::Wiped:
    case FloorMeasure::Inspected:
        return {tr("0 d"), tr("23 d"), tr("45 d"), tr("68 d"), tr("90 d")};
    default:
        return {tr("0 %"), tr("25 %"), tr("50 %"), tr("75 %"), tr("100 %")};
    }
}

} // namespace rackhouse
