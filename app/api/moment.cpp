#include "app/api/moment.h"

namespace rackhouse::api
{

Result<std::optional<Instant>> momentIn(const QUrlQuery& query, const char* name)
{
    const QString key = QString::fromLatin1(name);
    if (!query.hasQueryItem(key))
        return std::optional<Instant>();
    const QString text = query.queryItemValue(key, QUrl::FullyDecoded);
    const QDateTime time = QDateTime::fromString(text, Qt::ISODateWithMs);
    // Without an offset nobody knows which moment is meant.
    if (!time.isValid() || time.timeSpec() == Qt::LocalTime || !text.contains(u'T'))
        return fail("bad-field", {{QStringLiteral("field"), key}}, text);
    return Instant{time.toMSecsSinceEpoch()};
}

Result<Instant> observedIn(const QUrlQuery& query, Instant now)
{
    const auto told = momentIn(query, "observed_at");
    if (!told)
        return fail(told.error());
    return told->has_value() ? std::min(**told, now) : now;
}

Result<void> checkMoment(Reader& reader, Instant moment, Instant now)
{
    if (moment > now)
        return fail("moment-in-future", {{QStringLiteral("now"), now.toIso()}});
    const auto begin = reader.historyBegin();
    if (!begin)
        return fail(begin.error());
    if (moment < *begin)
        return fail("moment-too-early", {{QStringLiteral("begin"), begin->toIso()}});
    return {};
}

} // namespace rackhouse::api
