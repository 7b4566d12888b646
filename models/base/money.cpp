#include "models/base/money.h"

namespace rackhouse
{

QString Money::toText() const
{
    const quint64 amount =
        minor < 0 ? 0 - static_cast<quint64>(minor) : static_cast<quint64>(minor);
    return QStringLiteral("%1%2.%3 %4")
        .arg(minor < 0 ? QStringLiteral("-") : QString())
        .arg(amount / 100)
        .arg(amount % 100, 2, 10, QLatin1Char('0'))
        .arg(currency);
}

} // namespace rackhouse
