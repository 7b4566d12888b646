#include "tests/lab/provisioningnetwork.h"

#include "tests/lab/signals.h"
#include "tests/lab/supervisor.h"

#include <QFile>
#include <QProcess>

#include <cerrno>
#include <cstring>

#include <sched.h>
#include <unistd.h>

namespace rackhouse::lab
{

namespace
{

constexpr int kToolMs = 10'000;

bool writeFile(const char* path, const QByteArray& text)
{
    QFile file(QString::fromLatin1(path));
    return file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) &&
           file.write(text) == text.size();
}

/// Runs lines of `ip -batch`.
Result<void> ip(const QByteArray& batch)
{
    QProcess tool;
    tool.setChildProcessModifier(prepareChild);
    tool.setProcessChannelMode(QProcess::MergedChannels);
    tool.start(QStringLiteral("ip"), {QStringLiteral("-batch"), QStringLiteral("-")});
    tool.write(batch);
    tool.closeWriteChannel();
    if (!tool.waitForFinished(kToolMs) || tool.exitCode() != 0)
        return fail("lab-failed", QStringLiteral("ip: ") + QString::fromLocal8Bit(tool.readAll()));
    return {};
}

} // namespace

Result<void> ProvisioningNetwork::enter()
{
    const QByteArray user = QByteArray::number(::geteuid());
    const QByteArray group = QByteArray::number(::getegid());
    if (::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID) != 0)
        return fail("lab-failed", QStringLiteral("no user, network and process namespace: ") +
                                      QString::fromLocal8Bit(std::strerror(errno)));
    if (!writeFile("/proc/self/setgroups", "deny") ||
        !writeFile("/proc/self/uid_map", "0 " + user + " 1") ||
        !writeFile("/proc/self/gid_map", "0 " + group + " 1"))
        return fail("lab-failed", QStringLiteral("the user namespace took no map"));
    superviseChild();
    return {};
}

Result<void> ProvisioningNetwork::setUp()
{
    // keep0 gives the bridge a carrier while every machine is off. Its other end must not answer
    // ARP for the bridge: what is sent to it is refused by sockets that are bound to the bridge.
    const QByteArray bridge = kBridge;
    return ip("link set lo up\n"
              "link add " +
              bridge +
              " address 02:52:48:00:00:01 type bridge forward_delay 0\n"
              "addr add " +
              kAddress + "/24 dev " + bridge +
              "\n"
              "link add keep0 type veth peer name keep1\n"
              "link set keep0 master " +
              bridge +
              "\n"
              "link set keep0 up\n"
              "link set keep1 arp off up\n"
              "link set " +
              bridge + " up\n");
}

QString ProvisioningNetwork::tapOf(int machineNumber)
{
    return QStringLiteral("tap%1").arg(machineNumber);
}

Result<void> ProvisioningNetwork::addTap(const QString& tap)
{
    const QByteArray name = tap.toLatin1();
    return ip("tuntap add dev " + name +
              " mode tap\n"
              "link set " +
              name + " master " + kBridge +
              "\n"
              "link set " +
              name + " up\n");
}

Result<void> ProvisioningNetwork::setPlugged(const QString& tap, bool plugged)
{
    return ip("link set " + tap.toLatin1() + (plugged ? " up\n" : " down\n"));
}

} // namespace rackhouse::lab
