#pragma once

#include "models/market/billing.h"

namespace rackhouse
{

/// An amount as people read it in their language: "1,234.57 EUR".
QString moneyText(const Money& money);
/// "12,400.00 USD + 900.00 EUR", that of one currency first; empty where there is none.
QString moneyText(const MoneySums& sums, const QString& first = {});
/// A price in millionths with the decimals of its currency at least: "2.50", "12,900.00". Two where
/// the currency is not known.
QString amountText(qint64 micro, const QString& currency);
/// "2.49 USD per GPU-hour"; empty where there is no price.
QString priceText(const Allocation& allocation);
/// "Rental", "Own job"
QString allocationKindText(AllocationKind kind);
/// "GPU-hour", "month"
QString priceUnitText(PriceUnit unit);

} // namespace rackhouse
