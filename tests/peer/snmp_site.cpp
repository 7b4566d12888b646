#include "tests/peer/snmp_site.h"

#include <QFile>
#include <QTest>

using namespace rackhouse;
using namespace rackhouse::test;

namespace
{

// Only this namespace can reach it.
const QString agentX = QStringLiteral("tcp:127.0.0.1:705");

const char* const configuration = R"(
master agentx
agentXSocket tcp:127.0.0.1:705
agentAddress udp:10.77.9.2:161
view none included .1.3.6.1.2.1.1
rocommunity sees-lldp
rocommunity sees-none default -V none
createUser watcher SHA-256 watch-the-wire AES keep-it-quiet
createUser strong SHA-512 watch-the-wire AES-256 keep-it-quiet
rouser watcher authpriv
rouser strong authpriv
)";

} // namespace

Result<void> SnmpSite::start()
{
    auto network = ClientNetwork::create();
    if (!network)
        return fail(network.error());
    m_switch = *std::move(network);
    if (auto wired = wire(); !wired)
        return wired;
    if (auto started = startSnmpd(); !started)
        return started;
    m_lldpd =
        launch(m_switch->inside(lldpd(QStringLiteral("leaf-7"), QStringLiteral("swp*"), true)));
    m_serverLldpd = launch(lldpd(QStringLiteral("node-7"), QStringLiteral("eth*"), false));
    return {};
}

Result<void> SnmpSite::wire()
{
    const auto ip = [](const QString& words) {
        return QStringLiteral("ip addr add %1").arg(words).split(u' ');
    };
    for (const auto& [here, there] : {std::pair{"eth0", "swp1"}, std::pair{"eth1", "swp2"}}) {
        if (auto pair = m_switch->connect(QLatin1String(here), QLatin1String(there)); !pair)
            return pair;
    }
    for (const auto& told : {runCommand(ip(QStringLiteral("10.77.9.1/24 dev eth0"))),
                             m_switch->run(ip(QStringLiteral("10.77.9.2/24 dev swp1")))}) {
        if (!told)
            return fail(told.error());
    }
    return {};
}

Result<void> SnmpSite::write(const QString& name, const QByteArray& text) const
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return fail("internal", file.errorString());
    return {};
}

Result<void> SnmpSite::startSnmpd()
{
    if (auto written = write(QStringLiteral("snmpd.conf"), configuration); !written)
        return written;
    m_snmpd = launch(m_switch->inside(
        {QStringLiteral("env"), QStringLiteral("MIBS="),
         QStringLiteral("SNMP_PERSISTENT_DIR=") + m_folder.filePath(QStringLiteral("state")),
         QStringLiteral("setpriv"), QStringLiteral("--pdeathsig"), QStringLiteral("KILL"),
         QStringLiteral("snmpd"), QStringLiteral("-f"), QStringLiteral("-C"), QStringLiteral("-c"),
         m_folder.filePath(QStringLiteral("snmpd.conf")), QStringLiteral("-LF"),
         QStringLiteral("e"), m_folder.filePath(QStringLiteral("snmpd.log"))}));
    // lldpd asks for AgentX when it starts and then only every 15 seconds.
    const bool listens = QTest::qWaitFor(
        [this] {
            return m_switch
                ->run({QStringLiteral("sh"), QStringLiteral("-c"),
                       QStringLiteral("ss -ltn | grep -q 127.0.0.1:705")})
                .has_value();
        },
        10'000);
    if (!listens)
        return fail("timed-out", QStringLiteral("snmpd: ") + m_snmpd->errorString());
    return {};
}

QStringList SnmpSite::lldpd(const QString& name, const QString& interfaces, bool isSwitch) const
{
    // lldpd changes its rights, and a process that does so outlives its parent: the shell is the
    // first process of the namespace, with which all of it goes.
    const QString script =
        QStringLiteral("mount --make-rprivate /; mount -t proc proc /proc; "
                       "mount -t tmpfs none /run; mkdir /run/lldpd; hostname %1; \"$@\" & wait")
            .arg(name);
    QStringList command{QStringLiteral("setpriv"),
                        QStringLiteral("--pdeathsig"),
                        QStringLiteral("KILL"),
                        QStringLiteral("unshare"),
                        QStringLiteral("--mount"),
                        QStringLiteral("--uts"),
                        QStringLiteral("--pid"),
                        QStringLiteral("--fork"),
                        QStringLiteral("--kill-child"),
                        QStringLiteral("sh"),
                        QStringLiteral("-ec"),
                        script,
                        QStringLiteral("sh"),
                        QStringLiteral("lldpd"),
                        QStringLiteral("-d"),
                        QStringLiteral("-u"),
                        QStringLiteral("/run/lldpd.control"),
                        QStringLiteral("-I"),
                        interfaces};
    if (isSwitch)
        command += {QStringLiteral("-x"), QStringLiteral("-X"), agentX};
    return command;
}

std::unique_ptr<QProcess> SnmpSite::launch(const QStringList& command) const
{
    auto process = std::make_unique<QProcess>();
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(m_folder.filePath(QStringLiteral("daemons.log")),
                                  QIODevice::Append);
    process->start(command.front(), command.mid(1));
    return process;
}

void SnmpSite::end(std::unique_ptr<QProcess>& process)
{
    if (!process)
        return;
    process->kill();
    process->waitForFinished();
    process.reset();
}

SnmpSite::~SnmpSite()
{
    for (auto* process : {&m_serverLldpd, &m_lldpd, &m_snmpd})
        end(*process);
}
