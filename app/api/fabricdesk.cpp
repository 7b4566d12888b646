#include "app/api/fabricdesk.h"

#include "app/api/audit.h"
#include "app/api/fabricscan.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>

namespace rackhouse::api
{
namespace
{

/// More than the reader takes, so that its error says what is wrong.
constexpr qint64 kMaxBytes = 600LL << 20;
constexpr qint64 kSpareBytes = 256LL << 20;

Result<Fabric> readInto(Store& store, const Call& call)
{
    QFile file(call.request.bodyFile);
    if (!file.open(QIODevice::ReadOnly))
        return fail("read-failed", file.errorString());
    const auto subnet = readIbnetdiscover(file);
    if (!subnet)
        return fail(subnet.error());
    const auto scan = FabricScan::begin(store, FabricId(call.id()));
    if (!scan)
        return fail(scan.error());
    auto noted = store.write<void>([&call](Writer& writer) {
        return writeAudit(writer, call.caller.name, "fabric.scan", "fabric", call.id());
    });
    if (auto done = noted.result(); !done)
        return fail(done.error());
    return scan->apply(store, *subnet);
}

Result<void> removeAll(Store& store, const Call& call)
{
    const auto scan = FabricScan::begin(store, FabricId(call.id()));
    if (!scan)
        return fail(scan.error());
    auto noted = store.write<void>([&call](Writer& writer) {
        return writeAudit(writer, call.caller.name, "fabric.remove", "fabric", call.id());
    });
    if (auto done = noted.result(); !done)
        return done;
    return scan->remove(store);
}

} // namespace

FabricDesk::FabricDesk(Store& store, QString directory)
    : m_store(store), m_directory(std::move(directory))
{
    QDir().mkpath(m_directory);
    m_pool.setMaxThreadCount(1);
    const QDir folder(m_directory);
    for (const QString& name :
         folder.entryList({QStringLiteral(".upload-*")}, QDir::Files | QDir::Hidden))
        QFile::remove(folder.filePath(name));
}

FabricDesk::~FabricDesk()
{
    m_pool.waitForDone();
}

bool FabricDesk::claim(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    return m_busy.insert(id).second;
}

void FabricDesk::release(const QString& id)
{
    const std::lock_guard lock(m_mutex);
    m_busy.erase(id);
}

http::UploadDecision FabricDesk::admit(const QString& fabricId)
{
    const auto fabric =
        m_store.read<Fabric>([&](Reader& reader) { return reader.get<Fabric>(fabricId); });
    http::UploadDecision decision;
    if (!fabric || !claim(fabricId)) {
        decision.kind = http::UploadDecision::Refuse;
        decision.refusal =
            http::problemResponse(fabric ? makeError("fabric-busy") : fabric.error());
        return decision;
    }
    decision.kind = http::UploadDecision::ToFile;
    decision.directory = m_directory;
    // The database comes first.
    const qint64 room = QStorageInfo(m_directory).bytesAvailable() - kSpareBytes;
    decision.maxBytes = std::clamp<qint64>(room, 0, kMaxBytes);
    decision.failed = [this, fabricId](const Error&) {
        release(fabricId);
    };
    return decision;
}

void FabricDesk::receive(const CallPtr& call, const Respond& respond)
{
    if (call->request.bodyFile.isEmpty()) // an empty body never became an upload
        return respond(fail("topology-empty"));
    m_pool.start([this, call, respond] {
        const auto fabric = readInto(m_store, *call);
        QFile::remove(call->request.bodyFile);
        release(call->id());
        if (!fabric)
            return respond(fail(fabric.error()));
        respond(jsonResponse(toJson(*fabric)));
    });
}

void FabricDesk::remove(const CallPtr& call, const Respond& respond)
{
    if (!claim(call->id()))
        return respond(fail("fabric-busy"));
    m_pool.start([this, call, respond] {
        const auto removed = removeAll(m_store, *call);
        release(call->id());
        if (!removed)
            return respond(fail(removed.error()));
        respond(jsonResponse({}));
    });
}

} // namespace rackhouse::api
