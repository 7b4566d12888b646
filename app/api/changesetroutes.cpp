#include "app/api/context.h"
#include "app/api/recordwrites.h"
#include "models/base/error.h"

#include <QJsonArray>

#include <memory>

namespace rackhouse::api
{

namespace
{

constexpr qsizetype mostItems = 2000;

/// One edit of a changeset, and what came of it.
struct Item {
    const EditableKind* kind = nullptr;
    QString op;
    Edit edit;
    QJsonObject row = {};
    std::optional<Error> problem = {};
};

struct Changeset {
    bool dryRun = false;
    std::vector<Item> items;

    bool isGood() const
    {
        return std::none_of(items.begin(), items.end(),
                            [](const Item& item) { return item.problem.has_value(); });
    }
};

tl::unexpected<Error> badField(const QString& field)
{
    return fail("bad-field", {{QStringLiteral("field"), field}});
}

Result<Item> itemOf(const QJsonObject& object, const Caller& caller, qsizetype number)
{
    const QString place = QStringLiteral("items[%1].").arg(number);
    Item item{editableKind(stringOr(object, QStringLiteral("kind"), {})),
              stringOr(object, QStringLiteral("op"), {}),
              {stringOr(object, QStringLiteral("id"), {}),
               object.value(QStringLiteral("fields")).toObject(), std::nullopt, caller.name}};
    if (!item.kind || caller.role < item.kind->role)
        return badField(place + QStringLiteral("kind"));
    const bool known = item.op == QLatin1String("create") || item.op == QLatin1String("change") ||
                       (item.op == QLatin1String("remove") && item.kind->remove);
    if (!known)
        return badField(place + QStringLiteral("op"));
    if (object.contains(QStringLiteral("revision")))
        item.edit.revision = object.value(QStringLiteral("revision")).toInteger();
    return item;
}

Result<Changeset> changesetOf(const Call& call)
{
    Changeset set;
    set.dryRun = call.body.value(QStringLiteral("dry_run")).toBool();
    const QJsonArray items = call.body.value(QStringLiteral("items")).toArray();
    if (items.isEmpty() || items.size() > mostItems)
        return badField(QStringLiteral("items"));
    for (const QJsonValue& value : items) {
        auto item = itemOf(value.toObject(), call.caller, qsizetype(set.items.size()));
        if (!item)
            return fail(item.error());
        set.items.push_back(*std::move(item));
    }
    return set;
}

/// Nothing of that has to do with what was asked.
bool isOfTheStore(const Error& error)
{
    return error.code == QLatin1String("disk-full") || error.code == QLatin1String("store-failed");
}

/// Makes all edits, then looks at the places that were taken when an edit came to them. Fails only
/// where the database does.
Result<void> run(Writer& writer, Changeset& set)
{
    QStringList later;
    for (Item& item : set.items) {
        item.edit.placeLater = &later;
        const auto work = item.op == QLatin1String("create")   ? item.kind->create
                          : item.op == QLatin1String("change") ? item.kind->change
                                                               : item.kind->remove;
        const auto row = work(writer, item.edit);
        if (!row && isOfTheStore(row.error()))
            return fail(row.error());
        if (row)
            item.row = *row;
        else
            item.problem = row.error();
    }
    for (Item& item : set.items) {
        if (!later.contains(item.row.value(QStringLiteral("id")).toString()))
            continue;
        const auto checked =
            item.kind->check(writer, item.row.value(QStringLiteral("id")).toString());
        if (!checked)
            item.problem = checked.error();
    }
    return {};
}

QJsonObject answerOf(const Changeset& set)
{
    QJsonArray items;
    for (const Item& item : set.items) {
        QJsonObject object{{QStringLiteral("op"), item.op},
                           {QStringLiteral("kind"), item.kind->info->kindText()}};
        if (item.problem)
            object.insert(QStringLiteral("problem"), http::problemBody(*item.problem));
        else
            object.insert(QStringLiteral("row"), item.row);
        items << object;
    }
    return {{QStringLiteral("applied"), !set.dryRun && set.isGood()},
            {QStringLiteral("items"), items}};
}

/// All of a changeset comes true or nothing; the answer says which, and why, item by item. One that
/// is tried only, or in which anything is refused, is undone by the store, since its work fails.
void serve(Store& store, const CallPtr& call, const Respond& respond)
{
    const auto read = changesetOf(*call);
    if (!read)
        return respond(fail(read.error()));
    const auto set = std::make_shared<Changeset>(*read);
    auto written = store.write<void>([set](Writer& writer) -> Result<void> {
        if (auto ran = run(writer, *set); !ran)
            return ran;
        return set->dryRun || !set->isGood() ? Result<void>(fail("changeset-undone"))
                                             : Result<void>();
    });
    written.then([set, respond](const Result<void>& done) {
        if (!done && done.error().code != QLatin1String("changeset-undone"))
            return respond(fail(done.error()));
        respond(jsonResponse(answerOf(*set)));
    });
}

QJsonObject bodySchema()
{
    const QJsonObject item =
        objectSchema({{QStringLiteral("op"), typeSchema("string", "create, change or remove")},
                      {QStringLiteral("kind"), typeSchema("string", "kind of the row: rack")},
                      {QStringLiteral("id"), typeSchema("string")},
                      {QStringLiteral("revision"), typeSchema("integer", "that it was made from")},
                      {QStringLiteral("fields"), typeSchema("object")}},
                     {QStringLiteral("op"), QStringLiteral("kind")});
    return objectSchema(
        {{QStringLiteral("dry_run"), typeSchema("boolean", "say what would come of it")},
         {QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QStringLiteral("array")},
                                               {QStringLiteral("maxItems"), mostItems},
                                               {QStringLiteral("items"), item}}}},
        {QStringLiteral("items")});
}

} // namespace

void addChangesetRoutes(std::vector<Route>& routes, const Context& context)
{
    Route post{"POST", QStringLiteral("/changesets"), Role::Operator,
               QStringLiteral("Make several changes together, or try them")};
    post.handler = [&store = context.store](const CallPtr& call, const Respond& respond) {
        serve(store, call, respond);
    };
    post.body = bodySchema();
    routes.push_back(std::move(post));
}

} // namespace rackhouse::api
