#include "app/api/router.h"
#include "models/domain/registry.h"
#include "models/store/history.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace rackhouse::api
{

namespace
{

QJsonObject reference(const QString& name)
{
    return {{QStringLiteral("$ref"), QString(QStringLiteral("#/components/schemas/") + name)}};
}

QJsonObject content(const char* type, const QJsonObject& schema)
{
    return {{QString::fromLatin1(type), QJsonObject{{QStringLiteral("schema"), schema}}}};
}

QJsonObject parameter(const QString& name, const char* in, const char* type, bool required,
                      const char* description)
{
    return {{QStringLiteral("name"), name},
            {QStringLiteral("in"), QString::fromLatin1(in)},
            {QStringLiteral("required"), required},
            {QStringLiteral("description"), QString::fromLatin1(description)},
            {QStringLiteral("schema"), typeSchema(type)}};
}

QJsonArray parametersOf(const Route& route)
{
    QJsonArray parameters;
    static const QRegularExpression inPath(QStringLiteral("\\{(\\w+)\\}"));
    for (auto match = inPath.globalMatch(route.pattern); match.hasNext();)
        parameters << parameter(match.next().captured(1), "path", "string", true, "Id");
    if (route.list) {
        parameters << parameter(QStringLiteral("limit"), "query", "integer", false,
                                "Rows at most (1 to 1000, else 100)")
                   << parameter(QStringLiteral("after"), "query", "string", false,
                                "The \"next\" of the page before");
        if (route.answers && hasHistory(*route.answers))
            parameters << parameter(QStringLiteral("at"), "query", "string", false,
                                    "The rows as they were at that moment (RFC 3339)");
    }
    if (route.pattern == QStringLiteral("/history")) {
        parameters << parameter(QStringLiteral("from"), "query", "string", false,
                                "Marks from that moment on (RFC 3339)")
                   << parameter(QStringLiteral("until"), "query", "string", false,
                                "Marks until that moment (RFC 3339)")
                   << parameter(QStringLiteral("parts"), "query", "integer", false,
                                "Marks at most (1 to 1000, else 100)")
                   << parameter(QStringLiteral("at"), "query", "string", false,
                                "Also tell the nearest moments of change \"before\" and \"after\"");
    }
    if (route.pattern == QStringLiteral("/series")) {
        parameters << parameter(
                          QStringLiteral("measure"), "query", "string", true,
                          "power_w, gpus ...; several with commas between them; gpus_rented and "
                          "revenue for operators")
                   << parameter(QStringLiteral("hall"), "query", "string", false,
                                "Name of a hall; without it of the whole site")
                   << parameter(QStringLiteral("from"), "query", "string", false,
                                "From that moment on (RFC 3339, else a day before the end)")
                   << parameter(QStringLiteral("to"), "query", "string", false,
                                "Until that moment (RFC 3339, else now)")
                   << parameter(QStringLiteral("points"), "query", "integer", false,
                                "Points of a line at most (1 to 1000, else 300)");
    }
    if (route.pattern == QStringLiteral("/changes")) {
        parameters << parameter(QStringLiteral("since"), "query", "integer", false,
                                "Only changes after this number")
                   << parameter(QStringLiteral("start"), "query", "integer", false,
                                "Of a reading that began at 0: the \"last\" of its first page")
                   << parameter(QStringLiteral("wait"), "query", "integer", false,
                                "Seconds to wait for one (at most 60)")
                   << parameter(QStringLiteral("limit"), "query", "integer", false,
                                "Changes at most (1 to 5000, else 1000)");
    }
    if (route.startsWork)
        parameters << parameter(QStringLiteral("Idempotency-Key"), "header", "string", true,
                                "The same key gets the same answer");
    if (route.method == "PATCH")
        parameters << parameter(QStringLiteral("If-Match"), "header", "string", false,
                                "The revision that the change was made from");
    return parameters;
}

QJsonObject answerOf(const Route& route)
{
    if (!route.answers)
        return typeSchema("object");
    const QJsonObject row = reference(route.answers->kindText());
    if (!route.list)
        return row;
    return objectSchema(
        {{QStringLiteral("items"), QJsonObject{{QStringLiteral("type"), QStringLiteral("array")},
                                               {QStringLiteral("items"), row}}},
         {QStringLiteral("next"), typeSchema("string", "Cursor of the next page; empty: none")}});
}

QString operationId(const Route& route)
{
    static const QRegularExpression other(QStringLiteral("[^a-z]+"));
    return QString::fromLatin1(route.method.toLower()) +
           QString(route.pattern).replace(other, QStringLiteral("_"));
}

QJsonObject operation(const Route& route)
{
    QJsonObject operation{
        {QStringLiteral("summary"), route.summary},
        {QStringLiteral("operationId"), operationId(route)},
        {QStringLiteral("parameters"), parametersOf(route)},
        {QStringLiteral("x-role"), route.role ? enumText(*route.role) : QStringLiteral("none")}};
    if (!route.role)
        operation.insert(QStringLiteral("security"), QJsonArray());
    if (route.upload)
        operation.insert(QStringLiteral("requestBody"),
                         QJsonObject{{QStringLiteral("content"),
                                      content("application/octet-stream", QJsonObject())}});
    else if (!route.body.isEmpty())
        operation.insert(
            QStringLiteral("requestBody"),
            QJsonObject{{QStringLiteral("required"), true},
                        {QStringLiteral("content"), content("application/json", route.body)}});
    const QJsonObject ok{{QStringLiteral("description"), QStringLiteral("Done")},
                         {QStringLiteral("content"),
                          route.sendsFile ? content("application/octet-stream", QJsonObject())
                                          : content("application/json", answerOf(route))}};
    const QJsonObject problem{
        {QStringLiteral("description"), QStringLiteral("A problem; its code is stable")},
        {QStringLiteral("content"),
         content("application/problem+json", reference(QStringLiteral("problem")))}};
    operation.insert(
        QStringLiteral("responses"),
        QJsonObject{{QStringLiteral("2XX"), ok}, {QStringLiteral("default"), problem}});
    return operation;
}

QJsonObject problemSchema()
{
    return objectSchema({{QStringLiteral("type"), typeSchema("string")},
                         {QStringLiteral("status"), typeSchema("integer")},
                         {QStringLiteral("code"), typeSchema("string", "Stable, for programs")},
                         {QStringLiteral("title"), typeSchema("string", "For a person")},
                         {QStringLiteral("detail"), typeSchema("string")},
                         {QStringLiteral("args"), typeSchema("object")}},
                        {QStringLiteral("code")});
}

} // namespace

QJsonObject openApiDocument(const std::vector<Route>& routes)
{
    QJsonObject paths;
    QJsonObject schemas{{QStringLiteral("problem"), problemSchema()}};
    for (const Route& route : routes) {
        QJsonObject path = paths.value(route.pattern).toObject();
        path.insert(QString::fromLatin1(route.method.toLower()), operation(route));
        paths.insert(route.pattern, path);
        if (route.answers)
            schemas.insert(route.answers->kindText(), recordSchema(*route.answers));
    }
    const QJsonObject schemes{{QStringLiteral("certificate"),
                               QJsonObject{{QStringLiteral("type"), QStringLiteral("mutualTLS")}}},
                              {QStringLiteral("token"),
                               QJsonObject{{QStringLiteral("type"), QStringLiteral("http")},
                                           {QStringLiteral("scheme"), QStringLiteral("bearer")}}}};
    const QJsonArray security{QJsonObject{{QStringLiteral("certificate"), QJsonArray()}},
                              QJsonObject{{QStringLiteral("token"), QJsonArray()}}};
    return {
        {QStringLiteral("openapi"), QStringLiteral("3.1.0")},
        {QStringLiteral("info"),
         QJsonObject{{QStringLiteral("title"), QStringLiteral("Rackhouse site API")},
                     {QStringLiteral("version"), QStringLiteral(RACKHOUSE_VERSION)}}},
        {QStringLiteral("servers"), QJsonArray{QJsonObject{{QStringLiteral("url"), apiRoot}}}},
        {QStringLiteral("security"), security},
        {QStringLiteral("paths"), paths},
        {QStringLiteral("components"), QJsonObject{{QStringLiteral("schemas"), schemas},
                                                   {QStringLiteral("securitySchemes"), schemes}}}};
}

} // namespace rackhouse::api
