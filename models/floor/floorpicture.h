#pragma once

#include "models/floor/floormeasure.h"
#include "models/floor/halllayout.h"
#include "models/floor/sitelayout.h"

#include <QHash>
#include <QSet>

namespace rackhouse
{

/// The halls of a site with their racks and what is in them, as they are drawn.
class FloorPicture
{
public:
    struct Source {
        std::vector<Hall> halls = {};
        std::vector<Rack> racks = {};
        std::vector<Machine> machines = {};
        std::vector<Asset> assets = {};
        std::vector<Allocation> allocations = {};
        std::vector<SiteSettings> settings = {};
        QSet<QString> matching = {};              ///< ids of the machines that the filter keeps
        QHash<QString, RackSupply> supplies = {}; ///< by id of the rack
        bool isFiltered = false;
        Instant now = {};
        Instant staleBefore = {}; ///< what machines said before is stale
    };
    struct RackEntry {
        Rack rack;
        int hall = 0;
        int number = 0; ///< in the layout of its hall
        RackFacts facts;
    };
    struct HallEntry {
        Hall row;      ///< without an id: racks name it, and nobody has entered it
        HallPlan plan; ///< without a name: racks that name no hall
        HallLayout layout;
        std::vector<int> racks; ///< by their number in the layout
        qint64 heightUnits = 0; ///< of all of them
        RackFacts facts = {};   ///< of all of them
    };

    explicit FloorPicture(Source source);
    FloorPicture(const FloorPicture&) = delete;
    FloorPicture& operator=(const FloorPicture&) = delete;

    const std::vector<HallEntry>& halls() const { return m_halls; } ///< by name
    const std::vector<RackEntry>& racks() const { return m_racks; }
    const RackEntry& rack(int rack) const { return m_racks[static_cast<std::size_t>(rack)]; }
    const HallEntry& hall(int hall) const { return m_halls[static_cast<std::size_t>(hall)]; }
    const HallLayout::Place& place(int rack) const;
    /// Where the halls stand.
    const SiteLayout& site() const { return m_site; }
    /// Of a rack on the site.
    QRectF areaOnSite(int rack) const;
    /// -1 where it is not among them.
    int indexOfRack(const QString& id) const { return m_rackNumbers.value(id, -1); }
    int indexOfHall(const QString& name) const;
    MeasureValue measure(FloorMeasure measure, int rack) const;
    /// Of a whole hall, as if it were one rack.
    MeasureValue hallMeasure(FloorMeasure measure, int hall) const;
    bool isFiltered() const { return m_isFiltered; }
    /// Whether the filter keeps anything of it.
    bool isFaded(int rack) const { return m_isFiltered && this->rack(rack).facts.matches == 0; }
    /// Machines that the filter keeps.
    int matches() const { return m_matches; }
    /// Machines in no rack, or in one that is not known.
    int withoutRack() const { return m_withoutRack; }
    /// Of all racks, a whole month at what is rented now.
    const MoneySums& revenue() const { return m_revenue; }
    /// What the best machine of the site brings a month for each GPU: the top of the scale of
    /// racks and machines alike.
    const Money& bestRent() const { return m_bestRent; }

private:
    void makeHalls(const std::vector<Hall>& halls);
    void placeHalls();
    void sumUp(const Source& source);

    std::vector<HallEntry> m_halls;
    std::vector<RackEntry> m_racks;
    SiteLayout m_site;
    QHash<QString, int> m_rackNumbers;
    bool m_isFiltered = false;
    int m_matches = 0;
    int m_withoutRack = 0;
    MoneySums m_revenue;
    Money m_bestRent;
    Instant m_now;
};

} // namespace rackhouse
