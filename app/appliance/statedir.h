#pragma once

#include "models/base/result.h"

#include <QString>

#include <chrono>
#include <memory>

namespace rackhouse
{

/// The state directory, held by one rackhoused at a time. Released when destroyed, or by the kernel
/// when the process dies.
class StateDir
{
public:
    /// Makes it (0700) when missing. With `patience` it waits so long for another rackhoused to
    /// end, and asks it to when that one has given the directory up. Errors: state-dir-unusable
    /// (path), state-dir-locked (path, pid).
    static Result<std::unique_ptr<StateDir>> open(const QString& path,
                                                  std::chrono::milliseconds patience = {});
    ~StateDir();
    StateDir(const StateDir&) = delete;
    StateDir& operator=(const StateDir&) = delete;

    const QString& path() const { return m_path; }
    /// From now on whoever opens it with patience may end this process and go on with its jobs.
    void giveUp();

    QString file(const QString& name) const { return m_path + u'/' + name; }

private:
    StateDir(QString path, int lock) : m_path(std::move(path)), m_lock(lock) {}

    QString m_path;
    int m_lock;
};

} // namespace rackhouse
