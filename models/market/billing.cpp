#include "models/market/billing.h"

#include <algorithm>

namespace rackhouse
{

void MoneySums::add(const Money& money)
{
    if (money.minor == 0)
        return;
    Sum& sum = m_sums[money.currency];
    sum.minor += money.minor;
    ++sum.count;
}

void MoneySums::add(const MoneySums& sums)
{
    for (auto sum = sums.m_sums.begin(); sum != sums.m_sums.end(); ++sum) {
        m_sums[sum.key()].minor += sum->minor;
        m_sums[sum.key()].count += sum->count;
    }
}

Money MoneySums::in(const QString& currency) const
{
    return {m_sums.value(currency).minor, currency};
}

QString MoneySums::mainCurrency() const
{
    const auto main = std::max_element(
        m_sums.begin(), m_sums.end(), [](const Sum& a, const Sum& b) { return a.count < b.count; });
    return main == m_sums.end() ? QString() : main.key();
}

QList<Money> MoneySums::all() const
{
    const QString main = mainCurrency();
    QList<Money> sums;
    for (auto sum = m_sums.begin(); sum != m_sums.end(); ++sum)
        sums.insert(sum.key() == main ? 0 : sums.size(), Money{sum->minor, sum.key()});
    return sums;
}

} // namespace rackhouse
