#pragma once

#include "models/domain/rentprice.h"

#include <QMap>

namespace rackhouse
{

/// Amounts by currency: they are never added across.
class MoneySums
{
public:
    /// What costs nothing is left out.
    void add(const Money& money);
    void add(const MoneySums& sums);

    bool isEmpty() const { return m_sums.isEmpty(); }
    Money in(const QString& currency) const;
    /// The currency in which most amounts were added; of equals the first by its code.
    QString mainCurrency() const;
    /// That of the main currency first, then by code.
    QList<Money> all() const;
    bool operator==(const MoneySums&) const = default;

private:
    struct Sum {
        qint64 minor = 0;
        qint64 count = 0;
        bool operator==(const Sum&) const = default;
    };
    QMap<QString, Sum> m_sums;
};

} // namespace rackhouse
