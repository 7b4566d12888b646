#pragma once

#include "models/base/result.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace rackhouse
{

/// Parses a JSON object; "bad-json" with the position otherwise.
Result<QJsonObject> parseObject(const QByteArray& text);
Result<QJsonArray> parseArray(const QByteArray& text);

/// Compact JSON text.
QByteArray toText(const QJsonObject& object);

/// Typed reads of what a peer must have sent: a missing or wrong field is "bad-field" with its
/// name.
Result<QString> requireString(const QJsonObject& object, const QString& field,
                              int maxLength = 4096);
Result<qint64> requireInteger(const QJsonObject& object, const QString& field,
                              qint64 min = std::numeric_limits<qint64>::min(),
                              qint64 max = std::numeric_limits<qint64>::max());
Result<QJsonObject> requireObject(const QJsonObject& object, const QString& field);
Result<QJsonArray> requireArray(const QJsonObject& object, const QString& field);

/// Lenient reads of what hardware said: a missing or wrong field is absent, never an error.
QString stringOr(const QJsonObject& object, const QString& field, const QString& fallback = {});
qint64 integerOr(const QJsonObject& object, const QString& field, qint64 fallback = 0);
bool boolOr(const QJsonObject& object, const QString& field, bool fallback = false);

} // namespace rackhouse
