#include "app/api/checking.h"
#include "app/api/recordchecks.h"
#include "models/market/holding.h"
#include "models/market/price.h"

#include <QTimeZone>

namespace rackhouse::api
{

namespace
{

constexpr qsizetype longestText = 300;

QVariant textOf(Instant moment)
{
    return moment.toIso();
}

Result<void> checkPrice(const Allocation& allocation)
{
    if (allocation.amountMicro < 0 || allocation.amountMicro > largestMicro)
        return badField("amount_micro");
    const bool isFree = allocation.amountMicro == 0 && allocation.currency.isEmpty();
    if (isFree || currencyDecimals(allocation.currency))
        return {};
    return fail("currency-unknown", {{QStringLiteral("currency"), allocation.currency}});
}

Result<void> checkTime(const Allocation& allocation)
{
    if (allocation.startsAt.ms <= 0)
        return badField("starts_at");
    if (allocation.endsAt.ms < 0)
        return badField("ends_at");
    if (!allocation.endsAt.isSet() || allocation.startsAt < allocation.endsAt)
        return {};
    return fail("rental-backwards", {{QStringLiteral("from"), textOf(allocation.startsAt)},
                                     {QStringLiteral("until"), textOf(allocation.endsAt)}});
}

Result<QStringList> gpuSlotsOf(Writer& writer, const MachineId& machine)
{
    const auto gpus =
        writer.list<Component>({.equals = {{QStringLiteral("machine_id"), machine.text()},
                                           {QStringLiteral("kind"), enumText(ComponentKind::Gpu)}},
                                .orderBy = QStringLiteral("slot")});
    if (!gpus)
        return fail(gpus.error());
    QStringList slotNames;
    for (const Component& gpu : *gpus)
        slotNames << gpu.slot;
    slotNames.removeDuplicates();
    return slotNames;
}

Result<void> checkGpus(Writer& writer, const Allocation& allocation, const Machine& machine)
{
    QStringList gpus = allocation.gpus;
    if (gpus.removeDuplicates() > 0)
        return badField("gpus");
    if (gpus.isEmpty())
        return {};
    const auto known = gpuSlotsOf(writer, machine.id);
    if (!known)
        return fail(known.error());
    for (const QString& slot : gpus) {
        if (!known->contains(slot))
            return fail(known->isEmpty() ? "gpu-slots-unknown" : "gpu-slot-unknown",
                        {{QStringLiteral("machine"), machine.name},
                         {QStringLiteral("slot"), slot},
                         {QStringLiteral("slots"), known->join(QStringLiteral(", "))}});
    }
    return {};
}

Result<void> checkFree(Writer& writer, const Allocation& allocation, const Machine& machine)
{
    const auto others =
        writer.list<Allocation>({.equals = {{QStringLiteral("machine_id"), machine.id.text()}}});
    if (!others)
        return fail(others.error());
    for (const Allocation& other : *others) {
        if (other.id == allocation.id || !collide(other, allocation))
            continue;
        return fail(other.endsAt.isSet() ? "machine-held" : "machine-held-open",
                    {{QStringLiteral("machine"), machine.name},
                     {QStringLiteral("by"),
                      other.customer.isEmpty() ? enumText(other.kind) : other.customer},
                     {QStringLiteral("id"), other.id.text()},
                     {QStringLiteral("from"), textOf(other.startsAt)},
                     {QStringLiteral("until"), textOf(other.endsAt)}});
    }
    return {};
}

} // namespace

Result<void> check(Writer& writer, const Allocation& allocation)
{
    const bool isNamed = !allocation.customer.trimmed().isEmpty();
    if ((allocation.kind == AllocationKind::Rental && !isNamed) ||
        allocation.customer.size() > longestText)
        return badField("customer");
    if (allocation.channel.trimmed().isEmpty() || allocation.channel.size() > longestText)
        return badField("channel");
    auto good = checkPrice(allocation);
    if (good)
        good = checkTime(allocation);
    if (!good)
        return good;
    const auto machine = writer.find<Machine>(allocation.machineId);
    if (!machine)
        return fail(machine.error());
    if (!*machine)
        return fail("machine-unknown");
    const auto before = writer.find<Allocation>(allocation.id);
    if (!before)
        return fail(before.error());
    // A GPU that is gone since keeps nobody from ending its rental.
    const bool isSame = *before && (*before)->machineId == allocation.machineId &&
                        (*before)->gpus == allocation.gpus;
    if (!isSame)
        good = checkGpus(writer, allocation, **machine);
    return good ? checkFree(writer, allocation, **machine) : good;
}

Result<void> check(Writer& writer, const SiteSettings& settings)
{
    if (!QTimeZone::isTimeZoneIdAvailable(settings.timeZone.toLatin1()))
        return fail("time-zone-unknown", {{QStringLiteral("zone"), settings.timeZone}});
    const auto rows = writer.list<SiteSettings>();
    if (!rows)
        return fail(rows.error());
    const bool isOther = !rows->empty() && rows->front().id != settings.id;
    return isOther ? Result<void>(fail("conflict")) : Result<void>();
}

Result<void> checkRemoval(Writer&, const Allocation&)
{
    return {};
}

} // namespace rackhouse::api
