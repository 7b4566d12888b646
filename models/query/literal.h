#pragma once

#include "models/base/clock.h"

#include <QString>

#include <optional>

namespace rackhouse::query
{

/// A number with an optional unit: "8", "-1.5", "512GiB", "1.92TB", "80%" (of a permille field
/// 800), a price as a person says it of one in millionths. Bytes in binary (KiB..PiB) and decimal
/// (kB..PB) units, what links carry as "400G" or "2.5Gbit/s". `unit` is the field's
/// (FieldInfo::unit).
std::optional<double> parseNumber(const QString& text, const QString& unit);

/// A duration in milliseconds: "30s", "10m", "4h", "2d", "1w".
std::optional<qint64> parseDuration(const QString& text);

/// A day "2026-01-31" or a minute "2026-01-31T14:05", UTC.
struct TimeSpan {
    Instant first;
    Instant last; ///< inclusive
};
std::optional<TimeSpan> parseDate(const QString& text);

/// yes/no, true/false, on/off, 1/0.
std::optional<bool> parseBool(const QString& text);

} // namespace rackhouse::query
