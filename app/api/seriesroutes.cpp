#include "app/api/context.h"
#include "app/api/moment.h"

#include <QJsonArray>

#include <algorithm>

namespace rackhouse::api
{

namespace
{

constexpr int mostPoints = 1000;
constexpr int usualPoints = 300;
constexpr qint64 usualMs = 24ll * 3600 * 1000;

struct Question {
    std::vector<Measure> measures;
    SeriesRange range;
};

tl::unexpected<Error> badField(const char* field, const QString& why)
{
    return fail("bad-field", {{QStringLiteral("field"), QString::fromLatin1(field)}}, why);
}

Result<std::vector<Measure>> measuresIn(const QUrlQuery& query)
{
    std::vector<Measure> measures;
    QStringList known;
    for (const auto& entry : EnumWords<Measure>::words)
        known << enumText(entry.first);
    const QString text =
        query.queryItemValue(QStringLiteral("measure"), QUrl::FullyDecoded).trimmed();
    for (const QString& word : text.split(u',')) {
        const auto measure = enumFromText<Measure>(word);
        if (!measure)
            return badField("measure", known.join(QStringLiteral(", ")));
        if (std::find(measures.begin(), measures.end(), *measure) == measures.end())
            measures.push_back(*measure);
    }
    return measures;
}

Result<Question> questionOf(const QUrlQuery& query, Role role, Instant now)
{
    Question question;
    auto measures = measuresIn(query);
    if (!measures)
        return fail(measures.error());
    for (const Measure measure : *measures) {
        if (role < leastRole(measure))
            return fail("forbidden", enumText(measure));
    }
    question.measures = *std::move(measures);
    const auto from = momentIn(query, "from");
    const auto to = momentIn(query, "to");
    if (!from || !to)
        return fail(from ? to.error() : from.error());
    SeriesRange& range = question.range;
    range.until = to->value_or(now);
    range.from = from->value_or(range.until.plusMs(-usualMs));
    if (range.from >= range.until)
        return fail("range-backwards", {{QStringLiteral("from"), range.from.toIso()},
                                        {QStringLiteral("to"), range.until.toIso()}});
    range.points = usualPoints;
    if (query.hasQueryItem(QStringLiteral("points"))) {
        range.points = query.queryItemValue(QStringLiteral("points")).toInt();
        if (range.points < 1 || range.points > mostPoints)
            return badField("points", QStringLiteral("1 to %1").arg(mostPoints));
    }
    range.hall = query.queryItemValue(QStringLiteral("hall"), QUrl::FullyDecoded);
    return question;
}

QJsonObject toJson(const SeriesLine& line)
{
    QJsonArray points;
    for (const SeriesPoint& point : line.points)
        points << QJsonObject{{QStringLiteral("at"), point.at.toIso()},
                              {QStringLiteral("seconds"), point.ms / 1000},
                              {QStringLiteral("mean"), point.mean},
                              {QStringLiteral("highest"), point.highest}};
    return {{QStringLiteral("measure"), enumText(line.measure)},
            {QStringLiteral("currency"), line.currency},
            {QStringLiteral("since"), line.since.toIso()},
            {QStringLiteral("points"), points}};
}

Result<QJsonObject> answerTo(Reader& reader, const Question& question, Instant now)
{
    QJsonArray lines;
    for (const Measure measure : question.measures) {
        const auto found = reader.series(measure, question.range);
        if (!found)
            return fail(found.error());
        for (const SeriesLine& line : *found)
            lines << toJson(line);
    }
    return QJsonObject{{QStringLiteral("from"), question.range.from.toIso()},
                       {QStringLiteral("to"), question.range.until.toIso()},
                       {QStringLiteral("now"), now.toIso()},
                       {QStringLiteral("hall"), question.range.hall},
                       {QStringLiteral("lines"), lines}};
}

} // namespace

void addSeriesRoutes(std::vector<Route>& routes, const Context& context)
{
    Route series{"GET", QStringLiteral("/series"), Role::Viewer,
                 QStringLiteral("What the site has summed up of itself over time")};
    series.handler =
        immediate([&store = context.store](const Call& call) -> Result<http::Response> {
            const Instant now = store.clock().now();
            const auto question = questionOf(call.request.query, call.caller.role, now);
            if (!question)
                return fail(question.error());
            const auto answer = store.read<QJsonObject>(
                [&](Reader& reader) { return answerTo(reader, *question, now); });
            return answer ? Result<http::Response>(jsonResponse(*answer)) : fail(answer.error());
        });
    routes.push_back(std::move(series));
}

} // namespace rackhouse::api
