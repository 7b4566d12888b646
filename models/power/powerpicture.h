#pragma once

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <optional>
#include <vector>

namespace rackhouse
{

/// Something that is wrong with the power, or would be when a part of it fails.
struct PowerFinding {
    enum class Kind {
        OverNow,
        OverOnFailover,
        PsuFailed,
        Loop,
        OneSide,
        OneCord,
        TooFewLeft,
        OverAtPlate,
        OverOnFailoverAtPlate,
        NoFeed,
        OneInput,
        InputsOneSide,
        PreferredUnfed,
        OpenEnd
    };
    Kind kind = Kind::OverNow;
    QString id;    ///< of the feed, PDU, rack, machine or cable that it is of
    QString at;    ///< of the feed, PDU, rack or device to look at; empty where none is known
    QString place; ///< its name
    /// Name of what has to be lost for it, of the one side, input or inlet, or of what failed.
    QString other;
    double watts = 0;  ///< the load, where one is over a limit
    double limitW = 0; ///< that limit
    int count = 0;     ///< power supplies that are or would be left
    int needed = 0;    ///< that it takes
};

/// "over-now", "one-side" ...
QString findingCode(PowerFinding::Kind kind);
/// It is wrong now, or the next failure takes machines down.
bool isCritical(PowerFinding::Kind kind);
/// "Over its limit"
QString findingTitle(PowerFinding::Kind kind);
/// What is wrong, in a sentence with names and numbers.
QString sentence(const PowerFinding& finding);

/// The power of a site: where it comes from, what it carries, and what is lost with what.
///
/// A device shares its load equally over its cords; those that are left take all of it. Several
/// inputs of a supply do the same, and a standby one carries only when no other is left; a transfer
/// switch takes one input alone, its preferred one while that has power. Planned cables carry
/// nothing. Power is in watts; a capacity of 0 is one that is not known.
class PowerPicture
{
public:
    struct Books {
        std::vector<PowerFeed> feeds;
        std::vector<Asset> assets;
        std::vector<Machine> machines;
        std::vector<Rack> racks;
        std::vector<Cable> cables;
        std::vector<Component> supplies; ///< power supplies of the machines
    };
    struct Load {
        double nowW = 0;   ///< of the devices that are measured
        double plateW = 0; ///< by name plate; of a device without one, what it draws now
        int devices = 0;
        int unmeasured = 0; ///< of the devices, which so are missing in nowW
        int plateless = 0;  ///< of the devices, whose name plate is not known

        Load& operator+=(const Load& other);
    };
    /// A feed or a PDU.
    struct Supply {
        QString id;
        QString name;
        EndKind kind = EndKind::Feed;
        FeedKind feedKind = FeedKind::Breaker; ///< of a feed
        QString side;                          ///< its own or that of what feeds it
        RackId rackId;                         ///< of a PDU
        double capacityW = 0;
        bool standby = false;     ///< a generator, or what only generators feed
        bool transfers = false;   ///< it takes the first of its inputs that has power, alone
        std::vector<int> inputs;  ///< supplies that feed it
        std::vector<int> outputs; ///< supplies that it feeds
        std::vector<int>
            devices; ///< with a cord in it, one entry a cord, whether it carries or not
        Load load;
        double failoverW = 0; ///< the most that it carries when another one is lost, now
        QString failoverBy;   ///< id of that other one
        double failoverPlateW = 0;
        QString failoverPlateBy;
    };
    /// A cord of a device, with the names of its ports as the books have them.
    struct Plug {
        int supply = 0;
        QString outlet;
        QString psu;
        bool failed = false; ///< the power supply that it leads to
    };
    /// A machine, or an asset with a power cord: what draws power.
    struct Device {
        QString id;
        QString name;
        EndKind kind = EndKind::Machine;
        RackId rackId;
        double nowW = 0;
        bool measured = false;
        double plateW = 0;  ///< 0: not known
        int psus = 0;       ///< that it is known to have
        QStringList failed; ///< of them, by slot
        int needed = 1;     ///< of them, for its name plate
        std::vector<Plug> plugs;
        std::vector<int> cords; ///< supplies of the plugs that carry

        double planW() const { return plateW > 0 ? plateW : nowW; }
        /// Cords that end in a failed or absent power supply, of which it is not known which.
        int doubtful() const;
    };
    struct RackLoad {
        RackId id;
        QString name;
        double limitW = 0;
        Load load;
        int freeUnits = 0;
        QStringList sides; ///< that its PDUs are on
        /// That more devices with a cord on each side could draw, if no other rack drew more; none
        /// where no limit is known.
        std::optional<double> usableW;
        // Each watt of what racks share counts at one of them.
        double strandedFailoverW = 0; ///< that the other side could not take over
        double strandedUnitsW = 0;    ///< that no free unit is left for
        double strandedLimitW = 0;    ///< that its limit does not let through

        double strandedW() const { return strandedFailoverW + strandedUnitsW + strandedLimitW; }
    };
    /// What happens when feeds or PDUs are lost.
    struct Loss {
        std::vector<int> supplies; ///< that have no power then, the lost ones first
        std::vector<int> dark;     ///< devices that lose all power
        std::vector<int> starved;  ///< devices with fewer power supplies left than they need
        std::vector<int> bare;     ///< devices that stay up and lose their redundancy
        QHash<int, Load> changed;  ///< loads of the supplies that stay and carry another one
        std::vector<int> over;     ///< supplies whose load goes over their limit, as measured
        std::vector<int> overAtPlate;
    };

    explicit PowerPicture(Books books);

    const std::vector<Supply>& supplies() const { return m_supplies; }
    const std::vector<Device>& devices() const { return m_devices; }
    const std::vector<RackLoad>& racks() const { return m_racks; }
    /// The worst first.
    const std::vector<PowerFinding>& findings() const { return m_findings; }
    /// What all machines draw, whether their power cables are in the books or not.
    const Load& total() const { return m_total; }
    /// Of it, what no feed here carries.
    double uncabledW() const { return m_uncabledW; }
    /// Machines of racks that have no power cable in the books.
    int uncabled() const { return m_uncabled; }
    bool isEmpty() const { return m_supplies.empty(); }

    /// Null where there is none of that id.
    const RackLoad* rackOf(const QString& id) const;
    /// -1 where there is none of that id.
    int supplyOf(const QString& id) const { return m_supplyIds.value(id, -1); }
    int deviceOf(const QString& id) const { return m_deviceIds.value(id, -1); }
    /// All of them at once.
    Loss lossOf(std::vector<int> supplies) const;
    Loss lossOf(int supply) const { return lossOf(std::vector<int>{supply}); }
    /// All supplies of a side.
    std::vector<int> suppliesOf(const QString& side) const;
    /// Those of them that are fed from none of it.
    std::vector<int> rootsOf(const QString& side) const;
    /// What a side carries.
    Load loadOf(const QString& side) const;
    /// What is lost together with a supply: its side, else the first stage of it.
    QString sideOf(int supply) const;
    /// Stages above a supply up to the grid, the nearest first.
    std::vector<int> above(int supply) const;

private:
    friend class PowerBuild;

    void addLoads();
    void addFailovers();
    void addRacks(const Books& books);
    void addStranded();
    void addFindings();
    void addLoadFindings();
    void addDeviceFindings();
    void addCordFindings(const Device& device, PowerFinding finding);
    /// Of the inputs of a supply, those that carry it when others are dead.
    std::vector<int> carriersOf(const Supply& supply, const QSet<int>& dead = {}) const;
    bool isRedundant(const Device& device, const QSet<int>& dead) const;

    std::vector<Supply> m_supplies;
    std::vector<Device> m_devices;
    std::vector<RackLoad> m_racks;
    std::vector<PowerFinding> m_findings;
    std::vector<int> m_order; ///< supplies, each behind all that it feeds
    QHash<QString, int> m_supplyIds;
    QHash<QString, int> m_deviceIds;
    Load m_total;
    double m_uncabledW = 0;
    int m_uncabled = 0;
};

} // namespace rackhouse
