#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>

namespace rackhouse::lab
{

struct BmcRequest {
    QByteArray method;
    QByteArray target;                     ///< path and query as sent
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;
};

struct BmcResponse {
    /// How it goes over the wire; all but Whole are failures on purpose.
    enum class Delivery { Whole, Hang, Slow, Half };

    int status = 200;
    QByteArray contentType = "application/json";
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
    Delivery delivery = Delivery::Whole;
};

BmcResponse jsonResponse(int status, const QJsonObject& body);
/// A Redfish error body (DSP0266, 8.6) with one message of the Base registry.
BmcResponse errorResponse(int status, const char* messageId, const QString& text);

} // namespace rackhouse::lab
