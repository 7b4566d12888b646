#include "app/api/context.h"

namespace rackhouse::api
{

namespace
{

constexpr qint64 longestWait = 60;
constexpr qint64 mostChanges = 5000;

Result<qint64> number(const QUrlQuery& query, const char* name, qint64 fallback, qint64 least,
                      qint64 most)
{
    const QString text = query.queryItemValue(QString::fromLatin1(name));
    if (text.isEmpty())
        return fallback;
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    if (!ok || value < least || value > most)
        return fail("bad-field", {{QStringLiteral("field"), QString::fromLatin1(name)}});
    return value;
}

RouteHandler changes(ChangeHub& hub)
{
    return [&hub](const CallPtr& call, const Respond& respond) {
        const QUrlQuery& query = call->request.query;
        const auto since = number(query, "since", 0, 0, std::numeric_limits<qint64>::max());
        const auto start = number(query, "start", 0, 0, std::numeric_limits<qint64>::max());
        const auto wait = number(query, "wait", 0, 0, longestWait);
        const auto limit = number(query, "limit", 1000, 1, mostChanges);
        for (const auto* value : {&since, &start, &wait, &limit}) {
            if (!*value)
                return respond(fail(value->error()));
        }
        hub.ask({*since, *start, call->caller.role, static_cast<int>(*limit),
                 static_cast<int>(*wait * 1000), call->caller.credential},
                respond);
    };
}

Result<http::Response> showSite(Store& store, const Call& call)
{
    const auto rows = store.read<std::vector<QJsonObject>>(
        [](Reader& reader) { return reader.listJson(Site::record(), {.limit = 1}, Role::Viewer); });
    if (!rows)
        return fail(rows.error());
    QJsonObject site = rows->empty() ? QJsonObject() : rows->front();
    site.insert(QStringLiteral("your_name"), call.caller.name);
    site.insert(QStringLiteral("your_role"), enumText(call.caller.role));
    site.insert(QStringLiteral("appliance_version"), QStringLiteral(RACKHOUSE_VERSION));
    site.insert(QStringLiteral("time"), store.clock().now().ms);
    return jsonResponse(site);
}

} // namespace

void addSiteRoutes(std::vector<Route>& routes, const Context& context)
{
    Route site{"GET", QStringLiteral("/site"), Role::Viewer,
               QStringLiteral("The site, and who you are there")};
    site.answers = &Site::record();
    site.handler =
        immediate([&store = context.store](const Call& call) { return showSite(store, call); });
    routes.push_back(std::move(site));

    Route feed{"GET", QStringLiteral("/changes"), Role::Viewer,
               QStringLiteral("The change feed: waits until there is something new")};
    feed.handler = changes(context.changes);
    routes.push_back(std::move(feed));

    Route health{"GET", QStringLiteral("/health"), std::nullopt,
                 QStringLiteral("Whether the appliance works")};
    health.handler = immediate([&store = context.store](const Call&) -> Result<http::Response> {
        const auto last = store.read<qint64>([](Reader& reader) { return reader.lastChange(); });
        if (!last)
            return fail(last.error());
        return jsonResponse({{QStringLiteral("status"), QStringLiteral("ok")}});
    });
    routes.push_back(std::move(health));
}

} // namespace rackhouse::api
