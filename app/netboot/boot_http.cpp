#include "app/netboot/boot_http.h"

#include "app/netboot/ipxe_script.h"
#include "models/base/id.h"

#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>

#include <algorithm>

namespace rackhouse::netboot
{
namespace
{

Q_LOGGING_CATEGORY(lcBootHttp, "rackhouse.netboot.http")

/// One request and what is needed to answer it.
struct Exchange {
    std::shared_ptr<const BootHttp::Dependencies> with;
    QString base;
    http::Request request;
    http::Reply reply;

    void note(BootEvent::Phase phase, const QString& text, const QString& problem = {}) const
    {
        if (!with->observer)
            return;
        const Ipv4 address{request.peer.toIPv4Address()};
        ClientDirectory::Client client = with->directory.find(address);
        with->observer({phase, client.mac, address.toString(), client.architecture, text,
                        problem.isEmpty(), problem, with->clock.now()});
    }
    void refuse(const Error& error) const { reply(http::problemResponse(error)); }
};

/// Whether the request begins a download: a boot log has no line for each later piece.
bool isBeginning(const http::Request& request)
{
    const QByteArray range = request.headers.value("range");
    return request.method == "GET" && (range.isEmpty() || range.startsWith("bytes=0-"));
}

void sendFile(const Exchange& exchange, BootEvent::Phase phase, const QString& file,
              const QString& text)
{
    if (!QFileInfo(file).isFile()) {
        exchange.note(phase, text, QStringLiteral("boot-file-missing"));
        qCWarning(lcBootHttp) << "there is no file for" << exchange.request.path << ":" << file;
        exchange.refuse(makeError("boot-file-missing", {{QStringLiteral("file"), text}}));
        return;
    }
    if (isBeginning(exchange.request))
        exchange.note(phase, text);
    http::Response response;
    response.headers = {{"Content-Type", "application/octet-stream"}};
    response.file = http::FileBody{file};
    exchange.reply(response);
}

void sendImage(const Exchange& exchange, const QString& imageId)
{
    const auto file = exchange.with->content.imageFile ? exchange.with->content.imageFile(imageId)
                                                       : Result<QString>(fail("not-found"));
    if (file)
        sendFile(exchange, BootEvent::Phase::Image, *file, imageId);
    else
        exchange.refuse(file.error());
}

QString asMac(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^[0-9a-f]{2}(:[0-9a-f]{2}){5}$"));
    const QString mac = text.toLower().replace(u'-', u':');
    return form.match(mac).hasMatch() ? mac : QString();
}

/// The lease tells who it is; from the query comes only the rest, and only in the right form.
BootClient clientOf(const Exchange& exchange)
{
    static const QRegularExpression word(QStringLiteral("^[a-z0-9-]{1,24}$"));
    const QUrlQuery& query = exchange.request.query;
    const auto item = [&query](const char* name) {
        return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded).toLower();
    };
    const ClientDirectory::Client known =
        exchange.with->directory.find({exchange.request.peer.toIPv4Address()});
    BootClient client;
    client.mac = asMac(known.mac); // who has the lease does not boot in the name of another
    if (client.mac.isEmpty())
        client.mac = asMac(item("mac"));
    if (isUuid(item("uuid")))
        client.uuid = item("uuid");
    client.architecture = word.match(item("arch")).hasMatch() ? item("arch") : known.architecture;
    client.address = exchange.request.peer;
    return client;
}

QString decisionText(BootDecision::Kind kind)
{
    switch (kind) {
    case BootDecision::RamSystem:
        return QStringLiteral("ram-system");
    case BootDecision::LocalDisk:
        return QStringLiteral("local-disk");
    case BootDecision::Deny:
        break;
    }
    return QStringLiteral("deny");
}

void sendScript(const Exchange& exchange)
{
    const BootClient client = clientOf(exchange);
    if (client.mac.isEmpty()) {
        exchange.refuse(makeError("bad-field", {{QStringLiteral("field"), QStringLiteral("mac")}}));
        return;
    }
    exchange.with->decider(client, [exchange, client](const BootDecision& decision) {
        const auto script = ipxeScript(decision, client, exchange.base);
        if (!script) {
            exchange.note(BootEvent::Phase::Script, decisionText(decision.kind),
                          script.error().code);
            exchange.refuse(script.error());
            return;
        }
        exchange.note(BootEvent::Phase::Script, decisionText(decision.kind));
        exchange.reply(
            {200, {{"Content-Type", "text/plain"}, {"Cache-Control", "no-store"}}, *script, {}});
    });
}

const BootRoute* routeOf(const BootHttp::Dependencies& with, const QString& path)
{
    const auto found =
        std::find_if(with.routes.begin(), with.routes.end(),
                     [&path](const BootRoute& route) { return path.startsWith(route.prefix); });
    return found == with.routes.end() ? nullptr : &*found;
}

void answer(const Exchange& exchange)
{
    const QString& path = exchange.request.path;
    const BootContent& content = exchange.with->content;
    if (const BootRoute* route = routeOf(*exchange.with, path)) {
        route->handler(exchange.request, exchange.reply);
        return;
    }
    const bool isGet = exchange.request.method == "GET";
    if (!isGet && exchange.request.method != "HEAD")
        exchange.reply({405, {{"Allow", "GET, HEAD"}}, {}, {}});
    else if (path == u"/boot/ipxe" && isGet)
        sendScript(exchange);
    else if (path == u"/boot/kernel")
        sendFile(exchange, BootEvent::Phase::Kernel, content.kernelFile, QStringLiteral("kernel"));
    else if (path == u"/boot/initrd")
        sendFile(exchange, BootEvent::Phase::Initrd, content.initrdFile, QStringLiteral("initrd"));
    else if (path == u"/boot/" + content.uefiLoaderName)
        sendFile(exchange, BootEvent::Phase::Loader, content.uefiLoaderFile,
                 content.uefiLoaderName);
    else if (path.startsWith(u"/images/"))
        sendImage(exchange, path.mid(8));
    else
        exchange.refuse(makeError("not-found"));
}

} // namespace

BootHttp::BootHttp(Dependencies dependencies)
    : m_dependencies(std::make_shared<const Dependencies>(std::move(dependencies)))
{
}

http::Handler BootHttp::handlerFor(const QString& base) const
{
    return [with = m_dependencies, base](http::Request request, http::Reply reply) {
        answer({with, base, std::move(request), std::move(reply)});
    };
}

http::UploadPolicy BootHttp::bodyPolicy() const
{
    return [with = m_dependencies](const http::Request& request) {
        const BootRoute* route = routeOf(*with, request.path);
        if (route && route->bodies)
            return route->bodies(request);
        http::UploadDecision none;
        none.maxBytes = 0;
        return none;
    };
}

} // namespace rackhouse::netboot
