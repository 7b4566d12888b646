#include "app/api/fabricdesk.h"

#include "app/api/audit.h"
#include "app/api/fabricfacts.h"
#include "app/api/fabricscan.h"
#include "app/api/moment.h"
#include "app/api/netq.h"
#include "models/domain/rentprice.h"
#include "models/exchange/switchtree.h"
#include "models/topology/ibswinfo.h"
#include "models/topology/netq.h"
#include "models/topology/perfquery.h"
#include "models/topology/topologytext.h"

#include <QDir>
#include <QFile>
#include <QStorageInfo>

#include <algorithm>

namespace rackhouse::api
{
namespace
{

/// More than the reader takes, so that its error says what is wrong.
constexpr qint64 kMaxBytes = 600LL << 20;
constexpr qint64 kSpareBytes = 256LL << 20;
constexpr qsizetype kMostNamed = 100;         ///< ports of no fabric, in one answer
constexpr auto kNetq = QLatin1String("netq"); ///< claimed like a fabric

Result<void> note(Store& store, const Call& call, const char* action)
{
    auto noted = store.write<void>([&call, action](Writer& writer) {
        return writeAudit(writer, call.caller.name, action, "fabric", call.id());
    });
    return noted.result();
}

/// What a text told comes in with who asked for it, when it was printed and of what.
class Intake
{
public:
    Intake(Store& store, const Call& call) : m_store(store), m_call(call), m_fabric(call.id()) {}

    Result<QJsonObject> read()
    {
        QFile file(m_call.request.bodyFile);
        if (!file.open(QIODevice::ReadOnly))
            return fail("read-failed", file.errorString());
        switch (kindOfTopology(file.peek(kTopologyHead))) {
        case TopologyText::Counters:
            return readCounters(file);
        case TopologyText::Switches:
            return readSwitches(file);
        case TopologyText::Plan:
            return readPlan(file);
        case TopologyText::Subnet:
            break;
        }
        return readSubnet(file);
    }

private:
    Result<QJsonObject> readSubnet(QIODevice& file)
    {
        const auto subnet = readIbnetdiscover(file);
        if (!subnet)
            return fail(subnet.error());
        const auto at = printedAt(*subnet);
        if (!at)
            return fail(at.error());
        const auto scan = FabricScan::begin(m_store, m_fabric);
        if (!scan)
            return fail(scan.error());
        const FabricScan::Rows wanted = scan->rowsOf(*subnet);
        const bool replaces =
            m_call.request.query.queryItemValue(QStringLiteral("replace")) == QLatin1String("yes");
        if (auto kept = scan->checkLoss(wanted); !kept && !replaces)
            return fail(kept.error());
        if (auto noted = note(m_store, m_call, "fabric.scan"); !noted)
            return fail(noted.error());
        const auto fabric = scan->apply(m_store, wanted, *at);
        return fabric ? Result<QJsonObject>(toJson(*fabric)) : fail(fabric.error());
    }

    Result<QJsonObject> readCounters(QIODevice& file)
    {
        const auto text = readPerfquery(file);
        const auto at = observedAt();
        if (!text || !at)
            return fail(text ? at.error() : text.error());
        const QString guid = guidInName(
            QStringLiteral("0x") + m_call.request.query.queryItemValue(QStringLiteral("guid")));
        if (auto noted = note(m_store, m_call, "fabric.counters"); !noted)
            return fail(noted.error());
        return answer("counters", keepCounters(m_store, m_fabric, *text, guid, *at));
    }

    Result<QJsonObject> readSwitches(QIODevice& file)
    {
        const auto switches = readIbswinfo(file);
        const auto at = observedAt();
        if (!switches || !at)
            return fail(switches ? at.error() : switches.error());
        if (auto noted = note(m_store, m_call, "fabric.health"); !noted)
            return fail(noted.error());
        return answer("switches", keepHealth(m_store, m_fabric, *switches, *at));
    }

    Result<QJsonObject> readPlan(QIODevice& file)
    {
        const auto plan = readSwitchTree(file.read(kMostSwitchTreeBytes + 1));
        if (!plan)
            return fail(plan.error());
        if (auto noted = note(m_store, m_call, "fabric.plan"); !noted)
            return fail(noted.error());
        return answer("planned", keepPlan(m_store, m_fabric, *plan));
    }

    /// As the text tells on the clock of the site, else as the sender does.
    Result<Instant> printedAt(const IbSubnet& subnet) const
    {
        const auto sent = observedAt();
        if (!sent || !subnet.printedAt.isValid())
            return sent;
        const auto settings = m_store.read<std::vector<SiteSettings>>(
            [](Reader& reader) { return reader.list<SiteSettings>(); });
        if (!settings)
            return fail(settings.error());
        const QDateTime told(subnet.printedAt.date(), subnet.printedAt.time(),
                             billingZone(*settings));
        return std::min(Instant{told.toMSecsSinceEpoch()}, m_store.clock().now());
    }

    Result<Instant> observedAt() const
    {
        return observedIn(m_call.request.query, m_store.clock().now());
    }

    /// The fabric, and what was taken in.
    Result<QJsonObject> answer(const char* what, const Result<FactsTaken>& taken) const
    {
        if (!taken)
            return fail(taken.error());
        const auto fabric =
            m_store.read<Fabric>([this](Reader& reader) { return reader.get<Fabric>(m_fabric); });
        if (!fabric)
            return fail(fabric.error());
        QJsonObject body = toJson(*fabric);
        body.insert(QLatin1String(what), taken->taken);
        body.insert(QStringLiteral("unknown"),
                    QJsonArray::fromStringList(taken->unknown.mid(0, kMostNamed)));
        body.insert(QStringLiteral("unknown_count"), taken->unknown.size());
        body.insert(QStringLiteral("skipped"), taken->skippedLines);
        return body;
    }

    Store& m_store;
    const Call& m_call;
    const FabricId m_fabric;
};

Result<void> removeAll(Store& store, const Call& call)
{
    const auto scan = FabricScan::begin(store, FabricId(call.id()));
    if (!scan)
        return fail(scan.error());
    if (auto noted = note(store, call, "fabric.remove"); !noted)
        return noted;
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

void FabricDesk::releaseNetq()
{
    release(kNetq);
}

http::UploadDecision FabricDesk::refuse(const Error& error)
{
    http::UploadDecision decision;
    decision.kind = http::UploadDecision::Refuse;
    decision.refusal = http::problemResponse(error);
    return decision;
}

http::UploadDecision FabricDesk::toFile(const QString& id, qint64 mostBytes)
{
    if (!claim(id))
        return refuse(makeError("fabric-busy"));
    http::UploadDecision decision;
    decision.kind = http::UploadDecision::ToFile;
    decision.directory = m_directory;
    // The database comes first.
    const qint64 room = QStorageInfo(m_directory).bytesAvailable() - kSpareBytes;
    decision.maxBytes = std::clamp<qint64>(room, 0, mostBytes);
    decision.failed = [this, id](const Error&) {
        release(id);
    };
    return decision;
}

http::UploadDecision FabricDesk::admit(const QString& fabricId)
{
    const auto fabric =
        m_store.read<Fabric>([&](Reader& reader) { return reader.get<Fabric>(fabricId); });
    return fabric ? toFile(fabricId, kMaxBytes) : refuse(fabric.error());
}

http::UploadDecision FabricDesk::admitNetq()
{
    return toFile(kNetq, kMostNetqBytes + 1);
}

void FabricDesk::work(const QString& id, const Respond& respond,
                      const std::function<Result<QJsonObject>()>& task)
{
    m_pool.start([this, id, respond, task] {
        const auto answer = task();
        release(id);
        if (!answer)
            return respond(fail(answer.error()));
        respond(jsonResponse(*answer));
    });
}

void FabricDesk::receive(const CallPtr& call, const Respond& respond)
{
    if (call->request.bodyFile.isEmpty()) // an empty body never became an upload
        return respond(fail("topology-empty"));
    work(call->id(), respond, [this, call] {
        auto answer = Intake(m_store, *call).read();
        QFile::remove(call->request.bodyFile);
        return answer;
    });
}

void FabricDesk::receiveNetq(const CallPtr& call, const Respond& respond)
{
    if (call->request.bodyFile.isEmpty())
        return respond(fail("netq-unreadable"));
    work(kNetq, respond, [this, call] {
        auto answer = takeNetq(m_store, *call);
        QFile::remove(call->request.bodyFile);
        return answer;
    });
}

void FabricDesk::remove(const CallPtr& call, const Respond& respond)
{
    if (!claim(call->id()))
        return respond(fail("fabric-busy"));
    work(call->id(), respond, [this, call]() -> Result<QJsonObject> {
        if (auto removed = removeAll(m_store, *call); !removed)
            return fail(removed.error());
        return QJsonObject();
    });
}

void FabricDesk::forgetNetq(const CallPtr& call, const Respond& respond)
{
    if (!claim(kNetq))
        return respond(fail("fabric-busy"));
    work(kNetq, respond, [this, call] { return rackhouse::api::forgetNetq(m_store, *call); });
}

} // namespace rackhouse::api
