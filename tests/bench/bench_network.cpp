#include "tests/bench/bench_network.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace rackhouse::bench
{
namespace
{

constexpr auto insideVariable = "RACKHOUSE_BENCH_PRIVATE_NETWORK";
constexpr int longestMs = 300'000;

} // namespace

Result<void> inPrivateNetwork(const char* name, const std::function<Result<void>()>& measure)
{
    if (qEnvironmentVariableIsSet(insideVariable))
        return measure();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(insideVariable), QStringLiteral("1"));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QStringLiteral("unshare"),
                  {QStringLiteral("--user"), QStringLiteral("--map-root-user"),
                   QStringLiteral("--net"), QCoreApplication::applicationFilePath(),
                   QString::fromLatin1(name)});
    if (!process.waitForFinished(longestMs)) {
        process.kill();
        process.waitForFinished();
        return fail("timed-out", QString::fromLatin1(name));
    }
    if (process.exitCode() != 0)
        return fail("bench-skipped", QStringLiteral("it did not run in a private network"));
    return {};
}

Result<std::unique_ptr<BenchNetwork>> BenchNetwork::create()
{
    auto network = std::make_unique<BenchNetwork>();
    auto clients = test::ClientNetwork::create();
    if (!clients)
        return fail(clients.error());
    network->clients = *std::move(clients);
    if (auto linked = network->clients->connect(QStringLiteral("v0"), QStringLiteral("c0"));
        !linked)
        return fail(linked.error());
    const QString give = QStringLiteral("ip addr add %1/16 dev %2");
    const auto here =
        test::runCommand(give.arg(QStringLiteral("10.77.0.1"), QStringLiteral("v0")).split(u' '));
    const auto there = network->clients->run(
        give.arg(QStringLiteral("10.77.0.2"), QStringLiteral("c0")).split(u' '));
    if (!here)
        return fail(here.error());
    if (!there)
        return fail(there.error());
    return network;
}

PeerServer::PeerServer(const QStringList& command, const QStringList& environment)
{
    m_process.setEnvironment(QProcess::systemEnvironment() + environment);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setStandardErrorFile(QProcess::nullDevice());
    m_process.start(QStringLiteral("setpriv"),
                    QStringList{QStringLiteral("--pdeathsig"), QStringLiteral("KILL")} + command);
}

PeerServer::~PeerServer()
{
    m_process.kill();
    m_process.waitForFinished();
}

Result<void> PeerServer::mustExist(const QString& program)
{
    if (QStandardPaths::findExecutable(program).isEmpty() &&
        QStandardPaths::findExecutable(program, {QStringLiteral("/usr/sbin")}).isEmpty())
        return fail("bench-skipped", program + u" is not installed");
    return {};
}

} // namespace rackhouse::bench
