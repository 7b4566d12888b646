#pragma once

#include <QByteArray>
#include <QDateTime>

namespace rackhouse
{

/// What tells of a fabric, by the first lines of its text.
enum class TopologyText {
    Subnet,   ///< ibnetdiscover, or nothing that is known
    Counters, ///< perfquery
    Switches, ///< ibswinfo
    Plan,     ///< a tree of switches in YAML
};

/// How many bytes of a text say what it is.
constexpr qint64 kTopologyHead = 16 << 10;

TopologyText kindOfTopology(const QByteArray& head);

/// What a site is told beside a text: the GUID that its file is named after, and when it was
/// written, as the query of a URL.
QString topologyQuery(const QString& fileName, const QDateTime& writtenAt);

} // namespace rackhouse
