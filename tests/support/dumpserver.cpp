#include "tests/support/dumpserver.h"

#include "app/http/server.h"
#include "tests/support/selfsigned.h"

#include <QDir>
#include <QFile>

#include <stdexcept>

namespace rackhouse::support
{

namespace
{

constexpr char kToken[] = "dump-token";

bool isSessions(const QString& path)
{
    return path.endsWith(u"/Sessions") || path.endsWith(u"/Sessions/");
}

} // namespace

DumpServer::DumpServer(QString directory) : m_directory(std::move(directory))
{
    http::Config config;
    config.tls = selfSigned();
    config.handler = [this](http::Request request, http::Reply reply) {
        reply(answer(request));
    };
    m_server = std::make_unique<http::Server>(std::move(config));
    if (const auto listening = m_server->listen(QHostAddress::LocalHost, 0); !listening)
        throw std::runtime_error("the dump server cannot listen");
}

DumpServer::~DumpServer() = default;

quint16 DumpServer::port() const
{
    return m_server->port();
}

http::Response DumpServer::answer(const http::Request& request)
{
    const QByteArray token = request.headers.value("x-auth-token");
    if (request.method == "POST" && isSessions(request.path)) {
        const bool good = request.body.contains("\"root\"") && request.body.contains("\"calvin\"");
        if (!good)
            return {.status = 401};
        ++m_logins;
        ++m_open;
        return {.status = 201,
                .headers = {{"X-Auth-Token", kToken}, {"Location", "/redfish/v1/dump-session"}}};
    }
    if (request.method == "DELETE")
        return --m_open, http::Response{.status = 204};
    if (request.method != "GET")
        return {.status = 405};
    const bool root = QDir::cleanPath(request.path) == u"/redfish/v1";
    const bool basic = request.headers.value("authorization") == "Basic cm9vdDpjYWx2aW4=";
    if (!root && token != kToken && !basic)
        return {.status = 401};
    const QString clean = QDir::cleanPath(request.path);
    QFile file(m_directory + clean + QStringLiteral("/index.json"));
    if (!clean.startsWith(u"/redfish") || !file.open(QIODevice::ReadOnly))
        return {.status = 404};
    return {
        .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = file.readAll()};
}

} // namespace rackhouse::support
