#include "models/domain/allocation.h"

namespace rackhouse
{

const RecordInfo& Allocation::record()
{
    static const RecordInfo info{
        "allocation",
        "Rental",
        Role::Viewer,
        {field<&Allocation::id>("id", "Id", Key),
         field<&Allocation::customer>("customer", "Customer", Confidential),
         field<&Allocation::machineId>("machine_id", "Machine", Plain, "machine"),
         field<&Allocation::kind>("kind", "Kind"),
         field<&Allocation::gpus>("gpus", "GPU slots", Detail),
         field<&Allocation::startsAt>("starts_at", "From"),
         field<&Allocation::endsAt>("ends_at", "Until"),
         field<&Allocation::amountMicro>("amount_micro", "Price", Confidential, nullptr, "micro"),
         field<&Allocation::currency>("currency", "Currency", Confidential),
         field<&Allocation::unit>("unit", "Price for", Confidential),
         field<&Allocation::channel>("channel", "Channel", Confidential),
         field<&Allocation::note>("note", "Note", Detail | Confidential),
         field<&Allocation::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

const RecordInfo& SiteSettings::record()
{
    static const RecordInfo info{
        "site_settings",
        "Site settings",
        Role::Viewer,
        {field<&SiteSettings::id>("id", "Id", Key),
         field<&SiteSettings::timeZone>("time_zone", "Time zone"),
         field<&SiteSettings::revision>("revision", "Revision", Detail | ReadOnly)}};
    return info;
}

} // namespace rackhouse
