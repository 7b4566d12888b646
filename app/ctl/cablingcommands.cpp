#include "app/ctl/fetchrows.h"
#include "models/base/json.h"
#include "models/topology/cabling.h"

#include <QFile>

#include <memory>

namespace rackhouse::ctl
{

namespace
{

void withCabling(Session& session, const std::function<void(const Cabling&)>& then)
{
    auto books = std::make_shared<Cabling::Books>();
    fetchRows(session, "/machines", {}, books->machines, [&session, books, then] {
        fetchRows(session, "/assets", {}, books->assets, [&session, books, then] {
            fetchRows(session, "/power-feeds", {}, books->feeds, [&session, books, then] {
                fetchRows(session, "/cables", {}, books->cables, [&session, books, then] {
                    fetchRows(session, "/neighbors", {}, books->neighbors,
                              [books, then] { then(Cabling(*books)); });
                });
            });
        });
    });
}

void findings(Session& session)
{
    withCabling(session, [&session](const Cabling& cabling) {
        QJsonArray found;
        for (const CablingFinding& finding : cabling.findings())
            found.append(QJsonObject{{QStringLiteral("finding"), findingCode(finding.kind)},
                                     {QStringLiteral("text"), cabling.sentence(finding)},
                                     {QStringLiteral("cable"), finding.cable.text()}});
        session.rows(found, {QStringLiteral("finding"), QStringLiteral("text")});
        session.end();
    });
}

/// The device of that name or id; empty where there is none.
QString deviceOf(const Cabling& cabling, const QString& name)
{
    for (const Machine& machine : cabling.books().machines) {
        if (machine.name == name || machine.id.text() == name)
            return machine.id.text();
    }
    for (const Asset& asset : cabling.books().assets) {
        if (asset.name == name || asset.id.text() == name)
            return asset.id.text();
    }
    return {};
}

void trace(Session& session)
{
    withCabling(session, [&session](const Cabling& cabling) {
        const QString device = deviceOf(cabling, session.arguments().at(0));
        if (device.isEmpty())
            return session.fail(makeError("not-found", session.arguments().at(0)));
        QJsonArray hops;
        for (const CableTrace::Hop& hop : cabling.trace({device, session.arguments().at(1)}).hops) {
            const Cable* cable = cabling.cable(hop.cable);
            hops.append(QJsonObject{{QStringLiteral("from"), cabling.placeText(hop.from)},
                                    {QStringLiteral("cable"), cable ? cable->label : QString()},
                                    {QStringLiteral("to"), cabling.placeText(hop.to)}});
        }
        session.rows(hops, {QStringLiteral("from"), QStringLiteral("cable"), QStringLiteral("to")});
        session.end();
    });
}

/// Sends what a device printed; the device is told by --name.
void read(Session& session)
{
    QFile file(session.arguments().first());
    if (!file.open(QIODevice::ReadOnly))
        return session.usage(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    if (!session.has("name"))
        return session.usage(QStringLiteral("--name says whose ports these are"));
    const QString text = QString::fromUtf8(file.read(900'000));
    if (!file.atEnd())
        return session.fail(makeError("body-too-large", {{QStringLiteral("limit"), 900'000}}));
    withCabling(session, [&session, text](const Cabling& cabling) {
        const QString id = deviceOf(cabling, session.option("name"));
        if (id.isEmpty())
            return session.fail(makeError("not-found", session.option("name")));
        const bool isMachine =
            std::any_of(cabling.books().machines.begin(), cabling.books().machines.end(),
                        [&id](const Machine& machine) { return machine.id.text() == id; });
        const QJsonObject body{
            {QStringLiteral("kind"), enumText(isMachine ? EndKind::Machine : EndKind::Asset)},
            {QStringLiteral("id"), id},
            {QStringLiteral("text"), text}};
        session.expect(session.site()->post(QStringLiteral("/neighbors/read"), body),
                       [&session](const QJsonObject& answer) {
                           session.row(answer);
                           session.end();
                       });
    });
}

} // namespace

void addCablingCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("cabling findings"),
                        {},
                        QStringLiteral("Where the cables of the books and the wire differ"),
                        findings});
    commands.push_back({QStringLiteral("cabling trace"), QStringLiteral("DEVICE PORT"),
                        QStringLiteral("The way of a cable from end to end"), trace, 2});
    commands.push_back({QStringLiteral("neighbors read"), QStringLiteral("FILE"),
                        QStringLiteral("Take in what a device printed of its LLDP neighbours; "
                                       "--name says which device"),
                        read, 1});
}

} // namespace rackhouse::ctl
