#include "app/api/route.h"

#include <QJsonArray>

namespace rackhouse::api
{

namespace
{

QJsonObject fieldSchema(const FieldInfo& field)
{
    QJsonObject schema = typeSchema("string", field.title);
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Time:
        schema.insert(QStringLiteral("type"), QStringLiteral("integer"));
        schema.insert(QStringLiteral("format"), QStringLiteral("int64"));
        break;
    case FieldType::Real:
        schema.insert(QStringLiteral("type"), QStringLiteral("number"));
        break;
    case FieldType::Bool:
        schema.insert(QStringLiteral("type"), QStringLiteral("boolean"));
        break;
    case FieldType::Enum:
        schema.insert(QStringLiteral("enum"), QJsonArray::fromStringList(field.words));
        break;
    case FieldType::Json:
        schema.insert(QStringLiteral("type"),
                      QJsonArray{QStringLiteral("object"), QStringLiteral("array")});
        break;
    case FieldType::Bytes:
        schema.insert(QStringLiteral("contentEncoding"), QStringLiteral("base64"));
        break;
    case FieldType::Id:
    case FieldType::Text:
        break;
    }
    if (field.type == FieldType::Time) {
        const QString unit = QStringLiteral(" (milliseconds since 1970 UTC, 0: not known)");
        schema.insert(QStringLiteral("description"),
                      QString(QString::fromLatin1(field.title) + unit));
    }
    if (field.has(ReadOnly) || field.has(Key))
        schema.insert(QStringLiteral("readOnly"), true);
    return schema;
}

} // namespace

std::optional<qint64> revisionOf(const Call& call)
{
    QByteArray text = call.request.headers.value("if-match").trimmed();
    if (text.isEmpty() && call.body.contains(QStringLiteral("revision")))
        return call.body.value(QStringLiteral("revision")).toInteger();
    if (text.startsWith('"') && text.endsWith('"'))
        text = text.mid(1, text.size() - 2);
    bool ok = false;
    const qint64 revision = text.toLongLong(&ok);
    return ok ? std::optional(revision) : std::nullopt;
}

void answerRow(QFuture<Result<QJsonObject>> written, const Respond& respond, int status)
{
    written.then([respond, status](const Result<QJsonObject>& row) {
        if (!row)
            return respond(fail(row.error()));
        respond(jsonResponse(*row, status));
    });
}

http::Response jsonResponse(const QJsonObject& object, int status)
{
    http::Response response;
    response.status = status;
    response.headers.emplaceBack("Content-Type", "application/json");
    response.body = toText(object);
    return response;
}

http::Response emptyResponse()
{
    http::Response response;
    response.status = 204;
    return response;
}

RouteHandler immediate(std::function<Result<http::Response>(const Call&)> work)
{
    return [work = std::move(work)](const CallPtr& call, const Respond& respond) {
        respond(work(*call));
    };
}

QJsonObject recordSchema(const RecordInfo& info)
{
    QJsonObject properties;
    for (const FieldInfo& field : info.fields) {
        if (!field.has(Secret) && !field.has(Internal))
            properties.insert(field.nameText(), fieldSchema(field));
    }
    return objectSchema(properties);
}

QJsonObject writableSchema(const RecordInfo& info)
{
    QJsonObject properties;
    for (const FieldInfo& field : info.fields) {
        if (isWritable(field))
            properties.insert(field.nameText(), fieldSchema(field));
    }
    return objectSchema(properties);
}

QJsonObject objectSchema(const QJsonObject& properties, const QStringList& required)
{
    QJsonObject schema{{QStringLiteral("type"), QStringLiteral("object")},
                       {QStringLiteral("properties"), properties}};
    if (!required.isEmpty())
        schema.insert(QStringLiteral("required"), QJsonArray::fromStringList(required));
    return schema;
}

QJsonObject typeSchema(const char* type, const char* description)
{
    QJsonObject schema{{QStringLiteral("type"), QString::fromLatin1(type)}};
    if (description)
        schema.insert(QStringLiteral("description"), QString::fromLatin1(description));
    return schema;
}

} // namespace rackhouse::api
