#include "app/api/context.h"
#include "app/api/moment.h"

#include <QJsonArray>

namespace rackhouse::api
{

namespace
{

constexpr int mostParts = 1000;
constexpr int usualParts = 100;

struct Question {
    std::optional<Instant> from;
    std::optional<Instant> until;
    std::optional<Instant> at;
    int parts = usualParts;
};

Result<Question> questionOf(const QUrlQuery& query)
{
    Question question;
    for (const auto& [name, moment] :
         {std::pair{"from", &question.from}, std::pair{"until", &question.until},
          std::pair{"at", &question.at}}) {
        const auto given = momentIn(query, name);
        if (!given)
            return fail(given.error());
        *moment = *given;
    }
    if (const QString text = query.queryItemValue(QStringLiteral("parts")); !text.isEmpty()) {
        question.parts = text.toInt();
        if (question.parts < 1 || question.parts > mostParts)
            return fail("bad-field", {{QStringLiteral("field"), QStringLiteral("parts")}});
    }
    return question;
}

QString textOf(Instant moment)
{
    return moment.isSet() ? moment.toIso() : QString();
}

Result<QJsonObject> answerTo(Reader& reader, const Question& question, Instant now)
{
    const auto begin = reader.historyBegin();
    if (!begin)
        return fail(begin.error());
    const Instant from = qMax(question.from.value_or(*begin), *begin);
    const Instant until = qMin(question.until.value_or(now), now);
    const auto marks = reader.historyMarks(from, qMax(from, until), question.parts);
    if (!marks)
        return fail(marks.error());
    QJsonArray changes;
    for (const HistoryMark& mark : *marks)
        changes << QJsonObject{{QStringLiteral("at"), mark.at.toIso()},
                               {QStringLiteral("changes"), mark.changes}};
    QJsonObject answer{{QStringLiteral("begin"), begin->toIso()},
                       {QStringLiteral("now"), now.toIso()},
                       {QStringLiteral("marks"), changes}};
    if (!question.at)
        return answer;
    const auto before = reader.momentBefore(*question.at);
    const auto after = reader.momentAfter(*question.at);
    if (!before || !after)
        return fail(before ? after.error() : before.error());
    answer.insert(QStringLiteral("before"), *before < *begin ? QString() : textOf(*before));
    // What changed in this very second is seen now.
    answer.insert(QStringLiteral("after"), textOf(qMin(*after, now)));
    return answer;
}

} // namespace

void addHistoryRoutes(std::vector<Route>& routes, const Context& context)
{
    Route history{"GET", QStringLiteral("/history"), Role::Viewer,
                  QStringLiteral("How far back the floor can be seen, and when it changed")};
    history.handler =
        immediate([&store = context.store](const Call& call) -> Result<http::Response> {
            const auto question = questionOf(call.request.query);
            if (!question)
                return fail(question.error());
            const auto answer = store.read<QJsonObject>(
                [&](Reader& reader) { return answerTo(reader, *question, store.clock().now()); });
            return answer ? Result<http::Response>(jsonResponse(*answer)) : fail(answer.error());
        });
    routes.push_back(std::move(history));
}

} // namespace rackhouse::api
