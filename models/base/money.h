#pragma once

#include <QString>

#include <optional>

namespace rackhouse
{

/// Decimal places of an ISO 4217 currency: 2 for EUR, 0 for JPY, 3 for KWD. Nothing for what is no
/// currency.
std::optional<int> currencyDecimals(const QString& code);

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
