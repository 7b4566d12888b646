#include "models/store/monthrevenue.h"

#include "models/domain/rentprice.h"

#include <sqlite3.h>

#include <cmath>
#include <memory>

namespace rackhouse
{

namespace
{

/// The month that was asked for last: a query asks for the same one thousands of times.
struct LastMonth {
    QString zone;
    TimeSpan month;

    const TimeSpan& of(const QString& wanted, Instant now)
    {
        const bool holds = now >= month.begin && now < month.end;
        if (!holds || wanted != zone) {
            SiteSettings settings;
            settings.timeZone = wanted;
            zone = wanted;
            month = monthOf(now, billingZone({settings}));
        }
        return month;
    }
};

QString textOf(sqlite3_value* value)
{
    return QString::fromUtf8(reinterpret_cast<const char*>(sqlite3_value_text(value)),
                             sqlite3_value_bytes(value));
}

void monthRevenue(sqlite3_context* context, int, sqlite3_value** values)
{
    constexpr int kMicroDecimals = 6;
    Allocation rental;
    rental.amountMicro = sqlite3_value_int64(values[0]);
    const auto unit = enumFromText<PriceUnit>(textOf(values[1]));
    if (!unit)
        return sqlite3_result_double(context, 0);
    rental.unit = *unit;
    rental.currency = textOf(values[3]);
    auto* last = static_cast<LastMonth*>(sqlite3_user_data(context));
    const TimeSpan month = last->of(textOf(values[4]), Instant{sqlite3_value_int64(values[5])});
    const Money money = revenueOfMonth(rental, sqlite3_value_int64(values[2]), month);
    const int decimals = currencyDecimals(money.currency).value_or(2);
    sqlite3_result_double(context, static_cast<double>(money.minor) *
                                       std::pow(10.0, kMicroDecimals - decimals));
}

} // namespace

bool addMonthRevenue(sqlite3* handle)
{
    constexpr int kArguments = 6;
    auto last = std::make_unique<LastMonth>();
    // SQLite frees it also where it fails.
    return sqlite3_create_function_v2(
               handle, "month_revenue", kArguments, SQLITE_UTF8 | SQLITE_DETERMINISTIC,
               last.release(), monthRevenue, nullptr, nullptr,
               [](void* gone) { delete static_cast<LastMonth*>(gone); }) == SQLITE_OK;
}

} // namespace rackhouse
