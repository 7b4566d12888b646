#include "app/api/apiserver.h"

#include "app/api/authenticator.h"
#include "app/api/idempotencydesk.h"
#include "app/api/router.h"
#include "app/http/server.h"
#include "models/domain/allocation.h"
#include "models/domain/asset.h"

#include <QFile>
#include <QTimeZone>

#include <condition_variable>
#include <mutex>

namespace rackhouse::api
{

namespace
{

/// Checking a large image takes its time before the upload is answered.
constexpr int replyMs = 600'000;
/// Of a body that comes without a certificate: a certificate request and a name.
constexpr qint64 strangersBytes = 16 * 1024;

http::Limits limitsOf(const ApiConfig& config)
{
    http::Limits limits = config.limits;
    limits.replyMs = std::max(limits.replyMs, replyMs);
    return limits;
}

http::TlsConfig tlsOf(const SiteCa& ca)
{
    return {ca.serverChainPem(), ca.serverKeyPem(), ca.caPem(), true};
}

} // namespace

class ApiServer::Impl
{
public:
    Impl(ApiDependencies dependencies, const ApiConfig& config)
        : store(dependencies.store), changes(dependencies.store),
          pairing(dependencies.store, dependencies.ca, dependencies.clock),
          images(dependencies.store, dependencies.stateDir + QStringLiteral("/images"),
                 dependencies.stateDir, dependencies.ingest),
          fabrics(dependencies.store, dependencies.stateDir + QStringLiteral("/fabrics")),
          backups(dependencies.store, dependencies.stateDir),
          authenticator(dependencies.store, dependencies.clock, config.embeddedToken),
          idempotency(dependencies.store),
          router(makeRoutes({dependencies.store, dependencies.jobs, dependencies.ca,
                             std::move(dependencies.seal), changes, pairing, images, fabrics,
                             backups, dependencies.switches})),
          server({limitsOf(config), tlsOf(dependencies.ca),
                  [this](http::Request request, http::Reply reply) {
                      serve(std::move(request), reply);
                  },
                  [this](const http::Request& request) { return decideUpload(request); },
                  config.threads})
    {
    }

    ~Impl()
    {
        stop();
        std::unique_lock lock(mutex);
        idle.wait_for(lock, std::chrono::seconds(10), [this] { return underWay == 0; });
        // What a broken upload still writes refers to this object; a last write comes after it.
        store.write<void>([](Writer&) { return Result<void>(); }).waitForFinished();
    }

    void stop()
    {
        changes.stop();
        images.stop();
        server.stop();
    }

    std::vector<Route> makeRoutes(const Context& context)
    {
        std::vector<Route> routes;
        addSiteRoutes(routes, context);
        addReadRoutes(routes, context);
        addHistoryRoutes(routes, context);
        addSeriesRoutes(routes, context);
        addRecordRoutes(routes, context);
        addChangesetRoutes(routes, context);
        addBmcRoutes(routes, context);
        addJobRoutes(routes, context);
        addImageRoutes(routes, context);
        addFabricRoutes(routes, context);
        addNeighborRoutes(routes, context);
        addSwitchRoutes(routes, context);
        addPairingRoutes(routes, context);
        addBackupRoutes(routes, context);
        Route document{"GET", QStringLiteral("/openapi.json"), std::nullopt,
                       QStringLiteral("This description")};
        document.handler = immediate([this](const Call&) -> Result<http::Response> {
            return jsonResponse(openApiDocument(router.routes()));
        });
        routes.push_back(std::move(document));
        return routes;
    }

    /// The call of a request that may be served.
    struct Admitted {
        const Route* route = nullptr;
        std::shared_ptr<Call> call;
    };
    Result<Admitted> admit(const http::Request& request)
    {
        const auto match = router.match(request.method, request.path);
        const bool open = match && !match->route->role;
        Caller caller;
        if (!open) {
            // Who is unknown does not learn which paths there are.
            auto known = authenticator.authenticate(request);
            if (!known)
                return fail(known.error());
            caller = *std::move(known);
        }
        if (!match)
            return fail(match.error());
        if (!open && caller.role < *match->route->role)
            return fail("forbidden");
        auto call = std::make_shared<Call>();
        call->params = match->params;
        call->caller = std::move(caller);
        return Admitted{match->route, std::move(call)};
    }

    void serve(http::Request request, const http::Reply& reply)
    {
        {
            const std::lock_guard lock(mutex);
            ++underWay;
        }
        const Respond respond = [this, reply](Result<http::Response> answer) {
            reply(answer ? *std::move(answer) : http::problemResponse(answer.error()));
            const std::lock_guard lock(mutex);
            if (--underWay == 0)
                idle.notify_all();
        };
        auto admitted = admit(request);
        if (!admitted) {
            if (!request.bodyFile.isEmpty())
                dropUpload(request, admitted.error());
            return respond(fail(admitted.error()));
        }
        const auto& [route, call] = *admitted;
        call->request = std::move(request);
        if (!route->upload && !call->request.body.isEmpty()) {
            auto body = parseObject(call->request.body);
            if (!body)
                return respond(fail(body.error()));
            call->body = *std::move(body);
        }
        if (route->startsWork)
            return idempotency.run(*route, call, respond);
        route->handler(call, respond);
    }

    /// It was admitted when it began, so what it goes into is claimed.
    void dropUpload(const http::Request& request, const Error& error)
    {
        QFile::remove(request.bodyFile);
        const auto match = router.match(request.method, request.path);
        if (match && match->route->dropped)
            match->route->dropped(match->params.value(QStringLiteral("id")), error);
    }

    http::UploadDecision decideUpload(const http::Request& request)
    {
        const auto admitted = admit(request);
        if (admitted && admitted->route->upload)
            return admitted->route->upload(*admitted->call);
        http::UploadDecision decision;
        if (!admitted) {
            decision.kind = http::UploadDecision::Refuse;
            decision.refusal = http::problemResponse(admitted.error());
        } else if (!admitted->route->role) {
            decision.maxBytes = strangersBytes;
        }
        return decision;
    }

    std::mutex mutex;
    std::condition_variable idle;
    int underWay = 0; ///< calls that are not answered yet

    Store& store;
    ChangeHub changes;
    PairingDesk pairing;
    ImageDesk images;
    FabricDesk fabrics;
    BackupDesk backups;
    Authenticator authenticator;
    IdempotencyDesk idempotency;
    Router router;
    http::Server server;
};

ApiServer::ApiServer(ApiDependencies dependencies, ApiConfig config)
    : m_impl(std::make_unique<Impl>(std::move(dependencies), config))
{
}

ApiServer::~ApiServer() = default;

Result<void> ApiServer::ensureSite(const QString& name)
{
    return m_impl->store
        .write<void>([name](Writer& writer) -> Result<void> {
            const auto sites = writer.count(Site::record());
            if (!sites)
                return fail(sites.error());
            if (*sites == 0) {
                const Site site{.id = SiteId::create(), .name = name, .createdAt = writer.now()};
                if (auto put = writer.put(site); !put)
                    return put;
            }
            const auto settings = writer.count(SiteSettings::record());
            if (!settings)
                return fail(settings.error());
            if (*settings > 0)
                return {};
            return writer.put(
                SiteSettings{.id = SiteSettingsId::create(),
                             .timeZone = QString::fromLatin1(QTimeZone::systemTimeZoneId())});
        })
        .result();
}

Result<void> ApiServer::resume()
{
    return m_impl->images.resume();
}

Result<void> ApiServer::listen(const QHostAddress& address, quint16 port)
{
    return m_impl->server.listen(address, port);
}

Result<void> ApiServer::adopt(int listeningFd)
{
    return m_impl->server.adopt(listeningFd);
}

quint16 ApiServer::port() const
{
    return m_impl->server.port();
}

void ApiServer::stop()
{
    m_impl->stop();
}

QFuture<Result<PairingCode>> ApiServer::openPairing(Role role)
{
    return m_impl->pairing.open(role, QStringLiteral("appliance"));
}

const std::vector<Route>& ApiServer::routes() const
{
    return m_impl->router.routes();
}

} // namespace rackhouse::api
