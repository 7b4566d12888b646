#include "tests/lab/appliance.h"

#include "models/base/json.h"
#include "tests/lab/bmcserver.h"
#include "tests/lab/signals.h"
#include "tests/lab/supervisor.h"

#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace rackhouse::lab
{

namespace
{

constexpr int kApiSocket = 3; ///< SD_LISTEN_FDS_START
constexpr int kReadyMs = 60'000;
constexpr int kEndMs = 5'000;

void inheritApiSocket()
{
    prepareChild();
    ::fcntl(kApiSocket, F_SETFD, 0);
}

} // namespace

Result<void> Appliance::openApiSocket()
{
    const int socket = listenOn(QHostAddress(QHostAddress::LocalHost), 0);
    if (socket < 0)
        return fail("lab-failed", QStringLiteral("no socket for the API"));
    if (socket != kApiSocket) {
        ::dup3(socket, kApiSocket, O_CLOEXEC);
        ::close(socket);
    }
    return {};
}

Appliance::Appliance(QString program, QStringList arguments, const QString& logFile)
    : m_program(std::move(program)), m_arguments(std::move(arguments)),
      m_wantsPairing(m_arguments.contains(QStringLiteral("--pairing-code")))
{
    m_process.setChildProcessModifier(inheritApiSocket);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(logFile, QIODevice::Append);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LISTEN_FDS"), QStringLiteral("1"));
    m_process.setProcessEnvironment(environment);
    m_limit.setSingleShot(true);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &Appliance::readLines);
    connect(&m_process, &QProcess::finished, this, [this] {
        settle(fail("lab-failed", QStringLiteral("the appliance ended")));
        if (const auto ended = std::exchange(m_ended, {}))
            ended();
    });
    connect(&m_process, &QProcess::errorOccurred, this,
            [this] { settle(fail("lab-failed", m_process.errorString())); });
    connect(&m_limit, &QTimer::timeout, this, [this] {
        settle(fail("lab-failed", QStringLiteral("the appliance did not get ready")));
    });
}

Appliance::~Appliance()
{
    m_process.disconnect(this);
    m_process.terminate();
    if (!m_process.waitForFinished(kEndMs)) {
        m_process.kill();
        m_process.waitForFinished(kEndMs);
    }
}

void Appliance::start(Done done)
{
    m_done = std::move(done);
    m_described = {};
    m_limit.start(kReadyMs);
    // The shell only tells the process its own id, which nothing can know before the fork.
    m_process.start(QStringLiteral("/bin/sh"),
                    QStringList{QStringLiteral("-c"),
                                QStringLiteral("export LISTEN_PID=$$; exec \"$0\" \"$@\""),
                                m_program} +
                        m_arguments);
}

void Appliance::kill(const std::function<void()>& done)
{
    if (m_process.state() == QProcess::NotRunning) {
        done();
        return;
    }
    m_ended = done;
    m_process.kill();
}

void Appliance::readLines()
{
    while (m_process.canReadLine()) {
        const auto line = parseObject(m_process.readLine());
        const QString event = line ? stringOr(*line, QStringLiteral("event")) : QString();
        if (event == u"ready")
            for (const char* field : {"api", "fingerprint", "boot_http"})
                m_described.insert(QLatin1String(field), line->value(QLatin1String(field)));
        else if (event == u"pairing")
            m_described.insert(QStringLiteral("pairing_code"), line->value(u"code"));
        m_described.insert(QStringLiteral("pid"), processOutside(m_process.processId()));
    }
    if (m_described.contains(u"api") && (!m_wantsPairing || m_described.contains(u"pairing_code")))
        settle(m_described);
}

void Appliance::settle(Result<QJsonObject> result)
{
    m_limit.stop();
    if (const Done done = std::exchange(m_done, {}))
        done(std::move(result));
}

} // namespace rackhouse::lab
