#pragma once

#include "models/market/billing.h"

namespace rackhouse
{

/// The largest price that is taken: a thousand million, in millionths.
inline constexpr qint64 largestMicro = 1'000'000'000'000'000;

/// "2.49" -> 2490000. Up to six decimals, no sign, no grouping; nothing for anything else.
std::optional<qint64> microFromText(const QString& text);
/// 2490000 -> "2.49": for programs and files, with no more decimals than it has.
QString microText(qint64 micro);

/// An amount as people read it in their language: "1,234.57 EUR".
QString moneyText(const Money& money);
/// "12,400.00 USD + 900.00 EUR"; empty where there is none.
QString moneyText(const MoneySums& sums);
/// "2.49 USD per GPU-hour"; empty where there is no price.
QString priceText(const Allocation& allocation);
/// "Rental", "Own job"
QString allocationKindText(AllocationKind kind);
/// "GPU-hour", "month"
QString priceUnitText(PriceUnit unit);

} // namespace rackhouse
