#pragma once

#include "app/machines/bmcport.h"

#include <QStringList>

namespace rackhouse
{

/// A BMC that does as it is told and writes down what that was.
class FakeBmc final : public BmcPort
{
public:
    QCoro::Task<Result<PowerState>> power(Machine) override
    {
        if (broken)
            co_return fail("bmc-unreachable");
        co_return state;
    }
    QCoro::Task<Result<void>> setPower(Machine, PowerCommand command) override
    {
        if (broken)
            co_return fail("bmc-unreachable");
        static const char* const names[] = {"on", "off", "force-off", "cycle"};
        calls << QString::fromLatin1(names[static_cast<int>(command)]);
        const bool on = command == PowerCommand::On || command == PowerCommand::Cycle;
        state = on ? PowerState::On : PowerState::Off;
        co_return Result<void>();
    }
    QCoro::Task<Result<void>> setBootOnce(Machine, BootOnce target) override
    {
        if (broken)
            co_return fail("bmc-unreachable");
        static const char* const names[] = {"boot-none", "boot-pxe", "boot-disk"};
        calls << QString::fromLatin1(names[static_cast<int>(target)]);
        co_return Result<void>();
    }

    PowerState state = PowerState::Off;
    bool broken = false;
    QStringList calls;
};

} // namespace rackhouse
