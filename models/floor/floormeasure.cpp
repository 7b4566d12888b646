#include "models/floor/floormeasure.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace rackhouse
{

namespace
{

// ASHRAE TC 9.9: air for servers is recommended up to 27 degrees and allowed up to 32 (class A1).
constexpr double coldestC = 15;
constexpr double recommendedC = 27;
constexpr double allowedC = 32;
constexpr double hottestC = 35;
constexpr double nearlyFull = 0.9; ///< of what a feed may carry
constexpr double longestDays = 90;
constexpr double dayMs = 86'400'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Floor", text);
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

MeasureValue power(const Rack& rack, const RackFacts& facts)
{
    if (facts.measured + facts.byPlate == 0)
        return {false,
                0,
                Health::Unknown,
                {},
                facts.powerUnknown == 0 ? tr("Nothing in it draws power.")
                                        : tr("Neither power nor name plates are known.")};
    const double kilowatts = facts.powerW / 1000;
    QString sentence = tr("%1 kW").arg(number(kilowatts, 1));
    MeasureValue value{false, 0, Health::Unknown, number(kilowatts, 1), {}};
    if (rack.powerLimitW > 0) {
        value.share = facts.powerW / static_cast<double>(rack.powerLimitW);
        value.level = value.share > 1            ? Health::Critical
                      : value.share > nearlyFull ? Health::Warning
                                                 : Health::Unknown;
        sentence =
            tr("%1 of %2 kW (%3 %)")
                .arg(number(kilowatts, 1), number(static_cast<double>(rack.powerLimitW) / 1000, 1),
                     number(100 * value.share, 0));
        value.share = std::clamp(value.share, 0.0, 1.0);
        value.known = true;
    } else {
        sentence += tr("; no limit is known");
    }
    if (facts.byPlate > 0)
        sentence +=
            tr("; by name plate: %1 of %2").arg(facts.byPlate).arg(facts.byPlate + facts.measured);
    if (facts.powerUnknown > 0)
        sentence += tr("; not known: %1").arg(facts.powerUnknown);
    value.sentence = sentence;
    return value;
}

MeasureValue inlet(const RackFacts& facts)
{
    if (facts.inletC <= 0)
        return {false, 0, Health::Unknown, {}, tr("No inlet temperature is told.")};
    const Health level = facts.inletC > allowedC       ? Health::Critical
                         : facts.inletC > recommendedC ? Health::Warning
                                                       : Health::Unknown;
    return {true, std::clamp((facts.inletC - coldestC) / (hottestC - coldestC), 0.0, 1.0), level,
            number(facts.inletC, 1), tr("Hottest inlet %1 °C").arg(number(facts.inletC, 1))};
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
    return {true, 0, worst, QString::number(facts.leaking(worst)), words.join(QLatin1String(", "))};
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
    add(Health::Ok, tr("%1 OK"));
    add(Health::Unknown, tr("%1 not known"));
    const Health worst = facts.worst();
    return {true, 0, worst, QString::number(facts.healthy(worst)), words.join(QLatin1String(", "))};
}

MeasureValue freeGpus(const RackFacts& facts)
{
    if (facts.gpus == 0)
        return {false, 0, Health::Unknown, {}, tr("No GPU is in it.")};
    return {true, static_cast<double>(facts.freeGpus) / static_cast<double>(facts.gpus),
            Health::Unknown, QString::number(facts.freeGpus),
            tr("%1 of %2 GPUs free").arg(facts.freeGpus).arg(facts.gpus)};
}

MeasureValue checked(const RackFacts& facts, Instant now)
{
    if (facts.machines == 0)
        return {false, 0, Health::Unknown, {}, tr("No machine is in it.")};
    if (!facts.oldestCheck.isSet())
        return {false, 0, Health::Unknown, tr("never"),
                tr("Nothing in it was wiped or inspected.")};
    const double days = std::max(0.0, static_cast<double>(now.ms - facts.oldestCheck.ms) / dayMs);
    QString sentence =
        tr("Oldest wipe or inspection %1 d ago").arg(number(days, days < 10 ? 1 : 0));
    if (facts.neverChecked > 0)
        sentence += tr("; never: %1").arg(facts.neverChecked);
    return {true, std::clamp(days / longestDays, 0.0, 1.0), Health::Unknown, number(days, 0),
            sentence};
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
    case FloorMeasure::Leak:
        return leak(facts);
    case FloorMeasure::Health:
        return health(facts);
    case FloorMeasure::FreeGpus:
        return freeGpus(facts);
    case FloorMeasure::Checked:
        break;
    }
    return checked(facts, now);
}

QString measureTitle(FloorMeasure measure)
{
    switch (measure) {
    case FloorMeasure::Occupancy:
        return tr("Occupancy");
    case FloorMeasure::Power:
        return tr("Power");
    case FloorMeasure::Inlet:
        return tr("Inlet temperature");
    case FloorMeasure::Leak:
        return tr("Leaks");
    case FloorMeasure::Health:
        return tr("Health");
    case FloorMeasure::FreeGpus:
        return tr("Free GPUs");
    case FloorMeasure::Checked:
        break;
    }
    return tr("Last wipe or inspection");
}

bool isOfStates(FloorMeasure measure)
{
    return measure == FloorMeasure::Health || measure == FloorMeasure::Leak;
}

QString measureUnit(FloorMeasure measure)
{
    switch (measure) {
    case FloorMeasure::Occupancy:
        return tr("units used of all");
    case FloorMeasure::Power:
        return tr("kW, shaded by the share of the limit");
    case FloorMeasure::Inlet:
        return tr("°C at the hottest inlet");
    case FloorMeasure::Leak:
        return tr("machines in the worst state of their leak detectors");
    case FloorMeasure::Health:
        return tr("machines in the worst state");
    case FloorMeasure::FreeGpus:
        return tr("GPUs free, shaded by the share of all");
    case FloorMeasure::Checked:
        break;
    }
    return tr("days since the oldest one");
}

QStringList measureStops(FloorMeasure measure)
{
    switch (measure) {
    case FloorMeasure::Leak:
    case FloorMeasure::Health:
        return {};
    case FloorMeasure::Inlet:
        return {tr("15 °C"), tr("20 °C"), tr("25 °C"), tr("30 °C"), tr("35 °C")};
    case FloorMeasure::Checked:
        return {tr("0 d"), tr("23 d"), tr("45 d"), tr("68 d"), tr("90 d")};
    default:
        return {tr("0 %"), tr("25 %"), tr("50 %"), tr("75 %"), tr("100 %")};
    }
}

} // namespace rackhouse
