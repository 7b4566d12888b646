#include "models/floor/devicemeasure.h"

#include "models/base/units.h"
#include "models/market/price.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

namespace rackhouse
{

namespace
{

constexpr double longestDays = 90;
constexpr double dayMs = 86'400'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("Floor", text);
}

MeasureValue untold(const QString& sentence)
{
    MeasureValue value{false, 0, Health::Unknown, {}, sentence};
    value.word = tr("not told");
    return value;
}

MeasureValue plateOnly(qint64 plateW)
{
    return untold(plateW > 0 ? tr("What it draws is not told; its name plate says %1.")
                                   .arg(wattsText(double(plateW)))
                             : tr("Neither its power nor its name plate is known."));
}

MeasureValue power(const Machine& machine)
{
    const bool off = machine.power == PowerState::Off;
    if (machine.powerW <= 0 && !off)
        return plateOnly(machine.plateW);
    const qint64 watts = std::max<qint64>(0, machine.powerW);
    MeasureValue value{false, 0, Health::Unknown, wattsText(double(watts)), {}};
    if (machine.plateW <= 0) {
        value.sentence = tr("%1 drawn; no name plate is known").arg(value.number);
        value.word = tr("no name plate");
        return value;
    }
    const double share = double(watts) / double(machine.plateW);
    const QString percent = tr("%1 %").arg(QLocale().toString(100 * share, 'f', 0));
    value.known = true;
    value.share = std::clamp(share, 0.0, 1.0);
    value.sentence = tr("%1 drawn, %2 of the %3 on its name plate")
                         .arg(value.number, percent, wattsText(double(machine.plateW)));
    value.word = off ? tr("off") : percent;
    if (share > 1) {
        value.level = Health::Warning;
        value.word = tr("above its name plate");
    }
    return value;
}

QString healthWord(Health health)
{
    switch (health) {
    case Health::Critical:
        return tr("Critical");
    case Health::Warning:
        return tr("Warning");
    case Health::Ok:
        return tr("OK");
    case Health::Unknown:
        break;
    }
    return tr("not known");
}

QString leakWord(Health leak)
{
    return leak == Health::Critical  ? tr("leaking")
           : leak == Health::Warning ? tr("warning of a leak")
                                     : tr("dry");
}

MeasureValue stateOf(Health level, const QString& word, const QString& where = {})
{
    MeasureValue value{true, 0, level, {}, where.isEmpty() ? word : word + tr(" at %1").arg(where)};
    value.word = word;
    return value;
}

MeasureValue careOf(Instant done, Instant now)
{
    MeasureValue value{true, 1, Health::Unknown, {}, tr("never")};
    value.never = !done.isSet();
    value.word = value.sentence;
    if (value.never)
        return value;
    const double days = std::max(0.0, double(now.ms - done.ms) / dayMs);
    value.share = std::min(1.0, days / longestDays);
    value.number = tr("%1 d").arg(QLocale().toString(days, 'f', days < 10 ? 1 : 0));
    value.sentence = tr("%1 ago").arg(value.number);
    value.word = tr("ago");
    return value;
}

/// Of a rack with this machine alone, where that says the same.
MeasureValue alone(FloorMeasure measure, const Machine& machine, const DeviceRents& rents,
                   const QString& unit, Instant now)
{
    RackFactsBuilder rack;
    rack.add(machine);
    rack.add(rents.byMachine.value(machine.id.text()));
    RackFacts facts = rack.facts();
    MeasureValue value = measureOf(measure, Rack(), facts, now);
    if (value.number.isEmpty())
        return untold(value.sentence);
    value.number = unit.arg(value.number);
    return value;
}

/// What it brings a month. Other currencies than the main one have no place on the scale.
MeasureValue revenue(const Machine& machine, const DeviceRents& rents)
{
    const Rent rent = rents.byMachine.value(machine.id.text());
    if (rent.aMonth.isEmpty()) {
        const bool isRented = rent.rentedGpus > 0;
        MeasureValue value = untold(isRented ? tr("What it brings is not known here.")
                                             : tr("No rental of it is known."));
        value.word = isRented ? tr("rented") : tr("not rented");
        return value;
    }
    const Money money = rent.aMonth.in(rents.best.currency);
    MeasureValue value{money.minor > 0, 0, Health::Unknown, {}, {}};
    if (value.known)
        value.share = shareOfBest(money, revenueParts(machine), rents.best);
    value.number = moneyText(value.known ? money : rent.aMonth.all().constFirst());
    value.word = tr("a month");
    value.sentence = tr("%1 a month").arg(moneyText(rent.aMonth));
    if (value.known && machine.gpuCount > 0)
        value.sentence += tr("; %1 for each GPU")
                              .arg(moneyText({money.minor / machine.gpuCount, money.currency}));
    return value;
}

MeasureValue valueOf(FloorMeasure measure, const Machine& machine, const DeviceRents& rents,
                     Instant now)
{
    switch (measure) {
    case FloorMeasure::Power:
        return power(machine);
    case FloorMeasure::Inlet: {
        MeasureValue value = alone(measure, machine, rents, tr("%1 °C"), now);
        if (value.level != Health::Unknown)
            value.word = value.level == Health::Critical ? tr("above 32 °C") : tr("above 27 °C");
        return value;
    }
    case FloorMeasure::Hottest:
        return alone(measure, machine, rents, tr("%1 °C"), now);
    case FloorMeasure::Leak:
        return machine.leak == Health::Unknown
                   ? untold(tr("It has no leak detector that tells anything."))
                   : stateOf(machine.leak, leakWord(machine.leak), machine.leakAt);
    case FloorMeasure::Health:
        return stateOf(machine.health, healthWord(machine.health));
    case FloorMeasure::FreeGpus: {
        MeasureValue value = alone(measure, machine, rents, tr("%1 free"), now);
        value.word = machine.gpuCount > 0 ? tr("of %1 GPUs").arg(machine.gpuCount) : tr("no GPU");
        return value;
    }
    case FloorMeasure::Revenue:
        return revenue(machine, rents);
    case FloorMeasure::Wiped:
        return careOf(machine.wipedAt, now);
    case FloorMeasure::Occupancy:
    case FloorMeasure::Inspected:
        break;
    }
    return careOf(machine.inspectedAt, now);
}

bool isObserved(FloorMeasure measure)
{
    return measure == FloorMeasure::Power || measure == FloorMeasure::Inlet ||
           measure == FloorMeasure::Hottest || isOfStates(measure);
}

} // namespace

DeviceRents::DeviceRents(const std::vector<Machine>& machines, const Rents& rents, Money bestRent)
    : best(std::move(bestRent))
{
    for (const Machine& machine : machines)
        byMachine.insert(machine.id.text(), rents.of(machine));
}

std::optional<MeasureValue> measureOf(FloorMeasure measure, const Machine& machine,
                                      const DeviceRents& rents, Instant staleBefore, Instant now)
{
    if (measure == FloorMeasure::Occupancy)
        return std::nullopt;
    MeasureValue value = valueOf(measure, machine, rents, now);
    const bool silent = machine.observedAt.isSet() && machine.observedAt.ms < staleBefore.ms;
    const bool told = !value.number.isEmpty() || (value.known && value.level != Health::Unknown);
    value.stale = silent && told && isObserved(measure);
    if (value.stale) {
        value.word = value.word.isEmpty() ? tr("stale") : tr("%1, stale").arg(value.word);
        value.sentence += tr("; nothing was heard of it for long");
    }
    return value;
}

std::optional<MeasureValue> measureOf(FloorMeasure measure, const Asset& asset)
{
    const bool draws = !handsOnPower(asset.kind) && asset.kind != AssetKind::PatchPanel &&
                       asset.kind != AssetKind::Blank && asset.kind != AssetKind::Reservation;
    if (measure != FloorMeasure::Power || !draws)
        return std::nullopt;
    return plateOnly(asset.plateW);
}

QString deviceMeasureUnit(FloorMeasure measure, const Money& bestRent)
{
    switch (measure) {
    case FloorMeasure::Occupancy:
        return {};
    case FloorMeasure::Power:
        return tr("drawn now, shaded by the share of the name plate");
    case FloorMeasure::Inlet:
        return tr("air that it takes in");
    case FloorMeasure::Leak:
        return tr("what leak detectors say");
    case FloorMeasure::Health:
        return tr("health, as its controller tells it");
    case FloorMeasure::FreeGpus:
        return tr("GPUs free, shaded by the share of all");
    case FloorMeasure::Wiped:
    case FloorMeasure::Inspected:
        return tr("days ago");
    default:
        return measureUnit(measure, bestRent);
    }
}

} // namespace rackhouse
