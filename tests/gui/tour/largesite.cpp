#include "tests/gui/tour/largesite.h"

#include "tests/gui/tour/demobooks.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{

Result<void> fillLargeSite(Replica& replica, const SyntheticSite& site, Instant now)
{
    if (auto filled = site.fill(replica); !filled)
        return filled;
    QSet<QString> near;
    std::vector<Rack> racks;
    for (const Rack& rack : site.racks()) {
        if (rack.hall != site.halls().front().name)
            continue;
        near.insert(rack.id.text());
        racks.push_back(rack);
    }
    std::vector<Machine> machines;
    std::copy_if(site.machines().begin(), site.machines().end(), std::back_inserter(machines),
                 [&near](const Machine& machine) { return near.contains(machine.rackId.text()); });
    Feed feed(now);
    addFabric(feed, DemoFabric::make(32, 32, 8, now));
    addPower(feed, DemoPower::make(racks, machines, now));
    return replica.applyChanges(SyntheticSite::key(), feed.changes(),
                                qint64(feed.changes().size()));
}

} // namespace rackhouse
