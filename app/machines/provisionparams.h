#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"

namespace rackhouse
{

class Reader;
class Writer;

/// Checks what a provision job asks for, before it starts: image, hostname, keys, users,
/// user-data, drive. Errors: bad-field (field), image-not-ready, image-wrong-architecture,
/// hostname-invalid, ssh-key-invalid, user-data-not-yaml, user-data-not-cloud-config,
/// drive-missing, no-suitable-drive.
Result<void> checkProvision(Reader& reader, const Job& job);

/// The image of a provision job, ready to be served.
Result<Image> readyImage(Reader& reader, const Job& job);

/// The drive to install on: the asked-for serial, else the one that firmware boots most surely:
/// not removable, not read-only, large enough; virtio, SATA, SAS, NVMe, then the smaller one.
Result<Component> chooseDrive(Reader& reader, const Job& job, qint64 bytes);

} // namespace rackhouse
