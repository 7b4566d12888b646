#include "app/api/context.h"
#include "app/api/moment.h"
#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/domain/fabricfacts.h"
#include "models/domain/floor.h"
#include "models/domain/network.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wipe.h"
#include "models/domain/wiring.h"

#include <QJsonArray>

namespace rackhouse::api
{

namespace
{

constexpr qint64 defaultPage = 100;
constexpr qint64 largestPage = 1000;

Result<qint64> pageSize(const QUrlQuery& query)
{
    const QString text = query.queryItemValue(QStringLiteral("limit"));
    if (text.isEmpty())
        return defaultPage;
    bool ok = false;
    const qint64 size = text.toLongLong(&ok);
    if (!ok || size < 1 || size > largestPage)
        return fail("bad-field", {{QStringLiteral("field"), QStringLiteral("limit")}});
    return size;
}

/// Rows are narrowed by ?field=value for any text, enum or id field that the caller may see.
Result<Select> selectOf(const RecordInfo& info, const Call& call)
{
    Select select;
    const QUrlQuery& query = call.request.query;
    const auto size = pageSize(query);
    if (!size)
        return fail(size.error());
    select.limit = *size + 1; // one more tells whether there is a next page
    for (const auto& [name, value] : query.queryItems(QUrl::FullyDecoded)) {
        if (name == QStringLiteral("limit") || (name == QStringLiteral("at") && hasHistory(info)))
            continue;
        if (name == QStringLiteral("after")) {
            select.afterId = value;
            continue;
        }
        const FieldInfo* field = info.field(name);
        const bool usable = field && maySee(*field, call.caller.role) &&
                            (field->type == FieldType::Text || field->type == FieldType::Enum ||
                             field->type == FieldType::Id);
        if (!usable)
            return fail("bad-field", {{QStringLiteral("field"), name}});
        const bool null = field->type == FieldType::Id && value.isEmpty();
        select.equals.emplace_back(name, null ? QVariant() : QVariant(value));
    }
    return select;
}

/// As they are, or as they were at a moment.
Result<std::vector<QJsonObject>> rowsAt(Store& store, const RecordInfo& info, const Select& select,
                                        std::optional<Instant> moment, Role reading)
{
    return store.read<std::vector<QJsonObject>>(
        [&](Reader& reader) -> Result<std::vector<QJsonObject>> {
            if (!moment)
                return reader.listJson(info, select, reading);
            if (auto known = checkMoment(reader, *moment, store.clock().now()); !known)
                return fail(known.error());
            return reader.listJsonAsOf(info, select, *moment, reading);
        });
}

Result<http::Response> listRows(Store& store, const RecordInfo& info, const Select& select,
                                const Call& call)
{
    const auto moment =
        hasHistory(info) ? momentIn(call.request.query, "at") : std::optional<Instant>();
    if (!moment)
        return fail(moment.error());
    auto rows = rowsAt(store, info, select, *moment, call.caller.role);
    if (!rows)
        return fail(rows.error());
    const bool more = static_cast<qint64>(rows->size()) >= select.limit;
    if (more)
        rows->pop_back();
    QJsonArray items;
    for (const QJsonObject& row : *rows)
        items << row;
    const QJsonValue next = more ? rows->back().value(QStringLiteral("id")) : QJsonValue(QString());
    return jsonResponse({{QStringLiteral("items"), items}, {QStringLiteral("next"), next}});
}

Result<http::Response> oneRow(Store& store, const RecordInfo& info, const Call& call)
{
    const Select select{.equals = {{QStringLiteral("id"), call.id()}}};
    const auto rows = store.read<std::vector<QJsonObject>>(
        [&](Reader& reader) { return reader.listJson(info, select, call.caller.role); });
    if (!rows)
        return fail(rows.error());
    if (rows->empty())
        return fail("not-found");
    http::Response response = jsonResponse(rows->front());
    const QJsonValue revision = rows->front().value(QStringLiteral("revision"));
    if (revision.isDouble())
        response.headers.emplaceBack("ETag", '"' + QByteArray::number(revision.toInteger()) + '"');
    return response;
}

class Adder
{
public:
    Adder(std::vector<Route>& routes, Store& store) : m_routes(routes), m_store(store) {}

    void list(const char* path, const RecordInfo& info)
    {
        Route route = get(QString::fromLatin1(path), info);
        route.summary = QStringLiteral("List: %1").arg(QLatin1String(info.title));
        route.list = true;
        route.handler = immediate([&store = m_store, &info](const Call& call) {
            const auto select = selectOf(info, call);
            return select ? listRows(store, info, *select, call)
                          : Result<http::Response>(fail(select.error()));
        });
        m_routes.push_back(std::move(route));
    }

    void one(const char* path, const RecordInfo& info)
    {
        Route route = get(QString::fromLatin1(path) + QStringLiteral("/{id}"), info);
        route.summary = QStringLiteral("Show: %1").arg(QLatin1String(info.title));
        route.handler = immediate(
            [&store = m_store, &info](const Call& call) { return oneRow(store, info, call); });
        m_routes.push_back(std::move(route));
    }

    /// The rows that belong to one row of another kind.
    void children(const char* path, const RecordInfo& info, const char* parentField)
    {
        Route route = get(QString::fromLatin1(path), info);
        route.summary = QStringLiteral("List of one: %1").arg(QLatin1String(info.title));
        route.list = true;
        route.handler = immediate(
            [&store = m_store, &info, field = QString::fromLatin1(parentField)](const Call& call) {
                auto select = selectOf(info, call);
                if (!select)
                    return Result<http::Response>(fail(select.error()));
                select->equals.emplace_back(field, call.id());
                return listRows(store, info, *select, call);
            });
        m_routes.push_back(std::move(route));
    }

private:
    static Route get(const QString& path, const RecordInfo& info)
    {
        Route route{"GET", path, info.feedRole, {}};
        route.answers = &info;
        return route;
    }

    std::vector<Route>& m_routes;
    Store& m_store;
};

} // namespace

void addReadRoutes(std::vector<Route>& routes, const Context& context)
{
    Adder add(routes, context.store);
    for (const auto& [path, info] : {std::pair{"/racks", &Rack::record()},
                                     std::pair{"/machines", &Machine::record()},
                                     std::pair{"/components", &Component::record()},
                                     std::pair{"/bmcs", &Bmc::record()},
                                     std::pair{"/jobs", &Job::record()},
                                     std::pair{"/images", &Image::record()},
                                     std::pair{"/leases", &Lease::record()},
                                     std::pair{"/subnets", &Subnet::record()},
                                     std::pair{"/events", &Event::record()},
                                     std::pair{"/wipe-records", &WipeRecord::record()},
                                     std::pair{"/fabrics", &Fabric::record()},
                                     std::pair{"/halls", &Hall::record()},
                                     std::pair{"/device-types", &DeviceType::record()},
                                     std::pair{"/assets", &Asset::record()},
                                     std::pair{"/cables", &Cable::record()},
                                     std::pair{"/power-feeds", &PowerFeed::record()},
                                     std::pair{"/switches", &SwitchAccess::record()},
                                     std::pair{"/neighbors", &Neighbor::record()},
                                     std::pair{"/switch-facts", &SwitchFacts::record()},
                                     std::pair{"/switch-ports", &SwitchPort::record()},
                                     std::pair{"/shared-filters", &SharedFilter::record()},
                                     std::pair{"/allocations", &Allocation::record()},
                                     std::pair{"/site-settings", &SiteSettings::record()},
                                     std::pair{"/credentials", &Credential::record()},
                                     std::pair{"/audit", &Audit::record()}}) {
        add.list(path, *info);
        add.one(path, *info);
    }
    add.children("/machines/{id}/components", Component::record(), "machine_id");
    add.children("/fabrics/{id}/nodes", FabricNode::record(), "fabric_id");
    add.children("/fabrics/{id}/links", FabricLink::record(), "fabric_id");
    add.children("/fabrics/{id}/counters", FabricCounters::record(), "fabric_id");
    add.children("/fabrics/{id}/health", FabricHealth::record(), "fabric_id");
    add.children("/fabrics/{id}/plan", FabricPlan::record(), "fabric_id");
    add.children("/jobs/{id}/steps", JobStep::record(), "job_id");
}

} // namespace rackhouse::api
