#pragma once

#include "app/redfish/httpmessage.h"
#include "app/redfish/types.h"

#include <QCoroTask>
#include <QObject>
#include <QSslConfiguration>

#include <memory>

class QNetworkAccessManager;
class QNetworkReply;

namespace rackhouse::redfish
{

/// HTTP exchanges with one BMC over TLS. Its certificate is pinned: the first one seen where no pin
/// is given, and compared on every connection before anything is sent on it; no authority is
/// trusted and none is needed.
///
/// Errors: "bmc-unreachable", "bmc-timeout", "bmc-closed", "bmc-tls-failed", "bmc-pin-changed"
/// (with the fingerprint that was "presented"), "bmc-too-large".
class Transport : public QObject
{
    Q_OBJECT
public:
    Transport(BmcAddress address, QString pin, Options options, QObject* parent = nullptr);
    ~Transport() override;

    /// One exchange, whatever its status. An idempotent request is sent once more on a fresh
    /// connection when the BMC closed the one it was on; 406 is repeated with compression allowed;
    /// a redirect of a GET is followed on the same BMC. The transport must outlive the task.
    QCoro::Task<Result<HttpAnswer>> send(HttpRequest request);

    /// SHA-256 of the pinned certificate; empty before the first connection without a pin.
    const QString& fingerprint() const { return m_pin; }
    /// Exchanges begun so far.
    quint64 exchanges() const { return m_exchanges; }

private:
    using Network = std::shared_ptr<QNetworkAccessManager>;

    QCoro::Task<Result<HttpAnswer>> repeatable(HttpRequest request, bool compressed);
    QCoro::Task<Result<HttpAnswer>> once(HttpRequest request, bool compressed, Network network);
    void guard(QNetworkReply* reply);
    bool acceptsPeer(QNetworkReply* reply);
    Network makeNetwork() const;
    Result<HttpAnswer> outcome(QNetworkReply* reply) const;
    Error connectionError(QNetworkReply* reply) const;

    const BmcAddress m_address;
    const Options m_options;
    QString m_origin; ///< "https://host:port"
    QString m_pin;
    QSslConfiguration m_tls;
    Network m_network;
    quint64 m_exchanges = 0;
};

} // namespace rackhouse::redfish
