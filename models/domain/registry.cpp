#include "models/domain/registry.h"

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/domain/fabricfacts.h"
#include "models/domain/floor.h"
#include "models/domain/job.h"
#include "models/domain/network.h"
#include "models/domain/security.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wipe.h"
#include "models/domain/wiring.h"

namespace rackhouse
{

const std::vector<const RecordInfo*>& allRecords()
{
    static const std::vector<const RecordInfo*> records{
        &Site::record(),         &Hall::record(),           &Rack::record(),
        &DeviceType::record(),   &SealedSecret::record(),   &Bmc::record(),
        &Image::record(),        &Machine::record(),        &Asset::record(),
        &SwitchAccess::record(), &Cable::record(),          &PowerFeed::record(),
        &Neighbor::record(),     &SharedFilter::record(),   &Component::record(),
        &Job::record(),          &JobStep::record(),        &Event::record(),
        &Subnet::record(),       &Lease::record(),          &WipeRecord::record(),
        &BootSession::record(),  &Credential::record(),     &Pairing::record(),
        &Audit::record(),        &Fabric::record(),         &FabricNode::record(),
        &FabricLink::record(),   &FabricCounters::record(), &FabricHealth::record(),
        &FabricPlan::record(),   &SwitchFacts::record(),    &SwitchPort::record(),
        &Allocation::record(),   &SiteSettings::record()};
    return records;
}

std::vector<const RecordInfo*> feedRecords()
{
    std::vector<const RecordInfo*> records;
    for (const RecordInfo* info : allRecords()) {
        if (info->feedRole != Role::Nobody)
            records.push_back(info);
    }
    return records;
}

const RecordInfo* recordOfKind(const QString& kind)
{
    for (const RecordInfo* info : allRecords()) {
        if (kind == QLatin1String(info->kind))
            return info;
    }
    return nullptr;
}

} // namespace rackhouse
