#include "app/ctl/fetchrows.h"
#include "models/base/json.h"
#include "models/topology/ethernetfabric.h"
#include "models/topology/fabricfacts.h"
#include "models/topology/fabricrows.h"
#include "models/topology/topologytext.h"

#include <QFileInfo>

#include <memory>

namespace rackhouse::ctl
{

namespace
{

using Fabrics = std::vector<Fabric>;

void withFabrics(Session& session, const std::function<void(const Fabrics&)>& then)
{
    auto fabrics = std::make_shared<Fabrics>();
    fetchRows(session, "/fabrics", {}, *fabrics, [fabrics, then] { then(*fabrics); });
}

const Fabric& fabricOf(const Fabric& fabric)
{
    return fabric;
}

const Fabric& fabricOf(const EthernetFabric& network)
{
    return network.fabric;
}

/// The one of that name or id; null where there is none.
template <class T>
const T* called(const std::vector<T>& all, const QString& name)
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const T& one) {
        return fabricOf(one).name == name || fabricOf(one).id.text() == name;
    });
    return found == all.end() ? nullptr : &*found;
}

/// A refusal, with the option that overrules it.
Error withOption(Error error)
{
    if (error.code == QLatin1String("fabric-would-shrink"))
        error.detail = QStringLiteral("With --replace it is read all the same.");
    return error;
}

/// Reads files into a fabric, one after another. A new one goes where the first cannot be read.
void send(Session& session, const QString& fabric, QStringList files, bool isNew)
{
    const QFileInfo file(files.takeFirst());
    QString scan =
        fabric + QStringLiteral("/scan?") + topologyQuery(file.fileName(), file.lastModified());
    if (session.has("replace"))
        scan += QStringLiteral("&replace=yes");
    session.site()
        ->upload(scan, file.filePath())
        .then(&session, [&session, fabric, files, isNew](const Result<QJsonObject>& answer) {
            if (answer) {
                session.row(*answer);
                return files.isEmpty() ? session.end() : send(session, fabric, files, false);
            }
            if (!isNew)
                return session.fail(withOption(answer.error()));
            // A fabric that nothing could be read into is not left behind.
            session.site()->remove(fabric).then(
                &session, [&session, error = answer.error()](const Result<QJsonObject>&) {
                    session.fail(error);
                });
        });
}

/// Reads files into the fabric of that name, which is made when it is not there.
void read(Session& session)
{
    const QStringList files = session.arguments();
    for (const QString& path : files) {
        const QFileInfo file(path);
        if (!file.isReadable())
            return session.failHere(
                makeError("file-unreadable", {{QStringLiteral("path"), file.filePath()}}));
        if (const auto fits = checkTopologySize(file.size()); !fits)
            return session.failHere(fits.error());
    }
    const QString name =
        session.has("name") ? session.option("name") : QFileInfo(files.first()).completeBaseName();
    withFabrics(session, [&session, name, files](const Fabrics& fabrics) {
        if (const Fabric* known = called(fabrics, name))
            return send(session, QStringLiteral("/fabrics/") + known->id.text(), files, false);
        session.expect(
            session.site()->post(QStringLiteral("/fabrics"), {{QStringLiteral("name"), name}}),
            [&session, files](const QJsonObject& made) {
                send(session, QStringLiteral("/fabrics/") + stringOr(made, QStringLiteral("id")),
                     files, true);
            });
    });
}

void tell(Session& session, const FabricGraph& graph, const FabricFacts& facts)
{
    const FabricShape shape(graph);
    QJsonArray found;
    for (const FabricFinding& finding : findingsOf(graph, shape, facts))
        found.append(QJsonObject{{QStringLiteral("finding"), findingCode(finding.kind)},
                                 {QStringLiteral("text"), findingText(finding, graph)}});
    session.rows(found, {QStringLiteral("finding"), QStringLiteral("text")});
    session.end();
}

/// Of a fabric that was read.
void tellScanned(Session& session, const Fabric& fabric)
{
    if (!fabric.scannedAt.isSet())
        return session.fail(makeError("fabric-unread"));
    struct Rows {
        std::vector<FabricNode> nodes;
        std::vector<FabricLink> links;
        FabricFacts facts;
    };
    const auto rows = std::make_shared<Rows>();
    const auto path = [id = fabric.id.text().toLatin1()](const char* part) -> QByteArray {
        return "/fabrics/" + id + part;
    };
    const auto end = [&session, rows] {
        tell(session, graphOf(rows->nodes, rows->links), rows->facts);
    };
    const auto fetchFacts = [&session, path, rows, end] {
        fetchRows(session, path("/counters"), {}, rows->facts.counters, [=, &session] {
            fetchRows(session, path("/health"), {}, rows->facts.switches, [=, &session] {
                fetchRows(session, path("/plan"), {}, rows->facts.plan, [=, &session] {
                    fetchRows(session, "/assets", {}, rows->facts.assets, end);
                });
            });
        });
    };
    fetchRows(session, path("/nodes"), {}, rows->nodes, [&session, path, rows, fetchFacts] {
        fetchRows(session, path("/links"), {}, rows->links, fetchFacts);
    });
}

/// Of an Ethernet fabric, as LLDP tells it.
void tellEthernet(Session& session, const QString& name)
{
    auto books = std::make_shared<EthernetFabric::Books>();
    const auto draw = [&session, name, books] {
        const auto all = EthernetFabric::of(*books);
        if (const EthernetFabric* found = called(all, name))
            return tell(session, found->graph, {});
        session.fail(makeError("not-found", name));
    };
    const QUrlQuery nics{{QStringLiteral("kind"), enumText(ComponentKind::Nic)}};
    fetchRows(session, "/machines", {}, books->machines, [&session, nics, books, draw] {
        fetchRows(session, "/assets", {}, books->assets, [&session, nics, books, draw] {
            fetchRows(session, "/neighbors", {}, books->neighbors, [&session, nics, books, draw] {
                fetchRows(session, "/components", nics, books->nics, [&session, books, draw] {
                    fetchRows(session, "/switch-ports", {}, books->ports, draw);
                });
            });
        });
    });
}

void findings(Session& session)
{
    withFabrics(session, [&session](const Fabrics& fabrics) {
        const QString name = session.arguments().first();
        if (const Fabric* known = called(fabrics, name))
            return tellScanned(session, *known);
        tellEthernet(session, name);
    });
}

void remove(Session& session)
{
    withFabrics(session, [&session](const Fabrics& fabrics) {
        const QString name = session.arguments().first();
        const Fabric* known = called(fabrics, name);
        if (known == nullptr)
            return session.fail(makeError("not-found", name));
        session.expect(session.site()->remove(QStringLiteral("/fabrics/") + known->id.text()),
                       [&session, name = known->name](const QJsonObject&) {
                           session.line(QStringLiteral("%1 is removed").arg(name));
                           session.end();
                       });
    });
}

} // namespace

void addFabricCommands(std::vector<Command>& commands)
{
    commands.push_back(
        {QStringLiteral("fabrics read"), QStringLiteral("FILE..."),
         QStringLiteral("Take in what ibnetdiscover, perfquery or ibswinfo printed, "
                        "or a planned tree of switches; --name says of which fabric, "
                        "new or known"),
         read, 1});
    commands.push_back({QStringLiteral("fabrics findings"), QStringLiteral("NAME"),
                        QStringLiteral("What is cabled wrong, missing, slow, failing or not as "
                                       "planned in a fabric: of InfiniBand, or of Ethernet, such "
                                       "as 'leaf-*'"),
                        findings, 1});
    commands.push_back({QStringLiteral("fabrics remove"), QStringLiteral("NAME"),
                        QStringLiteral("Remove a fabric that was read, with all that is in it"),
                        remove, 1});
}

} // namespace rackhouse::ctl
