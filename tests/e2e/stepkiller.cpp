#include "tests/e2e/stepkiller.h"

#include "models/domain/job.h"
#include "models/store/reader.h"

#include <QDir>
#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstring>

#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rackhouse
{

namespace
{

constexpr int kSystemCall = SIGTRAP | 0x80; ///< with PTRACE_O_TRACESYSGOOD

/// The thread of the process that writes the store, by the name that it gave itself; 0: none.
int writerOf(qint64 pid)
{
    const QDir threads(QStringLiteral("/proc/%1/task").arg(pid));
    for (const QString& thread : threads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QFile name(threads.filePath(thread + QStringLiteral("/comm")));
        if (name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "store-writer")
            return thread.toInt();
    }
    return 0;
}

long request(__ptrace_request what, int thread, long data = 0)
{
    return ::ptrace(what, thread, nullptr, reinterpret_cast<void*>(data));
}

/// The signal that a stop is about and that the thread still has to get; 0: none.
int pendingSignal(int status)
{
    const bool ours = WSTOPSIG(status) == kSystemCall || (status >> 16) != 0;
    return ours ? 0 : WSTOPSIG(status);
}

} // namespace

StepKiller::~StepKiller()
{
    release();
}

Result<void> StepKiller::follow(qint64 pid)
{
    release();
    m_pid = static_cast<int>(pid);
    m_thread = writerOf(pid);
    if (m_thread == 0)
        return fail("lab-failed", QStringLiteral("process %1 has no store writer").arg(pid));
    m_ended = false;
    m_released = false;
    std::promise<Result<void>> attached;
    auto answer = attached.get_future();
    m_tracer = std::thread(&StepKiller::trace, this, m_pid, m_thread, std::move(attached));
    return answer.get();
}

void StepKiller::release()
{
    if (!m_tracer.joinable())
        return;
    m_released = true;
    // A signal that does nothing wakes the thread up; the tracer sees it first.
    ::syscall(SYS_tgkill, m_pid, m_thread, SIGURG);
    m_tracer.join();
}

/// All calls of ptrace have to come from the one thread that attached.
void StepKiller::trace(int pid, int thread, std::promise<Result<void>> attached)
{
    const auto database = Database::open(m_database, Database::Mode::ReadOnly);
    if (!database || request(PTRACE_SEIZE, thread, PTRACE_O_TRACESYSGOOD) != 0) {
        const QString why = QString::fromLocal8Bit(std::strerror(errno));
        m_ended = true;
        return attached.set_value(fail("lab-failed", database ? why : database.error().detail));
    }
    attached.set_value({});
    request(PTRACE_INTERRUPT, thread);
    int status = 0;
    while (::waitpid(thread, &status, __WALL) == thread && WIFSTOPPED(status)) {
        if (m_released) {
            request(PTRACE_DETACH, thread);
            break;
        }
        if (isNewStep(**database))
            ::kill(pid, SIGKILL);
        request(PTRACE_SYSCALL, thread, pendingSignal(status));
    }
    m_ended = true;
}

bool StepKiller::isNewStep(Database& database)
{
    Reader reader(database);
    for (const StepState state : {StepState::Running, StepState::Waiting}) {
        const auto steps =
            reader.list<JobStep>({.equals = {{QStringLiteral("state"), enumText(state)}}});
        if (!steps || steps->empty() || m_killed.contains(steps->front().name))
            continue;
        m_killed.insert(steps->front().name);
        qInfo("kill -9 at the start of %s", qPrintable(steps->front().name));
        return true;
    }
    return false;
}

} // namespace rackhouse
