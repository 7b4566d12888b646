#include "tests/gui/tour/demopast.h"

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "tests/support/demoseries.h"

#include <QJsonArray>

namespace rackhouse
{

namespace
{

constexpr qint64 kDayMs = 24ll * 3600 * 1000;

template <class T>
QJsonObject listOf(const Replica& replica, const QString& siteKey)
{
    QJsonArray items;
    if (const auto rows = replica.list<T>(siteKey)) {
        for (const T& row : *rows)
            items << toJson(row);
    }
    return {{QStringLiteral("items"), items}, {QStringLiteral("next"), QString()}};
}

QJsonObject rangeOf(Instant now)
{
    QJsonArray marks;
    for (int day = 60; day > 0; day -= 1 + day % 4)
        marks << QJsonObject{{QStringLiteral("at"), now.plusMs(-day * kDayMs).toIso()},
                             {QStringLiteral("changes"), 1 + day * day % 40}};
    return {{QStringLiteral("begin"), now.plusMs(-60 * kDayMs).toIso()},
            {QStringLiteral("now"), now.toIso()},
            {QStringLiteral("marks"), marks}};
}

/// What the machines of the demo site add up to, and rentals as they might be.
DemoTotals totalsOf(const Replica& replica, const QString& siteKey)
{
    DemoTotals totals{.revenueCents = 2'580'000, .dollarCents = 4'457'520};
    const auto machines = replica.list<Machine>(siteKey);
    for (const Machine& machine : machines.value_or(std::vector<Machine>())) {
        totals.watts += machine.power == PowerState::Off ? 0 : machine.powerW;
        totals.gpus += machine.gpuCount;
        totals.inUse += machine.state == MachineState::Provisioned ? machine.gpuCount : 0;
    }
    totals.rented = totals.inUse;
    return totals;
}

} // namespace

DemoLink::Reading demoPast(const Replica& replica, const Clock& clock, const QString& siteKey)
{
    return [&replica, &clock, siteKey](const QString& path, const QUrlQuery& query, QObject*,
                                       const SiteLink::Answer& answer) {
        if (path == QStringLiteral("/series"))
            return answer(answerDemoSeries(totalsOf(replica, siteKey), query, clock.now()));
        const QHash<QString, QJsonObject (*)(const Replica&, const QString&)> lists{
            {QStringLiteral("/halls"), listOf<Hall>},
            {QStringLiteral("/racks"), listOf<Rack>},
            {QStringLiteral("/device-types"), listOf<DeviceType>},
            {QStringLiteral("/assets"), listOf<Asset>},
            {QStringLiteral("/machines"), listOf<Machine>}};
        if (const auto list = lists.value(path))
            return answer(list(replica, siteKey));
        answer(path == QStringLiteral("/history") ? rangeOf(clock.now()) : QJsonObject());
    };
}

} // namespace rackhouse
