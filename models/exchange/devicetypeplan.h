#pragma once

#include "models/domain/floor.h"
#include "models/exchange/changeplan.h"

namespace rackhouse
{

/// A file that a person chose.
struct NamedFile {
    QString name;
    QByteArray bytes;
};

/// What device-type files make of the library: new types, and changes of those with the same slug.
/// Lines that cannot be read are problems of their own.
ChangePlan planDeviceTypes(const std::vector<DeviceType>& library,
                           const std::vector<NamedFile>& files);

} // namespace rackhouse
