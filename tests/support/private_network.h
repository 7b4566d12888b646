#pragma once

#include "models/base/result.h"

#include <QProcess>
#include <QStringList>

#include <memory>

namespace rackhouse::test
{

/// Moves this process into a user and network namespace of its own, where it may create
/// interfaces and bind low ports without being root outside. Call it first in main(), before any
/// thread exists. An error says why the machine does not allow it: skip with that reason.
Result<void> enterPrivateNetwork();

/// The same for root, who stays root of the whole machine: for daemons that change their user.
Result<void> enterPrivateNetworkAsRoot();

/// Runs a command to its end; the error holds what it printed.
Result<QByteArray> runCommand(const QStringList& command, int timeoutMs = 10'000);

/// A second network namespace, for the clients: nothing reaches it but the interfaces that are
/// moved there. It goes away with this object, and with the process.
class ClientNetwork
{
public:
    static Result<std::unique_ptr<ClientNetwork>> create();
    ~ClientNetwork();

    /// A pair of interfaces: `here` in this namespace, `there` in the clients'.
    Result<void> connect(const QString& here, const QString& there);
    /// The command line that runs `command` in the clients' namespace.
    QStringList inside(const QStringList& command) const;
    Result<QByteArray> run(const QStringList& command, int timeoutMs = 10'000) const
    {
        return runCommand(inside(command), timeoutMs);
    }

private:
    ClientNetwork() = default;

    QProcess m_holder;
};

} // namespace rackhouse::test
