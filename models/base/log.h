#pragma once

#include <QLoggingCategory>

namespace rackhouse
{

/// Sends Qt's log to standard error, one line a message: "2026-01-31T12:00:00.000Z level category:
/// text".
///
/// Levels: critical = somebody must act; warning = it went wrong and was dealt with; info = a
/// change of state worth a line in a year's log; debug = for the developer, off unless
/// QT_LOGGING_RULES says so.
void installLogFormat();

} // namespace rackhouse
