#include "app/http/range.h"

#include <algorithm>
#include <optional>

namespace rackhouse::http
{

namespace
{

std::optional<qint64> digits(const QByteArray& text)
{
    if (text.isEmpty() || text.size() > 18 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    return text.toLongLong();
}

} // namespace

RangeAnswer parseRange(const QByteArray& header, qint64 size)
{
    const RangeAnswer whole{RangeAnswer::Whole, 0, size};
    if (!header.toLower().startsWith("bytes=") || header.contains(','))
        return whole;
    const QByteArray spec = header.mid(6).trimmed();
    const int dash = static_cast<int>(spec.indexOf('-'));
    if (dash < 0)
        return whole;
    const auto first = digits(spec.left(dash));
    const auto last = digits(spec.mid(dash + 1));
    if (dash == 0) { // the last N bytes
        if (!last)
            return whole;
        if (*last == 0 || size == 0)
            return {RangeAnswer::Unsatisfiable, 0, 0};
        const qint64 length = std::min(*last, size);
        return {RangeAnswer::Partial, size - length, length};
    }
    const bool open = dash + 1 == spec.size();
    if (!first || (!open && !last) || (last && *last < *first))
        return whole;
    if (*first >= size)
        return {RangeAnswer::Unsatisfiable, 0, 0};
    const qint64 end = last ? std::min(*last, size - 1) : size - 1;
    return {RangeAnswer::Partial, *first, end - *first + 1};
}

} // namespace rackhouse::http
