#pragma once

#include "models/base/redacted.h"
#include "models/domain/enums.h"

#include <QString>

namespace rackhouse::redfish
{

/// Where a BMC listens: host name or address (IPv6 without brackets), and its HTTPS port.
struct BmcAddress {
    QString host;
    quint16 port = 443;
};

struct BmcLogin {
    QString user;
    Redacted<QString> password;
};

/// Limits of one BMC conversation. Times in milliseconds, sizes in bytes.
struct Options {
    int requestMs = 30'000;        ///< one exchange, from connecting to the last byte
    qint64 bodyBytes = 16'777'216; ///< a larger answer is "bmc-too-large"
    int parallel = 4;              ///< requests under way at once to one BMC
    int pollMs = 1'000;            ///< between two looks at a power state or a task
    int powerMs = 180'000;         ///< until the power state must be the wanted one
    int gracefulMs = 120'000;      ///< part of it that an operating system has to shut down
    int taskMs = 300'000;          ///< until a task must have ended
    int maxResources = 20'000;     ///< of one inventory; a BMC that links in circles ends here
};

enum class PowerAction { On, Off, ForceOff };
enum class BootTarget { None, Pxe, UefiHttp, Hdd };

/// What a BMC says about itself before anybody logs in, and its certificate.
struct ServiceRoot {
    QString vendor; ///< "NVIDIA", "Dell", "HPE" ...; empty when nothing says it
    QString product;
    QString redfishVersion;
    QString uuid;
    QString fingerprint; ///< SHA-256 of its certificate (DER), lower-case hex
    bool passwordChangeRequired = false;
    QString systemsPath; ///< links as given; empty when it has none
    QString chassisPath;
    QString managersPath;
    QString sessionsPath; ///< the collection to log in at
    QString sessionServicePath;
};

} // namespace rackhouse::redfish
