#pragma once

#include <QString>

#include <atomic>
#include <memory>

namespace rackhouse::http
{
class Server;
struct Request;
struct Response;
} // namespace rackhouse::http

namespace rackhouse::support
{

/// Serves the Redfish tree of a real machine (folders with an index.json each) over HTTPS with a
/// self-signed certificate made at run time. Reads need a login; POST to a Sessions collection
/// gives a token to user "root" with password "calvin".
class DumpServer
{
public:
    /// `directory` holds redfish/v1/index.json. Throws std::runtime_error when it cannot listen.
    explicit DumpServer(QString directory);
    ~DumpServer();

    quint16 port() const;
    int logins() const { return m_logins; }
    int openSessions() const { return m_open; }

private:
    http::Response answer(const http::Request& request);

    const QString m_directory;
    std::atomic<int> m_logins = 0;
    std::atomic<int> m_open = 0;
    std::unique_ptr<http::Server> m_server;
};

/// Where the dumps are unpacked: ${XDG_CACHE_HOME:-~/.cache}/rackhouse/mockups, filled from
/// ../shared/redfish/mockups.tar.xz beside the source tree when it is missing. Empty: there are
/// none, and `why` says so.
QString mockupFolder(QString* why);
/// ../shared/redfish/truth.json beside the source tree.
QString mockupTruth();

} // namespace rackhouse::support
