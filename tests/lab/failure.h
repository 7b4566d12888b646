#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace rackhouse::lab
{

/// How a virtual BMC misbehaves until it is told otherwise. The names are what the control socket
/// takes.
enum class FailureMode {
    None,
    Refuse,              ///< connections are refused
    Hang,                ///< takes the request and never answers
    Drop401Once,         ///< forgets every session and answers the next authenticated request 401
    SlowBody,            ///< sends a body of a few bytes every 200 ms
    BadJson,             ///< answers 200 with JSON that ends too early
    Html,                ///< answers 200 with a web page
    CloseMidBody,        ///< closes after half of the body
    TaskStuck,           ///< a reset is accepted as a task that stays Running and does nothing
    WrongEtag,           ///< the ETag that it hands out never matches
    IgnoresBootOverride, ///< a boot override is answered with success and forgotten
    IgnoresPower,        ///< a reset is answered with success and forgotten
    LosesPower,          ///< power goes now, and again one second after each power-on
    NewCertificate,      ///< presents another key and certificate from now on, also after `None`
    SessionsFull,        ///< no session is to be had; Basic authentication works
    NoSessionService,    ///< sessions cannot be made at all; Basic authentication works
    CompressedOnly,      ///< answers 406 unless the client takes compressed bodies
    NeedsIfMatch,        ///< a PATCH without the right If-Match is answered 428 or 412
    Leaks,               ///< its second leak detector is wet; its roll-up says nothing of it
    PasswordChangeRequired, ///< a login works, and everything after it is answered 403
};

QString failureName(FailureMode mode);
std::optional<FailureMode> failureFromName(const QString& name);
QStringList failureNames();

} // namespace rackhouse::lab
