#include "tests/bench/bench.h"

namespace rackhouse::bench
{

Measure higherIsBetter(const QString& name, double value, const QString& unit, const QString& peer,
                       double peerValue)
{
    return {name, value, unit, peer, peerValue, peerValue > 0 ? value / peerValue : 0, {}};
}

Measure lowerIsBetter(const QString& name, double value, const QString& unit, const QString& peer,
                      double peerValue)
{
    return {name, value, unit, peer, peerValue, value > 0 ? peerValue / value : 0, {}};
}

QJsonObject toJson(const Measure& measure)
{
    QJsonObject line = measure.more;
    line.insert(QStringLiteral("name"), measure.name);
    line.insert(QStringLiteral("value"), measure.value);
    line.insert(QStringLiteral("unit"), measure.unit);
    line.insert(QStringLiteral("peer"), measure.peer);
    line.insert(QStringLiteral("peer_value"), measure.peerValue);
    line.insert(QStringLiteral("ratio"), measure.ratio);
    return line;
}

} // namespace rackhouse::bench
