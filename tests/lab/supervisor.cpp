#include "tests/lab/supervisor.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <cstdlib>
#include <initializer_list>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rackhouse::lab
{

namespace
{

[[noreturn]] void supervise(pid_t child, const sigset_t& awaited)
{
    if (child < 0)
        std::_Exit(EXIT_FAILURE);
    for (;;) {
        const int signal = ::sigwaitinfo(&awaited, nullptr);
        int status = 0;
        if (signal == SIGCHLD && ::waitpid(child, &status, WNOHANG) == child)
            std::_Exit(WIFEXITED(status) ? WEXITSTATUS(status) : EXIT_FAILURE);
        if (signal == SIGTERM || signal == SIGINT)
            ::kill(child, SIGTERM);
    }
}

} // namespace

void superviseChild()
{
    sigset_t awaited;
    sigemptyset(&awaited);
    for (const int signal : {SIGTERM, SIGINT, SIGCHLD})
        sigaddset(&awaited, signal);
    ::sigprocmask(SIG_BLOCK, &awaited, nullptr);
    const pid_t child = ::fork();
    if (child != 0)
        supervise(child, awaited);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // SIGTERM stays blocked until the event loop reads it; process 1 would ignore it meanwhile.
    sigset_t childEnds;
    sigemptyset(&childEnds);
    sigaddset(&childEnds, SIGCHLD);
    ::sigprocmask(SIG_UNBLOCK, &childEnds, nullptr);
}

namespace
{

QString processNamespace(const QString& pid)
{
    // symLinkTarget makes a path of "pid:[4026531836]".
    return QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/pid").arg(pid)).section(u'/', -1);
}

} // namespace

qint64 processOutside(qint64 inside)
{
    // /proc is the one outside: its NSpid line ends with the id in the innermost namespace.
    const QString proc = QStringLiteral("/proc/");
    const QString ours = processNamespace(QStringLiteral("self"));
    const QStringList all = QDir(proc).entryList({QStringLiteral("[1-9]*")}, QDir::Dirs);
    for (const QString& pid : all) {
        QFile status(proc + pid + QStringLiteral("/status"));
        if (inside == 0 || processNamespace(pid) != ours || !status.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = status.readAll();
        const auto line = text.indexOf("NSpid:");
        const QByteArray ids = text.mid(line, text.indexOf('\n', line) - line).simplified();
        if (line >= 0 && ids.mid(ids.lastIndexOf(' ') + 1).toLongLong() == inside)
            return pid.toLongLong();
    }
    return 0;
}

} // namespace rackhouse::lab
