#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

using SwitchFactsId = Id<struct SwitchFactsTag>;
using SwitchPortId = Id<struct SwitchPortTag>;

/// How long what a switch said may be taken for what is: it is asked every few minutes, and every
/// hour at the latest while it fails.
inline constexpr qint64 kSwitchFreshMs = 60 * 60 * 1000;

enum class PortState {
    Unknown,
    Up,
    Down,
    Disabled, ///< a person has switched it off
};
RACKHOUSE_ENUM_WORDS(PortState, {PortState::Unknown, "unknown"}, {PortState::Up, "up"},
                     {PortState::Down, "down"}, {PortState::Disabled, "disabled"})

/// What a switch of the books says of itself. What it does not tell is empty or 0.
struct SwitchFacts {
    SwitchFactsId id;
    AssetId assetId;
    QString hostname; ///< as it calls itself
    QString model;
    QString serial;
    QString software;
    Health health = Health::Unknown; ///< Warning: something of `failed`
    double hottestC = 0;             ///< of its sensors, degrees Celsius
    qint64 supplyCount = 0;
    qint64 fanCount = 0;
    QStringList failed;  ///< supplies, fans and sensors as it calls them: "PSU 2: powerLoss"
    QStringList missing; ///< what it was asked for too and did not tell: "optics"
    Instant observedAt;

    static const RecordInfo& record();
};

/// A port of a switch, as the switch tells of it. What it does not tell is empty or 0.
struct SwitchPort {
    SwitchPortId id;
    AssetId assetId;
    QString name; ///< "Ethernet1/1", "swp9s3"
    PortState state = PortState::Unknown;
    qint64 speedMbps = 0;  ///< that it runs at; 0 also while it is down
    qint64 mostMbps = 0;   ///< that it or its module can run at
    QString duplex;        ///< "full", "half"
    qint64 errorCount = 0; ///< frames in and out that were bad, since the switch counts
    QString media;         ///< of the module: "400GBASE-DR4"
    QString mediaSerial;
    double rxDbm = 0; ///< light that comes in, of the weakest lane that is told
    double txDbm = 0;
    double mediaC = 0; ///< of the module, degrees Celsius
    QStringList macs;  ///< learned there; none where many are, as at a port to another switch
    Instant observedAt;

    /// Whether too little light comes in while the port is up. Not every switch tells the limit of
    /// its module, so one holds for all: below -12 dBm is less than IEEE 802.3 has modules from
    /// 40 Gb/s on work with that reach up to 10 km (SR, DR, FR, LR). Modules that reach farther
    /// (ER, ZR) work with less and are not judged.
    bool isDim() const;
    /// Whether it is up and runs slower than it or its module can.
    bool isSlow() const;
    /// Whether it has counted so many bad frames that they are no accident of a restart: 100.
    bool hasManyErrors() const;

    static const RecordInfo& record();
};

} // namespace rackhouse
