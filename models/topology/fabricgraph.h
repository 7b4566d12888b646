#pragma once

#include "models/topology/ibnetdiscover.h"

#include <QHash>

#include <vector>

namespace rackhouse
{

/// Where a host and its adapter are known from, by the adapter's node GUID: the inventory.
struct FabricHost {
    QString host;
    QString adapter;
};
using FabricHosts = QHash<quint64, FabricHost>;

/// Nodes and cables as they are, before anybody asks what they are for.
struct FabricGraph {
    struct Node {
        /// An aggregator is the SHARP engine inside a switch, which shows itself as an adapter.
        enum class Kind { Switch, Adapter, Aggregator };

        Kind kind = Kind::Adapter;
        QString guid;    ///< 16 hexadecimal digits; of Ethernet the chassis, where it is told
        QString name;    ///< as the network tells it
        QString host;    ///< that an adapter is in; empty: not known
        QString adapter; ///< its name there: "HCA-1", "mlx5_0", "eth0"
        int lid = 0;     ///< of InfiniBand; 0: not told
    };

    /// What one end of a cable runs at, as that end tells.
    struct Rate {
        int lanes = 0;      ///< 0: not told
        QString speed = {}; ///< "NDR"
        double told = 0;    ///< Gb/s as told; 0: it follows from lanes and speed
        double most = 0;    ///< Gb/s that this end or its module can run at; 0: not told
        double dimDbm = 0;  ///< the light that comes in, where it is too weak; 0: it is not

        double gigabits() const; ///< a second, each way; 0: not known
        QString text() const;    ///< "4xNDR", "400 Gbit/s"
    };

    /// A cable between two nodes.
    struct Link {
        int a = -1;    ///< row of the node
        QString aPort; ///< "12"; of Ethernet as the device calls it: "swp9s3"
        int b = -1;
        QString bPort;
        Rate aRate = {};
        Rate bRate = {};
        bool toldByBoth = true; ///< or by all that can be expected to

        double gigabits() const;   ///< of the slower end; 0: not known
        double most() const;       ///< Gb/s that both ends can; 0: not both tell
        bool isAsymmetric() const; ///< both ends tell, and not the same
    };

    std::vector<Node> nodes;
    std::vector<Link> links;

    /// Adapters that only tell a default name get their host from `known`, by GUID.
    static FabricGraph of(const IbSubnet& subnet, const FabricHosts& known = {});
};

/// A name with `#` for each number: "leaf-01-04" and "leaf-12-3" are both "leaf-#-#".
QString nameShape(const QString& name);

} // namespace rackhouse
