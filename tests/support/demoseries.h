#pragma once

#include "models/store/store.h"

#include <QUrlQuery>

namespace rackhouse
{

/// What a demo site sums up now, which its made-up past leads to.
struct DemoTotals {
    qint64 watts = 0;
    qint64 gpus = 0;
    qint64 inUse = 0;
    qint64 rented = 0;
    double inletC = 24;
    qint64 revenueCents = 0; ///< a month, in EUR
    qint64 dollarCents = 0;  ///< a month, in USD
};

/// The past of a demo site over thirteen months, made up: it grew, nights and weekends are
/// quieter, one evening had a peak, and for some hours nothing was measured. The same for the same
/// totals and times.
Result<void> writeDemoSeries(Store& store, const DemoTotals& totals);

/// What that site would answer to `GET /series` (measure, from, to, points).
QJsonObject answerDemoSeries(const DemoTotals& totals, const QUrlQuery& query, Instant now);

} // namespace rackhouse
