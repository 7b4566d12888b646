#pragma once

#include "models/base/result.h"

#include <QDateTime>
#include <QList>
#include <QString>

class QIODevice;

namespace rackhouse
{

/// One end of a cable, as the node that it is plugged into tells it.
struct IbPort {
    int number = 0;
    quint64 peer = 0; ///< GUID of the node at the other end; 0: nothing is plugged in
    int peerPort = 0;
    int lanes = 0; ///< 4 in "4xNDR"
    QString speed; ///< "NDR"; empty where the text does not say

    bool operator==(const IbPort&) const = default;
};

/// A switch, a host channel adapter or a router of an InfiniBand subnet.
struct IbNode {
    enum class Kind { Switch, Adapter, Router };

    Kind kind = Kind::Adapter;
    quint64 guid = 0;
    quint64 systemGuid = 0; ///< one for all adapters of a card; 0: not told
    QString name;           ///< node description, trimmed
    int portCount = 0;
    QList<IbPort> ports;
    int lid = 0; ///< of a switch, or of an adapter's first port; 0: not told

    const IbPort* port(int number) const;
    bool operator==(const IbNode&) const = default;
};

/// A line that could not be used, or one that shows that others are missing: a node that lists no
/// port, a port that leads to a node which is not listed. Told, not fatal.
struct IbNote {
    qint64 line = 0; ///< from 1
    QString text;
};

/// What one run of ibnetdiscover saw.
struct IbSubnet {
    QList<IbNode> nodes;
    QList<IbNote> notes;     ///< the first hundred
    QDateTime printedAt;     ///< as the text tells, without a zone; invalid: it does not tell
    qint64 skippedLines = 0; ///< as many notes as there would be without that limit
};

/// Whether a text of so many bytes is read at all; "topology-too-large" else. Asked before a file
/// is sent: a site that refuses it at its announcement cuts the connection.
Result<void> checkTopologySize(qint64 bytes);

/// Reads what `ibnetdiscover` prints: the topology file, or the list of ports of `-p`.
/// Errors: "topology-empty" (no node in it), "topology-too-large" (limit), "read-failed".
Result<IbSubnet> readIbnetdiscover(QIODevice& text);

} // namespace rackhouse
