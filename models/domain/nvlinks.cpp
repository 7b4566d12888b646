#include "models/domain/nvlinks.h"

#include "models/base/json.h"

#include <QJsonArray>

namespace rackhouse
{

namespace
{

constexpr int kMostLinks = 1024;
/// A GB300 runs its links at 400 of 425 Gbit/s when all is well: the rest is for error correction.
constexpr double kClearlySlower = 0.9;

QStringList namesIn(const QJsonObject& json, const char* field)
{
    QStringList names;
    const QJsonArray array = json.value(QLatin1String(field)).toArray();
    for (const QJsonValue& name : array)
        names << name.toString();
    return names;
}

} // namespace

void NvLinks::add(const Link& link)
{
    ++count;
    if (!link.up) {
        down << link.name;
        return;
    }
    ++up;
    switched += link.toSwitch ? 1 : 0;
    gbps += link.gbps;
    if (link.gbps > 0 && link.gbps < kClearlySlower * link.maxGbps)
        slow << link.name;
}

QJsonObject NvLinks::toJson() const
{
    return {{QStringLiteral("count"), count},
            {QStringLiteral("up"), up},
            {QStringLiteral("switched"), switched},
            {QStringLiteral("gbps"), gbps},
            {QStringLiteral("down"), QJsonArray::fromStringList(down)},
            {QStringLiteral("slow"), QJsonArray::fromStringList(slow)}};
}

NvLinks NvLinks::of(const QJsonObject& detail)
{
    const QJsonObject json = detail.value(u"nvlink").toObject();
    NvLinks links;
    links.count = static_cast<int>(integerOr(json, QStringLiteral("count")));
    links.up = static_cast<int>(integerOr(json, QStringLiteral("up")));
    links.switched = static_cast<int>(integerOr(json, QStringLiteral("switched")));
    if (links.count <= 0 || links.count > kMostLinks || links.up < 0 || links.up > links.count ||
        links.switched < 0 || links.switched > links.up)
        return {};
    links.gbps = std::max(0.0, json.value(u"gbps").toDouble());
    links.down = namesIn(json, "down");
    links.slow = namesIn(json, "slow");
    return links;
}

} // namespace rackhouse
