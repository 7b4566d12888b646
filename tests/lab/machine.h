#pragma once

#include <QJsonObject>
#include <QString>

#include <mutex>

namespace rackhouse::lab
{

enum class PowerCommand { On, ForceOff, GracefulShutdown, ForceRestart, GracefulRestart, Nothing };

/// What ResetType names; Nothing for those that a machine here ignores (Nmi).
PowerCommand powerCommand(const QString& resetType);

/// The three boot override properties of a ComputerSystem.
struct BootOverride {
    QString target = QStringLiteral("None");
    QString enabled = QStringLiteral("Disabled");
    QString mode = QStringLiteral("UEFI");

    bool isActive() const { return enabled != u"Disabled" && target != u"None"; }
};

/// What a virtual BMC controls. All calls are safe from any thread and return at once; power
/// follows when it follows, as with real hardware.
class Machine
{
public:
    virtual ~Machine() = default;

    virtual bool isOn() = 0;
    virtual void power(PowerCommand command) = 0;
    /// Power goes now; while `again`, also one second after each power-on.
    virtual void losePower(bool again) = 0;

    /// More about it for the control socket; on the thread of the lab only.
    virtual QJsonObject describe() const { return {}; }

    BootOverride bootOverride();
    void setBootOverride(const BootOverride& value);

protected:
    /// The override for the boot that starts now; one that was for once is cleared.
    BootOverride takeBootOverride();

private:
    std::mutex m_mutex;
    BootOverride m_override;
};

/// State only.
class PaperMachine final : public Machine
{
public:
    explicit PaperMachine(bool on) : m_on(on) {}

    bool isOn() override;
    void power(PowerCommand command) override;
    void losePower(bool again) override;

private:
    std::mutex m_powerMutex;
    bool m_on;
    bool m_loses = false;
    qint64 m_offAtMs = 0; ///< on the steady clock; 0: stays on
};

} // namespace rackhouse::lab
