#include "models/store/store.h"

#include "models/store/migrations.h"
#include "models/store/writerthread.h"

#include <QFile>

namespace rackhouse
{

Store::Store(QString path, const Clock& clock)
    : m_path(std::move(path)), m_clock(clock), m_readers(m_path, Database::Mode::ReadOnly)
{
}

Store::~Store()
{
    m_writer.reset();
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
    if (const auto begun =
            store->write<void>([](Writer& writer) { return writer.beginHistory(); }).result();
        !begun)
        return fail(begun.error());
    // It holds sealed secrets and everything else that the site knows.
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return store;
}

void Store::enqueue(Task task)
{
    m_writer->enqueue(std::move(task));
}

Result<void> Store::readOn(const std::function<void(Reader&)>& work) const
{
    const auto database = m_readers.get();
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
