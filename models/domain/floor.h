#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// The plan of a hall, in millimetres from its top left corner, and where it stands on the site.
/// Racks name their hall; one without a plan is drawn from the rows and positions of its racks.
struct Hall {
    HallId id;
    QString name;
    qint64 widthMm = 0; ///< inside; 0: as wide as what stands in it
    qint64 depthMm = 0;
    qint64 tileMm = 600;     ///< edge of a floor tile
    qint64 northDegrees = 0; ///< where north is, clockwise from the top of the plan
    /// {"aisles": [{"name", "kind": "cold"|"hot", "x", "y", "width", "depth", "contained"}],
    ///  "doors": [{"name", "x", "y", "width", "side": "top"|"right"|"bottom"|"left"}],
    ///  "zones": [{"name", "x", "y", "width", "depth"}]}, lengths in millimetres
    QJsonObject plan;
    bool onSite = false; ///< it has a place on the site; else it is drawn beside the others
    qint64 xMm = 0;      ///< of its top left corner, in millimetres from any point of the site
    qint64 yMm = 0;
    QString building;
    QString storey; ///< "1", "Basement"; those of a site are drawn side by side
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// A model of device as its maker describes it: size, weight, power, ports and bays.
struct DeviceType {
    DeviceTypeId id;
    QString slug; ///< "nvidia-qm9700", unique
    QString manufacturer;
    QString model;
    QString partNumber;
    DeviceKind kind = DeviceKind::Other;
    double heightUnits = 1; ///< in steps of a half; 0: it stands upright at a side of the rack
    bool halfDepth = false;
    qint64 depthMm = 0;  ///< front panel to rearmost part; 0: not known
    double weightKg = 0; ///< 0: not known
    qint64 plateW = 0;   ///< 0: not known
    QString airflow;     ///< "front-to-rear", "rear-to-front" ...
    /// {"ports": [{"name", "type", "group": "network"|"power"|"outlet"|"console"|"patch", "face",
    ///  "label"}], "drives": n, "gpus": n, "psus": n}
    QJsonObject layout;
    QStringList warnings; ///< what is doubtful about the description, for a person
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// What stands in a rack and is no machine: switches, PDUs, patch panels, blanks, reservations.
struct Asset {
    AssetId id;
    QString name;
    AssetKind kind = AssetKind::Other;
    DeviceTypeId deviceTypeId;
    RackId rackId;
    Mount mount = Mount::Units;
    double position = 0; ///< lowest unit it fills, from 1, in steps of a half; 0: not placed
    double heightUnits = 1;
    RackFace face = RackFace::Front;
    bool halfDepth = false;
    qint64 depthMm = 0; ///< front panel to rearmost part; 0: not known
    QString assetTag;
    QString manufacturer;
    QString model;
    QString serial;
    double weightKg = 0; ///< 0: not known
    qint64 plateW = 0;   ///< 0: not known
    /// Of a transfer switch: the port whose cable carries it while it has power, as the cable names
    /// it. Empty: the first by name.
    QString preferredInlet;
    QString note;  ///< for whom or what a reservation is
    Instant until; ///< when a reservation ends; not set: never
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// It draws nothing itself: what it carries is the load of the devices below it.
bool handsOnPower(AssetKind kind);

} // namespace rackhouse
