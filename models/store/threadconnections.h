#pragma once

#include "models/store/database.h"

#include <memory>

namespace rackhouse
{

/// One connection a thread to one database file. A thread's connection closes with the thread, or
/// at its next use of any of these once the owner is gone.
class ThreadConnections
{
public:
    ThreadConnections(QString path, Database::Mode mode);
    ~ThreadConnections();
    ThreadConnections(const ThreadConnections&) = delete;
    ThreadConnections& operator=(const ThreadConnections&) = delete;

    /// The connection of the calling thread, opened at the first call.
    Result<Database*> get() const;

private:
    QString m_path;
    Database::Mode m_mode;
    std::shared_ptr<const int> m_alive; ///< watched by the connections of all threads
};

} // namespace rackhouse
