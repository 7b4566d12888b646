#pragma once

#include "tests/bench/bench.h"
#include "tests/support/private_network.h"

#include <QTemporaryDir>

namespace rackhouse::bench
{

/// Runs the benchmark of that name again in a user and network namespace of its own, and calls
/// `measure` there. Its lines go to standard output as they come.
Result<void> inPrivateNetwork(const char* name, const std::function<Result<void>()>& measure);

/// A served interface v0 (10.77.0.1/16) and a client network with c0 (10.77.0.2/16).
struct BenchNetwork {
    std::unique_ptr<test::ClientNetwork> clients;
    QTemporaryDir folder;

    static Result<std::unique_ptr<BenchNetwork>> create();
};

/// A server of Debian's; it is killed when this goes.
class PeerServer
{
public:
    PeerServer(const QStringList& command, const QStringList& environment = {});
    ~PeerServer();
    PeerServer(const PeerServer&) = delete;
    PeerServer& operator=(const PeerServer&) = delete;

    /// "bench-skipped" when the program is not installed.
    static Result<void> mustExist(const QString& program);

private:
    QProcess m_process;
};

} // namespace rackhouse::bench
