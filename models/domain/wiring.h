#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// A cable as the books have it, from one port to another. Ports go by the name that the device
/// gives them: "eth0", "Ethernet1/1", "PSU 1". Patch panels continue a cable from their front port
/// to the rear port of the same name.
struct Cable {
    CableId id;
    QString label;
    CableKind kind = CableKind::Other;
    CableState state = CableState::Connected;
    EndKind aKind = EndKind::None;
    QString aId; ///< of the machine, asset or feed; empty where this end hangs free
    QString aPort;
    EndKind bKind = EndKind::None;
    QString bId;
    QString bPort;
    double lengthM = 0; ///< 0: not known
    QString colour;
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// A stage on the way of the power from the grid to a rack.
struct PowerFeed {
    PowerFeedId id;
    QString name;
    FeedKind kind = FeedKind::Breaker;
    QString side; ///< "A", "B": what is lost together
    PowerFeedId upstreamId;
    QString hall;
    double volts = 230;       ///< between phases where there are three
    double amps = 0;          ///< 0: no limit of its own
    qint64 phases = 1;        ///< 1 or 3
    qint64 limitPercent = 80; ///< of its rating, that may be loaded for long
    qint64 revision = 1;

    /// What it may carry for long, in watts; 0: no limit of its own.
    double capacityW() const;

    static const RecordInfo& record();
};

/// What is at the other end of a port, as LLDP tells it: the wire, not the books.
struct Neighbor {
    NeighborId id;
    EndKind localKind = EndKind::None; ///< whose port it is, where the books know the device
    QString localId;
    QString localName; ///< as the device calls itself
    QString localPort; ///< "eth0"
    QString chassis;   ///< of the neighbour: a MAC in lower case with colons, or what it says
    QString name;      ///< system name of the neighbour
    QString port;      ///< its port, as it calls it
    QString portText;  ///< description of that port
    QString address;   ///< to manage the neighbour at, as it says; empty: not told
    NeighborSource source = NeighborSource::Agent;
    Instant observedAt;

    static const RecordInfo& record();
};

/// How a switch of the books is asked for its LLDP neighbours, and what became of it. What it is
/// asked with lives sealed in `secret`, never here.
struct SwitchAccess {
    SwitchAccessId id;
    AssetId assetId;
    QString address; ///< host or address, without scheme
    qint64 port = 0; ///< 0: that of the method
    SwitchMethod method = SwitchMethod::SnmpV2c;
    qint64 everySeconds = 300; ///< between two answers
    QString username;          ///< not with a community
    SnmpAuth auth = SnmpAuth::Sha256;
    SnmpPrivacy privacy = SnmpPrivacy::Aes128;
    SwitchState state = SwitchState::New;
    QString reason;         ///< error code behind the state
    QJsonObject reasonArgs; ///< what its sentence names
    QString certificate;    ///< SHA-256 of the pinned certificate (DER), lower-case hex
    QString presented;      ///< that of the other one it presents now; empty: the pinned one
    Instant askedAt;        ///< when its last answer, or the lack of one, was known
    Instant answeredAt;
    qint64 neighborCount = 0; ///< of its last answer
    SecretId secretId;        ///< community or password
    SecretId privacySecretId; ///< SNMPv3
    qint64 revision = 1;      ///< of what people set

    static const RecordInfo& record();
};

/// Characters of a password of SNMPv3 (RFC 3414, 11.2).
inline constexpr int ShortestSnmpV3Password = 8;

/// The port that a method uses where none is told.
qint64 usualPort(SwitchMethod method);

/// A filter that a person has named for everyone at the site.
struct SharedFilter {
    SharedFilterId id;
    QString kind; ///< RecordInfo::kind of its table; "floor" for the drawings
    QString name;
    QString text;
    QString owner; ///< who shared it
    qint64 revision = 1;

    static const RecordInfo& record();
};

} // namespace rackhouse
