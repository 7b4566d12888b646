#pragma once

#include "models/domain/switchfacts.h"
#include "models/topology/cablingwire.h"

#include <QSet>

#include <optional>
#include <set>
#include <vector>

namespace rackhouse
{

/// One end of a cable: a port of a device. Ports are compared as plainPort() writes them.
struct PortRef {
    QString device; ///< id; empty: the end hangs free
    QString port;

    bool isFree() const { return device.isEmpty(); }
    bool operator==(const PortRef&) const = default;
};

/// The way of a cable from end to end, through patch panels.
struct CableTrace {
    struct Hop {
        CableId cable;
        PortRef from;
        PortRef to; ///< free where the cable ends open
    };

    std::vector<Hop> hops;
    bool isLoop = false; ///< the way comes back to where it was

    PortRef begin() const { return hops.empty() ? PortRef() : hops.front().from; }
    PortRef end() const { return hops.empty() ? PortRef() : hops.back().to; }
};

/// A difference between the cables of the books and what devices hear at their ports.
struct CablingFinding {
    enum class Kind {
        WrongPort,     ///< a booked cable goes elsewhere
        PortDown,      ///< a port of a booked cable is down, as its switch says
        NothingHeard,  ///< a booked cable is not there, though its devices tell of others
        Connect,       ///< a planned cable is to be plugged in
        Confirm,       ///< a planned cable is there already
        OpenEnd,       ///< a connected cable with an end that hangs free
        Loop,          ///< a way through patch panels that never ends
        HearsItself,   ///< a port that hears itself: a loop, or a plug that returns what it is sent
        SeenByMac,     ///< a switch has learned a MAC of a machine where the books have it not
        NotInBooks,    ///< a connection of two known devices without a cable in the books
        SeveralAtPort, ///< one port hears several neighbours: a hub, or a switch without LLDP
        UnknownDevice, ///< a neighbour that the books do not know
        OtherSerial,   ///< a switch says another serial than the books
        OtherModel,    ///< a switch says another model than the books
    };

    Kind kind = Kind::WrongPort;
    CableId cable; ///< empty where the books have none
    PortRef from;
    PortRef expected;    ///< where the books have it
    PortRef actual;      ///< where it is; without a device where the books do not know that
    QString heard = {};  ///< name or chassis of an unknown neighbour; what a switch says of itself
    QString booked = {}; ///< what the books say instead
    Instant told = {};   ///< when its switch said so; not set: no switch does

    bool operator==(const CablingFinding&) const = default;
};

/// The cables of a site, planned and connected, beside what LLDP and scans of InfiniBand fabrics
/// tell of the wire.
class Cabling
{
public:
    struct Books {
        std::vector<Machine> machines;
        std::vector<Asset> assets;
        std::vector<PowerFeed> feeds;
        std::vector<Cable> cables;
        std::vector<Neighbor> neighbors;
        std::vector<FabricNode> fabricNodes = {}; ///< of all fabrics
        std::vector<FabricLink> fabricLinks = {};
        std::vector<Component> adapters = {}; ///< of machines: ports that speak RDMA
        std::vector<SwitchFacts> switchFacts = {};
        std::vector<SwitchPort> switchPorts = {};
        std::vector<Rack> racks = {}; ///< only to say where a device stands
        Instant now = {};             ///< not set: nothing that switches said is old
    };

    /// Connected cables that carry data and are in no finding.
    struct Told {
        qsizetype confirmed = 0; ///< the wire has them where the books have them
        qsizetype untold = 0;    ///< neither end tells or is heard
    };

    explicit Cabling(Books books);

    /// The whole way that a port is on, beginning at its far end where it is in the middle.
    CableTrace trace(const PortRef& port) const;
    CableTrace wayOf(const Cable& cable) const;
    /// The ways of all cables at a device, from there on, by the names of its ports.
    std::vector<CableTrace> waysAt(const QString& device) const;
    /// Worst first, by name within a kind. Nothing tells of power cables; they are left out.
    const std::vector<CablingFinding>& findings() const { return m_findings; }

    Told told() const { return m_told; }
    /// Cables of the wire, each of them once, however many devices tell of it.
    qsizetype heardCables() const { return m_heardCables; }

    const Books& books() const { return m_books; }
    QString nameOf(const QString& device) const { return m_names.value(device); }
    const Cable* cable(const CableId& id) const;
    /// Whether its switch said so long ago, and nothing since.
    bool isStale(const CablingFinding& finding) const { return isStale(finding, m_books.now); }
    static bool isStale(const CablingFinding& finding, Instant now);
    /// What is wrong and where, for the person who goes there.
    QString sentence(const CablingFinding& finding) const;
    /// What that person is to do there.
    QString order(const CablingFinding& finding) const;
    /// "leaf-1 swp3"; "an open end".
    QString placeText(const PortRef& port) const;
    /// "A07 U12"; empty where the books do not say.
    QString standsText(const QString& device) const;
    /// "C-0007", or what it is where it has no label.
    static QString labelText(const Cable* cable);

private:
    using PortKey = std::pair<QString, QString>;
    struct Heard {
        WireEnd end;
        Instant at;
    };
    struct ToldState {
        PortState state = PortState::Unknown;
        Instant at;
    };

    void indexDevices();
    QString filledIn(const char* words, const CablingFinding& finding) const;
    /// The cable of a way that is plugged in at that end of it: "C-0005-2 of a01-patch 3".
    QString plugText(const CableTrace& way, const PortRef& end) const;
    /// What is in the port that a cable belongs to, and what becomes of it; empty: nothing.
    QString takenText(const CablingFinding& finding) const;
    void indexWire();
    void hear(const WireEnd& here, const WireEnd& there, Instant at);
    /// Whether something is heard at other ports of that device by the same means.
    bool tellsOfOthers(const PortRef& port) const;
    bool isBooked(const WireEnd& end) const;
    void noteEcho(const PortRef& port);
    void countCable(const WireLink& link, QSet<PortKey>& wired);
    void compare();
    void compareWay(const CableTrace& way);
    void compareWire();
    void compareSwitches();
    void findSightings();
    void compareSightings();
    /// Whether a machine at one end is seen at the other by its MAC.
    bool isSighted(const PortRef& a, const PortRef& b) const;
    /// Whether something was heard at a port long after its switch told its state.
    bool isOutdated(const ToldState& state, const PortRef& port) const;
    /// The end of a way that its switch says is down, where what is at the other end is on and
    /// nothing was heard over it since.
    std::optional<CablingFinding> downPort(const CableTrace& way) const;
    /// Goes on from a port, not by the cable that it came by.
    void walk(CableTrace& way, PortRef here, const Cable& cameBy) const;
    static PortKey keyOf(const PortRef& port);

    Books m_books;
    DeviceIndex m_devices;
    QHash<QString, qsizetype> m_rows;            ///< of cables, by id
    QHash<QString, QString> m_names;             ///< of devices, by id
    QHash<QString, QString> m_places;            ///< of devices in racks, by id
    QSet<QString> m_panels;                      ///< ids of patch panels
    QHash<PortKey, QList<qsizetype>> m_cablesAt; ///< rows of cables
    QHash<PortKey, ToldState> m_portStates;      ///< as switches tell them
    QHash<PortKey, Instant> m_heardAt;           ///< at a port, or of it, by LLDP
    QHash<PortKey, PortRef> m_sightings; ///< a machine without its port, where LLDP tells nothing
    QSet<PortKey> m_echoes;              ///< ports that hear themselves
    QSet<QString> m_off;                 ///< ids of machines without power
    std::vector<WireLink> m_links;
    QHash<PortKey, QList<Heard>> m_wire;                ///< what is heard at a port
    std::set<std::pair<QString, PortFamily>> m_tellers; ///< devices that something is heard of
    std::vector<CablingFinding> m_findings;
    Told m_told;
    qsizetype m_heardCables = 0;
};

/// "wrong-port": stable, for programs.
QString findingCode(CablingFinding::Kind kind);
/// What a person reads at the head of a list of that kind.
QString findingTitle(CablingFinding::Kind kind);

} // namespace rackhouse
