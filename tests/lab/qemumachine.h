#pragma once

#include "tests/lab/machine.h"
#include "tests/lab/qemuarguments.h"

#include "models/base/result.h"

#include <QObject>
#include <QProcess>

#include <atomic>

class QLocalServer;
class QLocalSocket;

namespace rackhouse::lab
{

/// A server that really boots: one QEMU process from power-on to power-off. A restart, also one by
/// the guest, is a new process, because boot order and override are read at power-on. Lives on the
/// thread that made it; the Machine interface may be used from any.
class QemuMachine final : public QObject, public Machine
{
    Q_OBJECT
public:
    explicit QemuMachine(QemuMachineSpec spec);
    ~QemuMachine() override;

    /// Makes the disks, the variable store and the tap.
    Result<void> prepare();

    bool isOn() override { return m_on; }
    void power(PowerCommand command) override;
    void losePower(bool again) override;
    QJsonObject describe() const override;

    /// Pulls or plugs the network cable; the guest sees the link go.
    Result<void> setPlugged(bool plugged);
    const QemuMachineSpec& spec() const { return m_spec; }

private:
    void apply(PowerCommand command);
    void start();
    void restart();
    void finished();
    void readMonitor();
    void tellMonitor(const QString& command, const QJsonObject& arguments = {});

    const QemuMachineSpec m_spec;
    QProcess m_process;
    QLocalServer* m_monitorServer;
    QLocalSocket* m_monitor = nullptr;
    std::atomic<bool> m_on = false;
    std::atomic<bool> m_loses = false;
    bool m_startAgain = false;
    bool m_plugged = true;
    int m_boots = 0;
    QString m_lastBoot;
};

} // namespace rackhouse::lab
