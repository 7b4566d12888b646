#include "app/ctl/command.h"

#include "models/base/json.h"
#include "models/topology/fabricrows.h"

#include <QFileInfo>
#include <QJsonArray>

namespace rackhouse::ctl
{

namespace
{

/// The fabric of that name or id.
void find(Session& session, const QString& name, const std::function<void(QString id)>& then)
{
    session.fetchAll(QStringLiteral("/fabrics"), {}, [name, then](const QJsonArray& items) {
        for (const QJsonValue& item : items) {
            const QJsonObject fabric = item.toObject();
            if (stringOr(fabric, QStringLiteral("name")) == name ||
                stringOr(fabric, QStringLiteral("id")) == name)
                return then(stringOr(fabric, QStringLiteral("id")));
        }
        then({});
    });
}

void send(Session& session, const QString& id, const QString& path)
{
    const QString route = QStringLiteral("/fabrics/%1/scan").arg(id);
    session.expect(session.site()->upload(route, path), [&session](const QJsonObject& fabric) {
        session.row(fabric);
        session.end();
    });
}

/// Reads a file into the fabric of that name, which is made when it is not there.
void read(Session& session)
{
    const QString path = session.arguments().first();
    if (!QFileInfo(path).isReadable())
        return session.failHere(makeError("file-unreadable", {{QStringLiteral("path"), path}}));
    const QString name =
        session.has("name") ? session.option("name") : QFileInfo(path).completeBaseName();
    find(session, name, [&session, path, name](const QString& id) {
        if (!id.isEmpty())
            return send(session, id, path);
        session.expect(
            session.site()->post(QStringLiteral("/fabrics"), {{QStringLiteral("name"), name}}),
            [&session, path](const QJsonObject& fabric) {
                send(session, stringOr(fabric, QStringLiteral("id")), path);
            });
    });
}

template <class T>
std::vector<T> rowsOf(const QJsonArray& items)
{
    std::vector<T> rows;
    for (const QJsonValue& item : items) {
        if (auto row = fromJson<T>(item.toObject()))
            rows.push_back(*std::move(row));
    }
    return rows;
}

void tell(Session& session, const QJsonArray& nodes, const QJsonArray& links)
{
    const FabricGraph graph = graphOf(rowsOf<FabricNode>(nodes), rowsOf<FabricLink>(links));
    const FabricShape shape(graph);
    QJsonArray found;
    for (const FabricFinding& finding : findingsOf(graph, shape))
        found.append(QJsonObject{{QStringLiteral("finding"), findingCode(finding.kind)},
                                 {QStringLiteral("text"), findingText(finding, graph)}});
    session.rows(found, {QStringLiteral("finding"), QStringLiteral("text")});
    session.end();
}

void findings(Session& session)
{
    const QString name = session.arguments().first();
    find(session, name, [&session](const QString& id) {
        if (id.isEmpty())
            return session.fail(makeError("not-found", QStringLiteral("fabric")));
        const QString fabric = QStringLiteral("/fabrics/") + id;
        session.fetchAll(fabric + QStringLiteral("/nodes"), {},
                         [&session, fabric](const QJsonArray& nodes) {
                             session.fetchAll(fabric + QStringLiteral("/links"), {},
                                              [&session, nodes](const QJsonArray& links) {
                                                  tell(session, nodes, links);
                                              });
                         });
    });
}

} // namespace

void addFabricCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("fabrics read"), QStringLiteral("FILE"),
                        QStringLiteral("Take in what ibnetdiscover printed; --name says of what"),
                        read, 1});
    commands.push_back({QStringLiteral("fabrics findings"), QStringLiteral("NAME"),
                        QStringLiteral("What is cabled wrong, missing or slow in a fabric"),
                        findings, 1});
}

} // namespace rackhouse::ctl
