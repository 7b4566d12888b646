#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

using AllocationId = Id<struct AllocationTag>;
using SiteSettingsId = Id<struct SiteSettingsTag>;

/// What a machine is held for. Only a rental brings revenue; each of them keeps others away.
enum class AllocationKind { Rental, Reservation, Maintenance, Own };
RACKHOUSE_ENUM_WORDS(AllocationKind, {AllocationKind::Rental, "rental"},
                     {AllocationKind::Reservation, "reservation"},
                     {AllocationKind::Maintenance, "maintenance"}, {AllocationKind::Own, "own"})

/// What a price is for.
enum class PriceUnit {
    GpuHour,     ///< one GPU for one hour
    MachineHour, ///< all that is held of the machine for one hour
    Month,       ///< all that is held of it for one calendar month, however long that is
};
RACKHOUSE_ENUM_WORDS(PriceUnit, {PriceUnit::GpuHour, "gpu-hour"},
                     {PriceUnit::MachineHour, "machine-hour"}, {PriceUnit::Month, "month"})

/// A machine, or some of its GPUs, held by somebody for a time: the one table over every channel,
/// reservation, maintenance and own job. No two of them share a moment and a GPU.
struct Allocation {
    AllocationId id;
    QString customer; ///< who pays; empty where nobody does
    MachineId machineId;
    AllocationKind kind = AllocationKind::Rental;
    QString channel = QStringLiteral("direct"); ///< that it was sold through
    QStringList gpus;       ///< slots, as the inventory names them; empty: the whole machine
    Instant startsAt;       ///< it holds from then on
    Instant endsAt;         ///< and no longer from then on; not set: open end
    qint64 amountMicro = 0; ///< price, in millionths of the currency
    QString currency;       ///< ISO 4217; empty where there is no price
    PriceUnit unit = PriceUnit::GpuHour;
    QString note;
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// What is agreed once for a site. There is one row, or none yet.
struct SiteSettings {
    SiteSettingsId id;
    QString timeZone; ///< IANA name, whose months are billed: "Europe/Berlin"
    qint64 revision = 1;

    static const RecordInfo& record();
};

} // namespace rackhouse
