#include "models/hardware/pcielink.h"

#include <algorithm>

namespace rackhouse
{
namespace
{

constexpr int mostLanes = 32;   // PCI Express Base Specification, 1.2: x1 to x32
constexpr double fastest = 256; // GT/s; room for what is not sold yet

/// "16.0 GT/s PCIe" -> 16.
double speedOf(const QString& text)
{
    const double speed = text.section(QLatin1Char(' '), 0, 0).toDouble();
    return speed > 0 && speed <= fastest ? speed : 0;
}

/// The kernel writes 255 where a port does not know.
int widthOf(const QJsonValue& value)
{
    const int width = value.toInt();
    return width > 0 && width <= mostLanes ? width : 0;
}

template <class T>
T lesser(T own, T other)
{
    return own > 0 && other > 0 ? std::min(own, other) : std::max(own, other);
}

QString words(double speed, int width)
{
    QStringList parts;
    if (speed > 0)
        parts << QStringLiteral("%1 GT/s").arg(speed);
    if (width > 0)
        parts << QStringLiteral("x%1").arg(width);
    return parts.join(QLatin1Char(' '));
}

/// PCI Express Base Specification 6.0, 1.2: the rate of each generation.
int generationOf(double speed)
{
    constexpr double rates[]{2.5, 5, 8, 16, 32, 64, 128};
    const auto* rate = std::find(std::begin(rates), std::end(rates), speed);
    return rate == std::end(rates) ? 0 : static_cast<int>(rate - std::begin(rates)) + 1;
}

} // namespace

QString PcieLink::shortText() const
{
    const int generation = generationOf(speed);
    return generation > 0 && width > 0 ? QStringLiteral("Gen%1 x%2").arg(generation).arg(width)
                                       : QString();
}

QString PcieLink::text() const
{
    const QString now = words(speed, width);
    if (!isNarrow() && !isSlow())
        return now;
    return QStringLiteral("%1 of %2").arg(now, words(maxSpeed, maxWidth));
}

QString PcieLink::shortfall() const
{
    QStringList parts;
    if (isNarrow())
        parts << QStringLiteral("x%1 / x%2").arg(width).arg(maxWidth);
    if (isSlow())
        parts << QStringLiteral("%1 / %2 GT/s").arg(speed).arg(maxSpeed);
    return parts.join(QLatin1String(", "));
}

PcieLink PcieLink::below(const PcieLink& port) const
{
    return {speed, width, lesser(maxSpeed, port.maxSpeed), lesser(maxWidth, port.maxWidth)};
}

PcieLink PcieLink::read(const QJsonObject& function)
{
    return {speedOf(function.value(QLatin1String("link_speed")).toString()),
            widthOf(function.value(QLatin1String("link_width"))),
            speedOf(function.value(QLatin1String("max_speed")).toString()),
            widthOf(function.value(QLatin1String("max_width")))};
}

} // namespace rackhouse
