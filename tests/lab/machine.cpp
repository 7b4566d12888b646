#include "tests/lab/machine.h"

#include <chrono>

namespace rackhouse::lab
{

namespace
{

qint64 steadyMs()
{
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

PowerCommand powerCommand(const QString& resetType)
{
    if (resetType == u"On" || resetType == u"ForceOn")
        return PowerCommand::On;
    if (resetType == u"ForceOff")
        return PowerCommand::ForceOff;
    if (resetType == u"GracefulShutdown" || resetType == u"PushPowerButton")
        return PowerCommand::GracefulShutdown;
    if (resetType == u"ForceRestart" || resetType == u"PowerCycle")
        return PowerCommand::ForceRestart;
    if (resetType == u"GracefulRestart")
        return PowerCommand::GracefulRestart;
    return PowerCommand::Nothing;
}

BootOverride Machine::bootOverride()
{
    const std::lock_guard lock(m_mutex);
    return m_override;
}

void Machine::setBootOverride(const BootOverride& value)
{
    const std::lock_guard lock(m_mutex);
    m_override = value;
}

BootOverride Machine::takeBootOverride()
{
    const std::lock_guard lock(m_mutex);
    const BootOverride taken = m_override;
    if (m_override.enabled == u"Once") {
        m_override.enabled = QStringLiteral("Disabled");
        m_override.target = QStringLiteral("None");
    }
    return taken;
}

bool PaperMachine::isOn()
{
    const std::lock_guard lock(m_powerMutex);
    if (m_offAtMs != 0 && steadyMs() >= m_offAtMs) {
        m_on = false;
        m_offAtMs = 0;
    }
    return m_on;
}

void PaperMachine::power(PowerCommand command)
{
    if (command == PowerCommand::Nothing)
        return;
    const bool wasOn = isOn();
    const bool restart =
        command == PowerCommand::ForceRestart || command == PowerCommand::GracefulRestart;
    const bool boots = (command == PowerCommand::On && !wasOn) || (restart && wasOn);
    if (boots)
        takeBootOverride();
    const std::lock_guard lock(m_powerMutex);
    m_on = boots || (wasOn && command == PowerCommand::On);
    m_offAtMs = m_on && m_loses ? steadyMs() + 1000 : 0;
}

void PaperMachine::losePower(bool again)
{
    const std::lock_guard lock(m_powerMutex);
    m_loses = again;
    if (again)
        m_on = false;
    m_offAtMs = 0;
}

} // namespace rackhouse::lab
