#include "models/base/units.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <cmath>

namespace rackhouse
{

namespace
{

QString scaled(qint64 bytes, double base, const std::array<const char*, 6>& units)
{
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (std::abs(value) >= base && unit + 1 < units.size()) {
        value /= base;
        ++unit;
    }
    // Three digits that matter: 1.92 TB, 15.4 TB, 512 GiB.
    int decimals = 0;
    if (unit > 0 && std::abs(value) < 100 && value != std::floor(value))
        decimals = std::abs(value) < 10 ? 2 : 1;
    QString number = QLocale().toString(value, 'f', decimals);
    return number + QLatin1Char(' ') + QLatin1String(units[unit]);
}

} // namespace

QString realText(double value)
{
    constexpr double kWholeFrom = 999.95; ///< from there on four digits have no decimals
    const bool isWhole = std::abs(value) >= kWholeFrom;
    return QLocale().toString(value, isWhole ? 'f' : 'g', isWhole ? 0 : 4);
}

QString binaryBytes(qint64 bytes)
{
    return scaled(bytes, 1024, {"B", "KiB", "MiB", "GiB", "TiB", "PiB"});
}

QString decimalBytes(qint64 bytes)
{
    return scaled(bytes, 1000, {"B", "kB", "MB", "GB", "TB", "PB"});
}

QString bitRateText(double megabits)
{
    const bool isGigabits = megabits >= 1000;
    // Names of speeds keep their decimals (2.5 Gbit/s, 56.25 Gbit/s), noise of the last digit goes.
    const double value = std::round(isGigabits ? megabits : megabits * 1000) / 1000;
    return QLocale().toString(value, 'f', QLocale::FloatingPointShortest) +
           QLatin1String(isGigabits ? " Gbit/s" : " Mbit/s");
}

QString wattsText(double watts)
{
    const QLocale locale;
    if (watts < 999.5)
        return QCoreApplication::translate("Power", "%1 W").arg(locale.toString(qRound64(watts)));
    if (watts < 999'500)
        return QCoreApplication::translate("Power", "%1 kW")
            .arg(locale.toString(watts / 1000, 'f', watts < 100'000 ? 1 : 0));
    return QCoreApplication::translate("Power", "%1 MW")
        .arg(locale.toString(watts / 1'000'000, 'f', 2));
}

} // namespace rackhouse
