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
    // Two storeys, one over the other; the last hall has no place yet.
    for (size_t number = 0; number < site.halls().size(); ++number) {
        Hall hall = site.halls()[number];
        hall.building = QStringLiteral("B");
        hall.storey = QString::number(number / 2);
        hall.onSite = number < 3;
        hall.yMm = number == 1 ? hall.depthMm + 4000 : 0;
        feed.add(hall);
    }
    addFabric(feed, DemoFabric::make(32, 32, 8, now));
    addPower(feed, DemoPower::make(racks, machines, now));
    return replica.applyChanges(SyntheticSite::key(), feed.changes(),
                                qint64(feed.changes().size()));
}

} // namespace rackhouse
