#pragma once

#include "models/base/result.h"
#include "models/domain/floor.h"

#include <QByteArray>

namespace rackhouse
{

/// The largest file that is read.
inline constexpr qsizetype kMostDeviceTypeBytes = 1024 * 1024;

/// Reads a device type as NetBox' device-type library has it (one YAML map). What is doubtful in it
/// goes into DeviceType::warnings; the id stays empty.
/// Errors: "device-type-too-large" (limit), "device-type-not-yaml" (line), "device-type-no-map",
/// "device-type-incomplete" (field), "device-type-too-many-ports" (limit), "yaml-too-many-values"
/// (limit).
Result<DeviceType> readDeviceType(const QByteArray& yaml);

} // namespace rackhouse
