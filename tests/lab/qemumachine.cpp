#include "tests/lab/qemumachine.h"

#include "models/base/json.h"
#include "tests/lab/firmwarevariables.h"
#include "tests/lab/provisioningnetwork.h"
#include "tests/lab/signals.h"
#include "tests/lab/supervisor.h"

#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QTimer>

namespace rackhouse::lab
{

Q_LOGGING_CATEGORY(lcMachine, "lab.machine")

namespace
{

constexpr int kPowerLossMs = 1000;
constexpr int kEndMs = 5000;

} // namespace

QemuMachine::QemuMachine(QemuMachineSpec spec)
    : m_spec(std::move(spec)), m_monitorServer(new QLocalServer(this))
{
    if (m_spec.plan.firmware == Firmware::Bios)
        setBootOverride(
            {QStringLiteral("None"), QStringLiteral("Disabled"), QStringLiteral("Legacy")});
    m_process.setChildProcessModifier(prepareChild);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(m_spec.file(QStringLiteral("qemu.log")), QIODevice::Append);
    connect(&m_process, &QProcess::finished, this, &QemuMachine::finished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            qCCritical(lcMachine) << m_spec.plan.name << m_process.errorString();
    });
    connect(m_monitorServer, &QLocalServer::newConnection, this, [this] {
        m_monitor = m_monitorServer->nextPendingConnection();
        connect(m_monitor, &QLocalSocket::readyRead, this, &QemuMachine::readMonitor);
        tellMonitor(QStringLiteral("qmp_capabilities"));
        if (!m_plugged)
            tellMonitor(
                QStringLiteral("set_link"),
                {{QStringLiteral("name"), QStringLiteral("nic0")}, {QStringLiteral("up"), false}});
    });
}

QemuMachine::~QemuMachine()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished(kEndMs);
}

Result<void> QemuMachine::prepare()
{
    if (!QDir().mkpath(m_spec.directory))
        return fail("lab-failed", m_spec.directory);
    for (const QemuDisk& disk : m_spec.disks) {
        QFile file(disk.path);
        if (!file.open(QIODevice::ReadWrite) || (file.size() == 0 && !file.resize(disk.bytes)))
            return fail("lab-failed", file.errorString());
    }
    const QString variables = m_spec.file(QStringLiteral("vars.fd"));
    if (m_spec.plan.firmware == Firmware::Uefi && !QFile::exists(variables)) {
        if (!QFile::copy(uefiVariables(), variables))
            return fail("lab-failed", QStringLiteral("cannot copy ") + uefiVariables());
        QFile::setPermissions(variables, QFile::ReadOwner | QFile::WriteOwner);
    }
    const QString monitor = m_spec.file(QStringLiteral("qmp.sock"));
    QLocalServer::removeServer(monitor);
    if (!m_monitorServer->listen(monitor))
        return fail("lab-failed", m_monitorServer->errorString());
    return ProvisioningNetwork::addTap(m_spec.tap);
}

void QemuMachine::power(PowerCommand command)
{
    QMetaObject::invokeMethod(
        this, [this, command] { apply(command); }, Qt::QueuedConnection);
}

void QemuMachine::losePower(bool again)
{
    m_loses = again;
    if (again)
        power(PowerCommand::ForceOff);
}

void QemuMachine::apply(PowerCommand command)
{
    const bool running = m_process.state() != QProcess::NotRunning;
    switch (command) {
    case PowerCommand::On:
        if (!running)
            start();
        break;
    case PowerCommand::ForceOff:
        m_startAgain = false;
        m_process.kill();
        break;
    case PowerCommand::GracefulShutdown:
        m_startAgain = false;
        tellMonitor(QStringLiteral("system_powerdown"));
        break;
    case PowerCommand::ForceRestart:
        if (running)
            restart();
        break;
    case PowerCommand::GracefulRestart:
        m_startAgain = running;
        tellMonitor(QStringLiteral("system_powerdown"));
        break;
    case PowerCommand::Nothing:
        break;
    }
}

void QemuMachine::start()
{
    const BootOverride boot = takeBootOverride();
    m_startAgain = false;
    ++m_boots;
    m_lastBoot = boot.isActive() ? boot.target : QStringLiteral("default");
    qCInfo(lcMachine) << m_spec.plan.name << "powers on, boot" << m_lastBoot;
    const bool http = boot.target == u"UefiHttp";
    if (m_spec.plan.firmware == Firmware::Uefi && boot.isActive() &&
        (http || boot.target == u"Pxe"))
        if (const auto set = bootNextFromNetwork(m_spec.file(QStringLiteral("vars.fd")), kNicSlot,
                                                 m_spec.mac, http);
            !set)
            qCWarning(lcMachine) << m_spec.plan.name << set.error().detail;
    m_process.start(QStringLiteral("qemu-system-x86_64"), qemuArguments(m_spec, boot));
    m_on = true;
    if (m_loses)
        QTimer::singleShot(kPowerLossMs, this, [this] { apply(PowerCommand::ForceOff); });
}

void QemuMachine::restart()
{
    m_startAgain = true;
    m_process.kill();
}

void QemuMachine::finished()
{
    if (m_monitor) {
        m_monitor->deleteLater();
        m_monitor = nullptr;
    }
    qCInfo(lcMachine) << m_spec.plan.name << "is off, exit" << m_process.exitCode();
    if (m_startAgain)
        start();
    else
        m_on = false;
}

void QemuMachine::readMonitor()
{
    while (m_monitor && m_monitor->canReadLine()) {
        const auto message = parseObject(m_monitor->readLine());
        if (!message || stringOr(*message, QStringLiteral("event")) != u"SHUTDOWN")
            continue;
        // The guest turned itself off or reset; QEMU is paused and waits for its end.
        const QString reason = message->value(u"data").toObject().value(u"reason").toString();
        m_startAgain = m_startAgain || reason == u"guest-reset";
        m_process.kill();
    }
}

void QemuMachine::tellMonitor(const QString& command, const QJsonObject& arguments)
{
    if (!m_monitor)
        return;
    QJsonObject message{{QStringLiteral("execute"), command}};
    if (!arguments.isEmpty())
        message.insert(QStringLiteral("arguments"), arguments);
    m_monitor->write(toText(message) + '\n');
}

Result<void> QemuMachine::setPlugged(bool plugged)
{
    m_plugged = plugged;
    tellMonitor(QStringLiteral("set_link"), {{QStringLiteral("name"), QStringLiteral("nic0")},
                                             {QStringLiteral("up"), plugged}});
    return ProvisioningNetwork::setPlugged(m_spec.tap, plugged);
}

QJsonObject QemuMachine::describe() const
{
    QJsonArray disks;
    for (const QemuDisk& disk : m_spec.disks)
        disks.append(QJsonObject{{QStringLiteral("serial"), disk.serial},
                                 {QStringLiteral("path"), disk.path},
                                 {QStringLiteral("bytes"), disk.bytes}});
    return {{QStringLiteral("firmware"), m_spec.plan.firmware == Firmware::Bios
                                             ? QStringLiteral("bios")
                                             : QStringLiteral("uefi")},
            {QStringLiteral("mac"), m_spec.mac},
            {QStringLiteral("pid"), processOutside(m_process.processId())},
            {QStringLiteral("boots"), m_boots},
            {QStringLiteral("last_boot"), m_lastBoot},
            {QStringLiteral("plugged"), m_plugged},
            {QStringLiteral("disks"), disks},
            {QStringLiteral("serial_log"), m_spec.file(QStringLiteral("serial.log"))}};
}

} // namespace rackhouse::lab
