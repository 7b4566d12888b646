#pragma once

#include "models/base/result.h"
#include "models/domain/asset.h"

#include <QCoroTask>

namespace rackhouse
{

enum class PowerCommand { On, Off, ForceOff };
enum class BootOnce { None, Pxe, Disk };

/// What jobs ask of a machine's management controller. Each call reads back what it changed.
/// Engine thread only.
///
/// Errors: no-bmc, bmc-unreachable, bmc-auth-failed, bmc-pin-changed and the like of app/redfish.
class BmcPort
{
public:
    virtual ~BmcPort() = default;

    virtual QCoro::Task<Result<PowerState>> power(Machine machine) = 0;
    virtual QCoro::Task<Result<void>> setPower(Machine machine, PowerCommand command) = 0;
    virtual QCoro::Task<Result<void>> setBootOnce(Machine machine, BootOnce target) = 0;
};

} // namespace rackhouse
