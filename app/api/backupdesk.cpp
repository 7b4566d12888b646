#include "app/api/backupdesk.h"

#include "app/api/audit.h"
#include "app/api/context.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace rackhouse::api
{

namespace
{

/// Left free for the database, which goes on growing while the copy is there.
constexpr qint64 spareBytes = 16LL << 20;

/// Removes the file when nobody needs it any more.
struct TemporaryFile {
    explicit TemporaryFile(QString file) : path(std::move(file)) { QFile::remove(path); }
    ~TemporaryFile() { QFile::remove(path); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const QString path;
};

} // namespace

BackupDesk::BackupDesk(Store& store, QString stateDir)
    : m_store(store), m_file(std::move(stateDir) + QStringLiteral("/backup.part"))
{
    QFile::remove(m_file); // what was left when the appliance was killed
    m_pool.setMaxThreadCount(1);
}

BackupDesk::~BackupDesk()
{
    m_pool.waitForDone();
}

std::shared_ptr<const void> BackupDesk::claim()
{
    const std::lock_guard lock(m_mutex);
    if (!m_current.expired())
        return {};
    const auto file = std::make_shared<const TemporaryFile>(m_file);
    m_current = file;
    return file;
}

void BackupDesk::make(const CallPtr& call, const Respond& respond)
{
    auto keeper = claim();
    if (!keeper)
        return respond(fail("backup-busy"));
    const auto audit = [actor = call->caller.name](Writer& writer) {
        return writeAudit(writer, actor, "backup.make", "site", {});
    };
    m_store.write<void>(audit).then(
        [this, respond, keeper = std::move(keeper)](const Result<void>& written) mutable {
            if (!written)
                return respond(fail(written.error()));
            m_pool.start([this, respond, keeper = std::move(keeper)]() mutable {
                auto answer = copy(std::move(keeper));
                respond(std::move(answer)); // what failed has been removed by now
            });
        });
}

Result<http::Response> BackupDesk::copy(std::shared_ptr<const void> keeper) const
{
    const QStorageInfo disk(QFileInfo(m_file).absolutePath());
    const qint64 size = QFileInfo(m_store.path()).size() +
                        QFileInfo(m_store.path() + QStringLiteral("-wal")).size();
    if (disk.isValid() && disk.bytesAvailable() < size + spareBytes)
        return fail("disk-full");
    if (auto made = m_store.backupTo(m_file); !made)
        return fail(made.error());
    http::Response response;
    response.headers = {{"Content-Type", "application/octet-stream"},
                        {"Cache-Control", "no-store"}};
    response.file = http::FileBody{.path = m_file, .keeper = std::move(keeper)};
    return response;
}

void addBackupRoutes(std::vector<Route>& routes, const Context& context)
{
    Route make{"POST", QStringLiteral("/backup"), Role::Admin,
               QStringLiteral("A consistent copy of the database; its secrets stay sealed")};
    make.handler = [&desk = context.backups](const CallPtr& call, const Respond& respond) {
        desk.make(call, respond);
    };
    make.sendsFile = true;
    routes.push_back(std::move(make));
}

} // namespace rackhouse::api
