#include "tests/support/labfixture.h"

#include "models/base/json.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLocalSocket>
#include <QTest>

#include <csignal>

#include <sys/prctl.h>

namespace rackhouse
{

namespace
{

QString labProgram()
{
    const QString folder =
        qEnvironmentVariable("RACKHOUSE_BIN", QCoreApplication::applicationDirPath());
    return folder + QStringLiteral("/rackhouse-lab");
}

QStringList argumentsOf(const LabFixture::Options& options, const QString& directory)
{
    QStringList arguments{QStringLiteral("--dir"), directory};
    const auto add = [&arguments](const char* name, const QString& value) {
        if (!value.isEmpty())
            arguments << QLatin1String(name) << value;
    };
    add("--paper", options.paper > 0 ? QString::number(options.paper) : QString());
    add("--personality", options.personality);
    add("--real", options.real.join(u','));
    add("--appliance", options.appliance);
    add("--ramdisk", options.ramdisk);
    for (const QString& argument : options.applianceArguments)
        add("--appliance-argument", argument);
    if (options.demo)
        arguments << QStringLiteral("--demo");
    return arguments + options.more;
}

LabBmc bmcFrom(const QJsonObject& object)
{
    LabBmc bmc;
    bmc.name = stringOr(object, QStringLiteral("name"));
    bmc.address = stringOr(object, QStringLiteral("address"));
    bmc.port = static_cast<quint16>(integerOr(object, QStringLiteral("port")));
    bmc.username = stringOr(object, QStringLiteral("username"));
    bmc.password = stringOr(object, QStringLiteral("password"));
    bmc.serial = stringOr(object, QStringLiteral("serial"));
    bmc.uuid = stringOr(object, QStringLiteral("uuid"));
    bmc.personality = stringOr(object, QStringLiteral("personality"));
    bmc.firmware = stringOr(object, QStringLiteral("firmware"));
    bmc.rack = stringOr(object, QStringLiteral("rack"));
    bmc.unit = static_cast<int>(integerOr(object, QStringLiteral("unit")));
    bmc.height = static_cast<int>(integerOr(object, QStringLiteral("height")));
    bmc.real = boolOr(object, QStringLiteral("real"));
    return bmc;
}

} // namespace

Result<std::unique_ptr<LabFixture>> LabFixture::start(const Options& options)
{
    std::unique_ptr<LabFixture> fixture(new LabFixture);
    if (const auto launched = fixture->launch(options); !launched)
        return tl::unexpected(launched.error());
    return fixture;
}

LabFixture::~LabFixture()
{
    stop();
}

Result<void> LabFixture::launch(const Options& options)
{
    if (options.prepare) {
        const QString state = m_directory.filePath(QStringLiteral("appliance"));
        QDir().mkpath(state);
        QFile::setPermissions(state, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        if (auto prepared = options.prepare(state); !prepared)
            return prepared;
    }
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(labProgram(), argumentsOf(options, m_directory.path()));
    if (!m_process.waitForStarted())
        return rackhouse::fail("lab-failed", m_process.errorString());
    return waitForReady(options.readyMs);
}

Result<void> LabFixture::waitForReady(int timeoutMs)
{
    QElapsedTimer clock;
    clock.start();
    while (m_process.canReadLine() ||
           m_process.waitForReadyRead(qMax(1, timeoutMs - static_cast<int>(clock.elapsed())))) {
        if (!m_process.canReadLine())
            continue;
        const auto line = parseObject(m_process.readLine());
        if (line && stringOr(*line, QStringLiteral("event")) == u"ready") {
            takeReady(*line);
            return {};
        }
    }
    return rackhouse::fail("lab-failed", QStringLiteral("rackhouse-lab did not get ready"));
}

void LabFixture::takeReady(const QJsonObject& ready)
{
    m_ready = ready;
    const QJsonArray bmcs = ready.value(u"bmcs").toArray();
    for (const QJsonValue& bmc : bmcs)
        m_bmcs.push_back(bmcFrom(bmc.toObject()));
    takeAppliance(ready.value(u"appliance").toObject());
}

void LabFixture::takeAppliance(const QJsonObject& appliance)
{
    m_appliance.api = stringOr(appliance, QStringLiteral("api"));
    m_appliance.fingerprint = stringOr(appliance, QStringLiteral("fingerprint"));
    m_appliance.pairingCode = stringOr(appliance, QStringLiteral("pairing_code"));
    m_appliance.pid = integerOr(appliance, QStringLiteral("pid"));
}

LabBmc LabFixture::bmc(const QString& name) const
{
    for (const LabBmc& candidate : m_bmcs)
        if (candidate.name == name || (candidate.real && name == u"real"))
            return candidate;
    return {};
}

QString LabFixture::machineFile(const QString& name, const QString& file) const
{
    return m_directory.filePath(QStringLiteral("machines/%1/%2").arg(name, file));
}

Result<QJsonObject> LabFixture::control(const QJsonObject& command, int timeoutMs)
{
    QLocalSocket socket;
    socket.connectToServer(stringOr(m_ready, QStringLiteral("control")));
    if (!socket.waitForConnected(timeoutMs))
        return rackhouse::fail("lab-failed", socket.errorString());
    socket.write(toText(command) + '\n');
    QElapsedTimer clock;
    clock.start();
    while (!socket.canReadLine()) {
        const int left = timeoutMs - static_cast<int>(clock.elapsed());
        if (left <= 0 || !socket.waitForReadyRead(left))
            return rackhouse::fail("lab-failed", socket.errorString());
    }
    auto answer = parseObject(socket.readLine());
    if (answer && !boolOr(*answer, QStringLiteral("ok")))
        return rackhouse::fail("lab-failed", stringOr(*answer, QStringLiteral("error")));
    return answer;
}

Result<void> LabFixture::fail(const QString& bmc, const QString& mode)
{
    return control({{QStringLiteral("cmd"), QStringLiteral("fail")},
                    {QStringLiteral("bmc"), bmc},
                    {QStringLiteral("mode"), mode}})
        .map([](const QJsonObject&) {});
}

Result<LabFixture::ExecResult> LabFixture::exec(const QStringList& argv, int timeoutMs)
{
    return control({{QStringLiteral("cmd"), QStringLiteral("exec")},
                    {QStringLiteral("argv"), QJsonArray::fromStringList(argv)},
                    {QStringLiteral("timeout_ms"), timeoutMs}},
                   timeoutMs + 5'000)
        .map([](const QJsonObject& answer) {
            return ExecResult{
                static_cast<int>(integerOr(answer, QStringLiteral("exit"), -1)),
                QByteArray::fromBase64(stringOr(answer, QStringLiteral("output")).toLatin1()),
                QByteArray::fromBase64(stringOr(answer, QStringLiteral("errors")).toLatin1())};
        });
}

Result<void> LabFixture::restartAppliance()
{
    return control({{QStringLiteral("cmd"), QStringLiteral("restart-appliance")}}, 60'000)
        .map([this](const QJsonObject& answer) {
            takeAppliance(answer.value(u"appliance").toObject());
        });
}

QByteArray LabFixture::serialLog(const QString& machine) const
{
    QFile log(machineFile(machine, QStringLiteral("serial.log")));
    return log.open(QIODevice::ReadOnly) ? log.readAll() : QByteArray();
}

bool LabFixture::waitForSerial(const QString& machine, const QByteArray& text, int timeoutMs)
{
    return QTest::qWaitFor([&] { return serialLog(machine).contains(text); }, timeoutMs);
}

void LabFixture::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.terminate();
    if (!m_process.waitForFinished(10'000)) {
        m_process.kill();
        m_process.waitForFinished(5'000);
    }
}

} // namespace rackhouse
