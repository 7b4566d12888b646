#pragma once

#include "models/base/redacted.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace rackhouse::client
{

/// How to reach one site and to show who we are: a client certificate, or the one-time token of an
/// embedded appliance.
struct SiteAccess {
    QUrl api;            ///< "https://host:port"
    QString fingerprint; ///< SHA-256 of the server's certificate (DER), lower-case hex
    QByteArray certificatePem = {};
    Redacted<QByteArray> keyPem = Redacted<QByteArray>();
    Redacted<QString> token = Redacted<QString>();
};

} // namespace rackhouse::client
