#include "tests/lab/bmcmessage.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace rackhouse::lab
{

BmcResponse jsonResponse(int status, const QJsonObject& body)
{
    BmcResponse response;
    response.status = status;
    response.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return response;
}

BmcResponse errorResponse(int status, const char* messageId, const QString& text)
{
    const QString id = QStringLiteral("Base.1.13.0.") + QLatin1String(messageId);
    const QJsonObject message{{QStringLiteral("MessageId"), id},
                              {QStringLiteral("Message"), text},
                              {QStringLiteral("Severity"), QStringLiteral("Warning")},
                              {QStringLiteral("Resolution"), QStringLiteral("None")}};
    return jsonResponse(
        status, {{QStringLiteral("error"),
                  QJsonObject{{QStringLiteral("code"), id},
                              {QStringLiteral("message"), text},
                              {QStringLiteral("@Message.ExtendedInfo"), QJsonArray{message}}}}});
}

} // namespace rackhouse::lab
