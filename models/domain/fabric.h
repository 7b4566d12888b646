#pragma once

#include "models/domain/ids.h"
#include "models/domain/record.h"

namespace rackhouse
{

/// A network of its own that connects machines: an InfiniBand subnet.
struct Fabric {
    FabricId id;
    QString name;
    FabricKind kind = FabricKind::InfiniBand;
    Instant scannedAt; ///< when its last picture was taken; not set: never
    qint64 nodeCount = 0;
    qint64 linkCount = 0;
    qint64 skippedLines = 0; ///< of that picture's text, which could not be used
    qint64 revision = 1;

    static const RecordInfo& record();
};

/// A switch or an adapter, as the fabric shows it.
struct FabricNode {
    FabricNodeId id;
    FabricId fabricId;
    FabricNodeKind kind = FabricNodeKind::Adapter;
    QString guid;    ///< 16 hexadecimal digits
    QString name;    ///< as the network tells it
    QString host;    ///< that an adapter is in; empty: not known
    QString adapter; ///< its name there: "HCA-1", "mlx5_0"
    MachineId machineId;
    qint64 lid = 0; ///< of a switch, or of an adapter's first port; 0: not told

    static const RecordInfo& record();
};

/// A cable between two nodes of a fabric, as the wire shows it.
struct FabricLink {
    FabricLinkId id;
    FabricId fabricId;
    FabricNodeId aId;
    qint64 aPort = 0;
    FabricNodeId bId;
    qint64 bPort = 0;
    qint64 lanes = 0; ///< as the first end tells
    QString speed;    ///< "NDR"; empty: not told
    bool toldByBoth = true;
    qint64 bLanes = 0; ///< as the other end tells; 0: it tells nothing
    QString bSpeed;

    static const RecordInfo& record();
};

} // namespace rackhouse
