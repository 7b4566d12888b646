#pragma once

#include "app/netboot/boot_decider.h"
#include "models/base/result.h"

namespace rackhouse::netboot
{

/// The script for one decision, from the templates in resources/ipxe. `base` is
/// "http://ADDRESS:PORT", `architecture` is as the client said it ("bios" boots the disk another
/// way than UEFI). Arguments that would break out of their line are "bad-field".
Result<QByteArray> ipxeScript(const BootDecision& decision, const BootClient& client,
                              const QString& base);

} // namespace rackhouse::netboot
