#include "app/ctl/command.h"
#include "models/topology/netq.h"
#include "models/topology/topologytext.h"

#include <QFileInfo>

namespace rackhouse::ctl
{

namespace
{

void read(Session& session)
{
    const QFileInfo file(session.arguments().first());
    if (!file.isReadable())
        return session.failHere(
            makeError("file-unreadable", {{QStringLiteral("path"), file.filePath()}}));
    if (file.size() > kMostNetqBytes)
        return session.failHere(
            makeError("topology-too-large", {{QStringLiteral("limit"), kMostNetqBytes >> 20}}));
    const QString path =
        QStringLiteral("/netq?") + topologyQuery(file.fileName(), file.lastModified());
    session.expect(session.site()->upload(path, file.filePath()),
                   [&session](const QJsonObject& answer) {
                       session.row(answer);
                       session.end();
                   });
}

void forget(Session& session)
{
    session.expect(session.site()->remove(QStringLiteral("/netq")),
                   [&session](const QJsonObject&) { session.end(); });
}

} // namespace

void addNetqCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("netq read"), QStringLiteral("FILE"),
                        QStringLiteral("Take in the topology graph of NetQ, or the compute nodes "
                                       "of NMX"),
                        read, 1});
    commands.push_back({QStringLiteral("netq forget"),
                        {},
                        QStringLiteral("Forget all that NetQ and NMX told"),
                        forget});
}

} // namespace rackhouse::ctl
