#pragma once

#include "tests/support/labfixture.h"

#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>

#include <memory>

namespace rackhouse
{

/// What a BMC answered over the wire.
struct LabReply {
    int status = 0;
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QByteArray body;
    QByteArray certificate; ///< sha256 of the peer's certificate
    QHash<QByteArray, QByteArray> headers;

    QJsonObject json() const;
};

/// A plain HTTP client for tests of the lab: no quirk is handled, nothing is followed.
class LabClient
{
public:
    explicit LabClient(LabBmc bmc) : m_bmc(std::move(bmc)) {}

    void setToken(const QByteArray& token) { m_token = token; }
    LabReply get(const QString& path, int timeoutMs = 10'000);
    LabReply send(const QByteArray& method, const QString& path, const QJsonObject& body,
                  const QByteArray& ifMatch = {}, int timeoutMs = 10'000);

private:
    LabReply wait(QNetworkReply* reply, int timeoutMs);

    LabBmc m_bmc;
    QNetworkAccessManager m_network;
    QByteArray m_token;
};

} // namespace rackhouse
