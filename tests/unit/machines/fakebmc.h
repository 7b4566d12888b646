#pragma once

#include "app/machines/bmcport.h"

#include <QCoroTimer>
#include <QStringList>

namespace rackhouse
{

/// A BMC that does as it is told and writes down what that was, unless it is broken or hangs.
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
        static const char* const names[] = {"on", "off", "force-off"};
        const QString name = QString::fromLatin1(names[static_cast<int>(command)]);
        if (name == hangsAt) {
            hangs = true;
            while (name == hangsAt)
                co_await QCoro::sleepFor(std::chrono::milliseconds(5));
            hangs = false;
            co_return fail("bmc-timeout");
        }
        calls << name;
        state = command == PowerCommand::On ? PowerState::On : PowerState::Off;
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
    QString hangsAt;    ///< the command that it never carries out; one that hung fails once it goes
    bool hangs = false; ///< it was asked for that
    QStringList calls;
};

} // namespace rackhouse
