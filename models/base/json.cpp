#include "models/base/json.h"

#include <cmath>

namespace rackhouse
{

namespace
{

Result<QJsonDocument> parse(const QByteArray& text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        return fail("bad-json",
                    QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset));
    return document;
}

tl::unexpected<Error> badField(const QString& field)
{
    return fail("bad-field", QVariantMap{{QStringLiteral("field"), field}});
}

} // namespace

Result<QJsonObject> parseObject(const QByteArray& text)
{
    const auto document = parse(text);
    if (!document)
        return fail(document.error());
    if (!document->isObject())
        return fail("bad-json", QStringLiteral("an object is expected"));
    return document->object();
}

Result<QJsonArray> parseArray(const QByteArray& text)
{
    const auto document = parse(text);
    if (!document)
        return fail(document.error());
    if (!document->isArray())
        return fail("bad-json", QStringLiteral("an array is expected"));
    return document->array();
}

QByteArray toText(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Result<QString> requireString(const QJsonObject& object, const QString& field, int maxLength)
{
    const QJsonValue value = object.value(field);
    if (!value.isString() || value.toString().isEmpty() || value.toString().size() > maxLength)
        return badField(field);
    return value.toString();
}

Result<qint64> requireInteger(const QJsonObject& object, const QString& field, qint64 min,
                              qint64 max)
{
    const QJsonValue value = object.value(field);
    if (!value.isDouble() || value.toDouble() != std::floor(value.toDouble()))
        return badField(field);
    const qint64 number = value.toInteger();
    if (number < min || number > max)
        return badField(field);
    return number;
}

Result<QJsonObject> requireObject(const QJsonObject& object, const QString& field)
{
    if (!object.value(field).isObject())
        return badField(field);
    return object.value(field).toObject();
}

Result<QJsonArray> requireArray(const QJsonObject& object, const QString& field)
{
    if (!object.value(field).isArray())
        return badField(field);
    return object.value(field).toArray();
}

QString stringOr(const QJsonObject& object, const QString& field, const QString& fallback)
{
    const QJsonValue value = object.value(field);
    return value.isString() ? value.toString() : fallback;
}

qint64 integerOr(const QJsonObject& object, const QString& field, qint64 fallback)
{
    const QJsonValue value = object.value(field);
    return value.isDouble() ? value.toInteger(fallback) : fallback;
}

bool boolOr(const QJsonObject& object, const QString& field, bool fallback)
{
    const QJsonValue value = object.value(field);
    return value.isBool() ? value.toBool() : fallback;
}

} // namespace rackhouse
