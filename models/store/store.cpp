#include "models/store/store.h"

#include "models/store/migrations.h"
#include "models/store/writerthread.h"

#include <QFile>

#include <algorithm>

namespace rackhouse
{

namespace
{

/// A read connection of this thread to one store, dropped at the end of the thread or once the
/// store is gone.
struct ThreadConnection {
    std::weak_ptr<const int> store;
    std::unique_ptr<Database> database;
};

std::vector<ThreadConnection>& connectionsOfThread()
{
    thread_local std::vector<ThreadConnection> connections;
    return connections;
}

void dropDeadConnections()
{
    auto& connections = connectionsOfThread();
    std::erase_if(connections, [](const ThreadConnection& c) { return c.store.expired(); });
}

} // namespace

Store::Store(QString path, const Clock& clock)
    : m_path(std::move(path)), m_clock(clock), m_alive(std::make_shared<const int>(0))
{
}

Store::~Store()
{
    m_writer.reset();
    m_alive.reset();
    dropDeadConnections();
}

Result<std::unique_ptr<Store>> Store::open(const QString& path, const Clock& clock)
{
    std::unique_ptr<Store> store(new Store(path, clock));
    Store* self = store.get();
    store->m_writer = std::make_unique<WriterThread>(
        clock, [self](qint64 lastSeq) { emit self->changed(lastSeq); });
    auto started = store->m_writer->start([path]() -> Result<std::unique_ptr<Database>> {
        auto database = Database::open(path, Database::Mode::ReadWrite);
        if (!database)
            return database;
        if (auto migrated = migrate(**database); !migrated)
            return fail(migrated.error());
        return database;
    });
    if (!started)
        return fail(started.error());
    // It holds sealed secrets and everything else that the site knows.
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return store;
}

void Store::enqueue(Task task)
{
    m_writer->enqueue(std::move(task));
}

Result<Database*> Store::readConnection() const
{
    dropDeadConnections();
    auto& connections = connectionsOfThread();
    const auto found =
        std::find_if(connections.begin(), connections.end(),
                     [this](const ThreadConnection& c) { return c.store.lock() == m_alive; });
    if (found != connections.end())
        return found->database.get();
    auto database = Database::open(m_path, Database::Mode::ReadOnly);
    if (!database)
        return fail(database.error());
    connections.push_back({m_alive, *std::move(database)});
    return connections.back().database.get();
}

Result<void> Store::readOn(const std::function<void(Reader&)>& work) const
{
    const auto database = readConnection();
    if (!database)
        return fail(database.error());
    if (const auto begun = (*database)->run(QStringLiteral("BEGIN")); !begun)
        return fail(begun.error());
    Reader reader(**database);
    work(reader);
    if (const auto ended = (*database)->run(QStringLiteral("COMMIT")); !ended)
        return fail(ended.error());
    return {};
}

Result<void> Store::backupTo(const QString& path) const
{
    auto database = Database::open(m_path, Database::Mode::ReadOnly);
    if (!database)
        return fail(database.error());
    const auto copied = (*database)->run(QStringLiteral("VACUUM INTO ?"), {path});
    if (!copied)
        return fail(copied.error());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return {};
}

} // namespace rackhouse
