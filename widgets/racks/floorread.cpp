#include "widgets/racks/floorread.h"

#include "models/query/condition.h"
#include "widgets/common/records.h"
#include "widgets/racks/racksupply.h"

namespace rackhouse
{

std::shared_ptr<const FloorPicture> readFloor(Rows& rows, const query::Filter& filter, Instant now)
{
    FloorPicture::Source source;
    source.now = now;
    source.staleBefore = now.plusMs(-query::kStaleAfterMs);
    source.supplies = readRackSupplies(rows);
    source.halls = rows.list<Hall>();
    source.racks = rows.list<Rack>();
    source.machines = rows.listFields<Machine>(
        {u"id"_qs, u"rack_id"_qs, u"position"_qs, u"height_units"_qs, u"plate_w"_qs, u"power"_qs,
         u"power_w"_qs, u"inlet_c"_qs, u"leak"_qs, u"health"_qs, u"state"_qs, u"gpu_count"_qs,
         u"observed_at"_qs, u"inspected_at"_qs, u"wiped_at"_qs});
    source.assets = rows.listFields<Asset>({u"id"_qs, u"rack_id"_qs, u"kind"_qs, u"mount"_qs,
                                            u"position"_qs, u"height_units"_qs, u"plate_w"_qs});
    source.allocations = rows.listFields<Allocation>(
        {u"id"_qs, u"machine_id"_qs, u"kind"_qs, u"gpus"_qs, u"starts_at"_qs, u"ends_at"_qs,
         u"amount_micro"_qs, u"currency"_qs, u"unit"_qs});
    source.settings = rows.list<SiteSettings>();
    source.isFiltered = !filter.isEmpty();
    if (source.isFiltered) {
        for (const Machine& machine : rows.listFields<Machine>({u"id"_qs}, filter))
            source.matching.insert(machine.id.text());
    }
    return std::make_shared<FloorPicture>(std::move(source));
}

std::vector<Machine> machinesIn(Rows& rows, const QString& rackId)
{
    return rows.list<Machine>({.equals = {{u"rack_id"_qs, rackId}}});
}

} // namespace rackhouse
