#pragma once

#include "models/base/redacted.h"
#include "models/domain/enums.h"

#include <QHostAddress>

namespace rackhouse
{

/// An SNMP agent, and what it is asked with.
struct SnmpTarget {
    QHostAddress address;
    quint16 port = 161;
    bool isV3 = false;        ///< else SNMPv2c
    Redacted<QString> secret; ///< community, or the password of the user
    QString user = {};        ///< SNMPv3, as the rest
    SnmpAuth auth = SnmpAuth::Sha256;
    SnmpPrivacy privacy = SnmpPrivacy::None;
    Redacted<QString> privacySecret = {};
};

/// Of one walk. A lost datagram is sent again `retries` times, each time waiting longer.
struct SnmpLimits {
    int answerMs = 1'500; ///< for the first try
    int retries = 2;
    int walkMs = 60'000;
    std::size_t variables = 100'000;
    int rows = 25; ///< that one GETBULK asks for
};

} // namespace rackhouse
