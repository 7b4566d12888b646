#pragma once

#include <QString>

#include <optional>

namespace rackhouse
{

/// Decimal places of an ISO 4217 currency: 2 for EUR, 0 for JPY, 3 for KWD. Nothing for what is no
/// currency.
std::optional<int> currencyDecimals(const QString& code);

/// The largest price that is taken: a thousand million, in millionths.
inline constexpr qint64 largestMicro = 1'000'000'000'000'000;

/// A price of so many millionths: "2.49" -> 2490000. Up to six decimals, no sign, no grouping;
/// nothing for anything else.
std::optional<qint64> microFromText(const QString& text);
/// 2490000 -> "2.49": for programs and files, with no more decimals than it has.
QString microText(qint64 micro);

/// An amount in minor units (cents) of an ISO 4217 currency. Never a double.
struct Money {
    qint64 minor = 0;
    QString currency;

    bool operator==(const Money&) const = default;
    /// "1234.57 EUR", "1234 JPY", "1234.570 KWD": for programs. A currency that is not known is
    /// written with two decimals.
    QString toText() const;
};

} // namespace rackhouse
