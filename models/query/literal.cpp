#include "models/query/literal.h"

#include <QDateTime>

#include <array>
#include <cmath>
#include <utility>

namespace rackhouse::query
{

namespace
{

/// Splits "512GiB" into 512 and "gib"; nothing where no number stands in front.
std::optional<std::pair<double, QString>> splitUnit(const QString& text)
{
    qsizetype end = 0;
    while (end < text.size() &&
           (text.at(end).isDigit() || text.at(end) == QLatin1Char('.') ||
            (end == 0 && (text.at(0) == QLatin1Char('-') || text.at(0) == QLatin1Char('+')))))
        ++end;
    bool ok = false;
    const double number = text.first(end).toDouble(&ok);
    if (!ok || !std::isfinite(number) || std::abs(number) > 1e15)
        return std::nullopt;
    return std::pair(number, text.sliced(end).toLower());
}

std::optional<double> byteFactor(const QString& suffix)
{
    static constexpr auto prefixes = std::to_array<char16_t>({u'k', u'm', u'g', u't', u'p'});
    if (suffix.isEmpty() || suffix == QLatin1String("b"))
        return 1.0;
    for (std::size_t i = 0; i < prefixes.size(); ++i) {
        if (suffix.front() != QChar(prefixes[i]))
            continue;
        const QString rest = suffix.sliced(1);
        const int power = static_cast<int>(i) + 1;
        if (rest.isEmpty() || rest == QLatin1String("b"))
            return std::pow(1000.0, power);
        if (rest == QLatin1String("i") || rest == QLatin1String("ib"))
            return std::pow(1024.0, power);
    }
    return std::nullopt;
}

/// Of "400G", "400Gbit/s" or "2.5gb/s", in Mbit/s.
std::optional<double> bitRateFactor(const QString& suffix)
{
    static const QStringList rests{QString(), QStringLiteral("bit/s"), QStringLiteral("b/s")};
    if (!rests.contains(suffix.sliced(1)))
        return std::nullopt;
    switch (suffix.front().unicode()) {
    case u'm':
        return 1;
    case u'g':
        return 1000;
    case u't':
        return 1'000'000;
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<double> parseNumber(const QString& text, const QString& unit)
{
    const auto split = splitUnit(text);
    if (!split)
        return std::nullopt;
    const auto& [number, suffix] = *split;
    if (unit == QLatin1String("micro"))
        return suffix.isEmpty() ? std::optional<double>(std::round(number * 1e6)) : std::nullopt;
    if (suffix.isEmpty())
        return number;
    if (unit == QLatin1String("B")) {
        const auto factor = byteFactor(suffix);
        return factor ? std::optional<double>(number * *factor) : std::nullopt;
    }
    if (unit == QLatin1String("Mbit/s")) {
        const auto factor = bitRateFactor(suffix);
        return factor ? std::optional<double>(number * *factor) : std::nullopt;
    }
    if (unit == QLatin1String("permille") && suffix == QLatin1String("%"))
        return number * 10;
    if (suffix == unit.toLower())
        return number;
    return std::nullopt;
}

std::optional<qint64> parseDuration(const QString& text)
{
    static constexpr auto units = std::to_array<std::pair<const char*, qint64>>({
        {"s", 1000},
        {"m", 60'000},
        {"min", 60'000},
        {"h", 3'600'000},
        {"d", 86'400'000},
        {"w", 7 * 86'400'000LL},
    });
    const auto split = splitUnit(text);
    if (!split || split->first < 0 || split->first > 1e9)
        return std::nullopt;
    for (const auto& [word, ms] : units) {
        if (split->second == QLatin1String(word))
            return static_cast<qint64>(split->first * static_cast<double>(ms));
    }
    return std::nullopt;
}

std::optional<TimeSpan> parseDate(const QString& text)
{
    const QDate day = QDate::fromString(text, Qt::ISODate);
    if (day.isValid() && text.size() == 10) {
        const qint64 first = QDateTime(day, QTime(0, 0), Qt::UTC).toMSecsSinceEpoch();
        return TimeSpan{{first}, {first + 86'400'000 - 1}};
    }
    const QDateTime minute = QDateTime::fromString(text, QStringLiteral("yyyy-MM-dd'T'HH:mm"));
    if (!minute.isValid())
        return std::nullopt;
    const qint64 first = QDateTime(minute.date(), minute.time(), Qt::UTC).toMSecsSinceEpoch();
    return TimeSpan{{first}, {first + 60'000 - 1}};
}

std::optional<bool> parseBool(const QString& text)
{
    const QString word = text.toLower();
    for (const char* yes : {"yes", "true", "on", "1"}) {
        if (word == QLatin1String(yes))
            return true;
    }
    for (const char* no : {"no", "false", "off", "0"}) {
        if (word == QLatin1String(no))
            return false;
    }
    return std::nullopt;
}

} // namespace rackhouse::query
