#pragma once

#include "models/base/result.h"

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <vector>

namespace rackhouse
{

/// One BMC of a lab, as its ready line gives it.
struct LabBmc {
    QString name;
    QString address;
    quint16 port = 0;
    QString username;
    QString password;
    QString serial;
    QString uuid;
    QString personality;
    QString firmware; ///< "bios" or "uefi"; empty for a paper machine
    QString rack;
    int unit = 0;
    int height = 0;
    bool real = false;
};

/// The appliance that a lab runs; empty without one.
struct LabAppliance {
    QString api;         ///< "https://127.0.0.1:PORT", reachable from the test
    QString fingerprint; ///< sha256 of its certificate, hex
    QString pairingCode;
    qint64 pid = 0;
};

/// A `rackhouse-lab` process of a test, in a temporary directory; it dies with the fixture and
/// with the test program. Everything waits on conditions with a limit; nothing sleeps.
class LabFixture
{
public:
    struct Options {
        int paper = 0;
        QString personality; ///< of the paper machines; empty: each in turn
        QStringList real;    ///< "bios", "uefi"
        bool demo = false;
        QString appliance; ///< path of rackhoused
        QString ramdisk;   ///< directory of the RAM system
        QStringList applianceArguments;
        QStringList more; ///< further arguments of rackhouse-lab
        int readyMs = 60'000;
        /// Is given the state directory of the appliance before that starts, where it may put
        /// files.
        std::function<Result<void>(const QString& state)> prepare = {};
    };
    struct ExecResult {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
    };

    static Result<std::unique_ptr<LabFixture>> start(const Options& options);
    ~LabFixture();

    const std::vector<LabBmc>& bmcs() const { return m_bmcs; }
    /// The BMC of that name; the first real one for "real"; an empty one when there is none.
    LabBmc bmc(const QString& name) const;
    LabAppliance appliance() const { return m_appliance; }
    const QJsonObject& ready() const { return m_ready; }
    qint64 pid() const { return m_process.processId(); }
    QString directory() const { return m_directory.path(); }
    QString machineFile(const QString& name, const QString& file) const;

    /// One command on the control socket; "lab-failed" with the lab's words when it says no.
    Result<QJsonObject> control(const QJsonObject& command, int timeoutMs = 30'000);
    Result<void> fail(const QString& bmc, const QString& mode);
    /// Runs a program on the provisioning network (inside the lab's namespace).
    Result<ExecResult> exec(const QStringList& argv, int timeoutMs = 60'000);
    /// Restarts the appliance (kill -9 first, unless it is dead already) and takes its new ready
    /// line.
    Result<void> restartAppliance();
    /// True when a line of the machine's serial log holds the text before the time is over.
    bool waitForSerial(const QString& machine, const QByteArray& text, int timeoutMs);
    QByteArray serialLog(const QString& machine) const;
    /// Ends the lab and waits for its end.
    void stop();

private:
    LabFixture() = default;
    Result<void> launch(const Options& options);
    Result<void> waitForReady(int timeoutMs);
    void takeReady(const QJsonObject& ready);
    void takeAppliance(const QJsonObject& appliance);

    QTemporaryDir m_directory;
    QProcess m_process;
    QJsonObject m_ready;
    std::vector<LabBmc> m_bmcs;
    LabAppliance m_appliance;
};

} // namespace rackhouse
