#include "models/exchange/changeplan.h"

#include "models/exchange/sendorder.h"

#include <QJsonArray>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr size_t kItemsAtOnce = 2000; ///< the most that POST /changesets takes

Error errorOf(const QJsonObject& problem)
{
    return {problem.value(u"code").toString(), problem.value(u"args").toObject().toVariantMap(),
            problem.value(u"detail").toString()};
}

} // namespace

void PlannedRow::fail(Error error)
{
    outcome = Outcome::Problem;
    problem = std::move(error);
    item = {};
}

qsizetype ChangePlan::count(PlannedRow::Outcome outcome) const
{
    return std::count_if(rows.begin(), rows.end(),
                         [outcome](const PlannedRow& row) { return row.outcome == outcome; });
}

std::vector<std::vector<size_t>> ChangePlan::groups() const
{
    Waits waits;
    waits.reserve(rows.size());
    for (const PlannedRow& row : rows)
        waits.push_back(row.item.isEmpty() ? std::vector<size_t>() : row.waitsFor);
    auto groups = groupsInOrder(waits);
    for (auto& group : groups)
        std::erase_if(group, [this](size_t number) { return rows[number].item.isEmpty(); });
    std::erase_if(groups, [](const auto& group) { return group.empty(); });
    return groups;
}

std::vector<std::vector<size_t>> ChangePlan::parts() const
{
    std::vector<std::vector<size_t>> parts;
    for (const auto& group : groups()) {
        if (parts.empty() || parts.back().size() + group.size() > kItemsAtOnce)
            parts.emplace_back();
        parts.back().insert(parts.back().end(), group.begin(), group.end());
    }
    return parts;
}

void ChangePlan::refuseLargeCircles()
{
    for (const auto& group : groups()) {
        if (group.size() <= kItemsAtOnce)
            continue;
        for (const size_t number : group)
            rows[number].fail(makeError(
                "import-circle", {{QStringLiteral("rows"), QVariant::fromValue(group.size())},
                                  {QStringLiteral("limit"), QVariant::fromValue(kItemsAtOnce)}}));
    }
}

QJsonObject ChangePlan::body(const std::vector<size_t>& part) const
{
    QJsonArray items;
    for (const size_t number : part)
        items << rows[number].item;
    return {{QStringLiteral("items"), items}};
}

bool ChangePlan::takeAnswer(const std::vector<size_t>& part, const QJsonObject& answer)
{
    if (answer.value(u"applied").toBool()) {
        for (const size_t number : part) {
            rows[number].done = true;
            rows[number].item = {};
        }
        return true;
    }
    const QJsonArray items = answer.value(u"items").toArray();
    for (size_t i = 0; i < part.size(); ++i) {
        const QJsonObject item = items.at(qsizetype(i)).toObject();
        if (item.contains(u"problem"))
            rows[part[i]].fail(errorOf(item.value(u"problem").toObject()));
    }
    return false;
}

QString outcomeWord(PlannedRow::Outcome outcome)
{
    switch (outcome) {
    case PlannedRow::Outcome::Added:
        return QStringLiteral("added");
    case PlannedRow::Outcome::Changed:
        return QStringLiteral("changed");
    case PlannedRow::Outcome::Unchanged:
        return QStringLiteral("unchanged");
    case PlannedRow::Outcome::Problem:
        break;
    }
    return QStringLiteral("problem");
}

} // namespace rackhouse
