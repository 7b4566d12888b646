#pragma once

#include "models/base/result.h"

#include <QSet>
#include <QString>

#include <atomic>
#include <future>
#include <thread>

namespace rackhouse
{

class Database;

/// Kills an appliance in steps that are over within milliseconds. The thread that writes its
/// database is traced (ptrace): it stands still at each of its system calls, the database is read
/// from outside, and where a step has just been recorded as under way, the process gets SIGKILL
/// before that thread can record anything else. Each step kills once.
class StepKiller
{
public:
    /// `database` is read, never written.
    explicit StepKiller(QString database) : m_database(std::move(database)) {}
    ~StepKiller();
    StepKiller(const StepKiller&) = delete;
    StepKiller& operator=(const StepKiller&) = delete;

    /// Traces that process from now on, instead of one before it. "lab-failed" when it has no
    /// writer or may not be traced.
    Result<void> follow(qint64 pid);
    /// The process that was followed is gone.
    bool hasEnded() const { return m_ended; }
    /// Names of the steps that were killed in. Only when nothing is followed or hasEnded().
    const QSet<QString>& killed() const { return m_killed; }
    /// Lets the process go on untraced.
    void release();

private:
    void trace(int pid, int thread, std::promise<Result<void>> attached);
    bool isNewStep(Database& database);

    const QString m_database;
    QSet<QString> m_killed;
    std::thread m_tracer;
    int m_pid = 0;
    int m_thread = 0;
    std::atomic<bool> m_ended = true;
    std::atomic<bool> m_released = false;
};

} // namespace rackhouse
