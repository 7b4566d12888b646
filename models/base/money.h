#pragma once

#include <QString>

namespace rackhouse
{

/// An amount in minor units (cents) of an ISO 4217 currency. Never a double.
struct Money {
    qint64 minor = 0;
    QString currency;

    bool operator==(const Money&) const = default;
    /// "1234.57 EUR" for currencies with two decimals.
    QString toText() const;
};

} // namespace rackhouse
