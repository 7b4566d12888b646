#pragma once

struct sqlite3;

namespace rackhouse
{

/// Adds month_revenue(amount in millionths, unit, GPUs, currency, time zone, now in ms) to a
/// connection: what a rental brings in the whole of the month that holds `now` in that zone, in
/// millionths of its currency, rounded as bills are. For queries; no schema names it.
bool addMonthRevenue(sqlite3* handle);

} // namespace rackhouse
