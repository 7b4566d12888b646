#include "tests/support/private_network.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace rackhouse::test
{
namespace
{

bool writeFile(const char* path, const QByteArray& text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) &&
           file.write(text) == text.size();
}

/// "net:[4026531840]"; empty: it cannot be read, as in the middle of an exec.
QString namespaceOf(const QString& process)
{
    const QString path = QStringLiteral("/proc/%1/ns/net").arg(process);
    return QFileInfo(QFile::symLinkTarget(path)).fileName();
}

Result<void> raiseLoopback()
{
    if (auto up = runCommand({QStringLiteral("ip"), QStringLiteral("link"), QStringLiteral("set"),
                              QStringLiteral("lo"), QStringLiteral("up")});
        !up)
        return fail(up.error());
    return {};
}

} // namespace

Result<void> enterPrivateNetwork()
{
    const QByteArray user = QByteArray::number(::getuid());
    const QByteArray group = QByteArray::number(::getgid());
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET) != 0)
        return fail("forbidden", QStringLiteral("no user namespaces here: ") +
                                     QString::fromLocal8Bit(std::strerror(errno)));
    writeFile("/proc/self/setgroups", "deny");
    if (!writeFile("/proc/self/uid_map", "0 " + user + " 1") ||
        !writeFile("/proc/self/gid_map", "0 " + group + " 1"))
        return fail("forbidden", QStringLiteral("the user map of a namespace cannot be written"));
    return raiseLoopback();
}

Result<void> enterPrivateNetworkAsRoot()
{
    if (::geteuid() != 0)
        return fail("forbidden", QStringLiteral("only root can start daemons that change their "
                                                "user"));
    if (::unshare(CLONE_NEWNET) != 0)
        return fail("forbidden", QStringLiteral("no network namespaces here: ") +
                                     QString::fromLocal8Bit(std::strerror(errno)));
    return raiseLoopback();
}

Result<QByteArray> runCommand(const QStringList& command, int timeoutMs)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(command.front(), command.mid(1));
    const bool ended = process.waitForFinished(timeoutMs);
    const QByteArray output = process.readAll();
    if (!ended) {
        process.kill();
        process.waitForFinished();
        return fail("timed-out", command.join(u' ') + u": " + QString::fromLocal8Bit(output));
    }
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return fail("internal", command.join(u' ') + u": " + QString::fromLocal8Bit(output));
    return output;
}

Result<std::unique_ptr<ClientNetwork>> ClientNetwork::create()
{
    std::unique_ptr<ClientNetwork> network(new ClientNetwork);
    network->m_holder.start(QStringLiteral("setpriv"),
                            {QStringLiteral("--pdeathsig"), QStringLiteral("KILL"),
                             QStringLiteral("unshare"), QStringLiteral("--net"),
                             QStringLiteral("sleep"), QStringLiteral("infinity")});
    if (!network->m_holder.waitForStarted())
        return fail("internal", network->m_holder.errorString());
    const QString holder = QString::number(network->m_holder.processId());
    QElapsedTimer timer;
    timer.start();
    const auto isOwn = [&holder, ours = namespaceOf(QStringLiteral("self"))] {
        const QString its = namespaceOf(holder);
        return !its.isEmpty() && its != ours;
    };
    while (!isOwn()) {
        if (timer.hasExpired(5000))
            return fail("timed-out", QStringLiteral("the clients' namespace did not come up"));
        QThread::msleep(5);
    }
    if (auto up = network->run({QStringLiteral("ip"), QStringLiteral("link"), QStringLiteral("set"),
                                QStringLiteral("lo"), QStringLiteral("up")});
        !up)
        return fail(up.error());
    return network;
}

ClientNetwork::~ClientNetwork()
{
    m_holder.kill();
    m_holder.waitForFinished();
}

Result<void> ClientNetwork::connect(const QString& here, const QString& there)
{
    const QString create = QStringLiteral("ip link add %1 type veth peer name %2 netns %3")
                               .arg(here, there, QString::number(m_holder.processId()));
    const QString raise = QStringLiteral("ip link set %1 up");
    for (const auto& result :
         {runCommand(create.split(u' ')), runCommand(raise.arg(here).split(u' ')),
          run(raise.arg(there).split(u' '))}) {
        if (!result)
            return fail(result.error());
    }
    return {};
}

QStringList ClientNetwork::inside(const QStringList& command) const
{
    return QStringList{QStringLiteral("nsenter"), QStringLiteral("--net"), QStringLiteral("-t"),
                       QString::number(m_holder.processId()), QStringLiteral("--")} +
           command;
}

} // namespace rackhouse::test
