#include "models/store/threadconnections.h"

#include <QCoreApplication>
#include <QThreadPool>
#include <QThreadStorage>

#include <algorithm>
#include <vector>

namespace rackhouse
{

namespace
{

struct Connection {
    std::weak_ptr<const int> owner;
    std::unique_ptr<Database> database;
};

/// A QThread that has been waited for has closed its connections. A thread_local would close them a
/// moment later, when the program may have unloaded QtSql already.
std::vector<Connection>& connectionsOfThread()
{
    static QThreadStorage<std::vector<Connection>> connections;
    return connections.localData();
}

/// QtSql deletes its drivers when the application ends, before Qt waits for the workers of the
/// global pool: their connections, which still have prepared statements, would be left open. What
/// is registered last is called first, so this comes before QtSql.
void endWorkersFirst()
{
    static const bool registered = [] {
        qAddPostRoutine([] { QThreadPool::globalInstance()->waitForDone(); });
        return true;
    }();
    Q_UNUSED(registered)
}

void dropDead()
{
    std::erase_if(connectionsOfThread(), [](const Connection& c) { return c.owner.expired(); });
}

} // namespace

ThreadConnections::ThreadConnections(QString path, Database::Mode mode)
    : m_path(std::move(path)), m_mode(mode), m_alive(std::make_shared<const int>(0))
{
}

ThreadConnections::~ThreadConnections()
{
    m_alive.reset();
    dropDead();
}

Result<Database*> ThreadConnections::get() const
{
    dropDead();
    auto& connections = connectionsOfThread();
    const auto found = std::find_if(connections.begin(), connections.end(),
                                    [this](const auto& c) { return c.owner.lock() == m_alive; });
    if (found != connections.end())
        return found->database.get();
    auto database = Database::open(m_path, m_mode);
    if (!database)
        return fail(database.error());
    endWorkersFirst();
    connections.push_back({m_alive, *std::move(database)});
    return connections.back().database.get();
}

} // namespace rackhouse
