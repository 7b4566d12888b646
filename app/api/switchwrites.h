#pragma once

#include "app/api/recordwrites.h"
#include "models/domain/security.h"
#include "models/domain/wiring.h"

namespace rackhouse::api
{

/// A change of how a switch is asked. What it is asked with comes sealed.
struct SwitchEdit {
    Edit edit; ///< without the passwords
    std::optional<SealedSecret> secret;
    std::optional<SealedSecret> privacySecret;
    bool isShort = false; ///< one of them has too few characters for SNMPv3
};

// Inside Store::write; each writes its audit row first and answers the row as it is then. Errors:
// "bad-field", "switch-taken", "switch-password-again", "switch-password-short", "conflict",
// "revision-missing", "not-found", "switch-certificate-other".
Result<QJsonObject> createSwitch(Writer& writer, const SwitchEdit& edit);
Result<QJsonObject> changeSwitch(Writer& writer, const SwitchEdit& edit);
/// What it has told of its neighbours stays, as what was read by hand does.
Result<QJsonObject> removeSwitch(Writer& writer, const Edit& edit);
/// Pins the certificate that the switch presents now; `fingerprint` is the one that a person has
/// compared.
Result<QJsonObject> acceptSwitchCertificate(Writer& writer, const Edit& edit,
                                            const QString& fingerprint);

} // namespace rackhouse::api
