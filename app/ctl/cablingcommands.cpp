#include "app/ctl/fetchrows.h"
#include "models/base/clock.h"
#include "models/base/json.h"
#include "models/topology/cabling.h"

#include <QFile>

#include <memory>

namespace rackhouse::ctl
{

namespace
{

using Books = std::shared_ptr<Cabling::Books>;
using Then = std::function<void(const Cabling&)>;

/// Adds what the scans of these fabrics have seen, one fabric after the other.
void addFabrics(Session& session, const Books& books, QJsonArray fabrics, const Then& then)
{
    if (fabrics.isEmpty())
        return then(Cabling(*books));
    const QString fabric =
        QStringLiteral("/fabrics/") + stringOr(fabrics.takeAt(0).toObject(), QStringLiteral("id"));
    session.fetchAll(fabric + QStringLiteral("/nodes"), {}, [=, &session](const QJsonArray& nodes) {
        for (FabricNode& node : rowsOf<FabricNode>(nodes))
            books->fabricNodes.push_back(std::move(node));
        session.fetchAll(fabric + QStringLiteral("/links"), {},
                         [=, &session](const QJsonArray& links) {
                             for (FabricLink& link : rowsOf<FabricLink>(links))
                                 books->fabricLinks.push_back(std::move(link));
                             addFabrics(session, books, fabrics, then);
                         });
    });
}

void withCabling(Session& session, const Then& then)
{
    const auto books = std::make_shared<Cabling::Books>();
    books->now = SystemClock().now();
    const auto addWire = [&session, books, then] {
        fetchRows(session, "/neighbors", {}, books->neighbors, [&session, books, then] {
            session.fetchAll(QStringLiteral("/fabrics"), {},
                             [&session, books, then](const QJsonArray& fabrics) {
                                 addFabrics(session, books, fabrics, then);
                             });
        });
    };
    const auto addSwitches = [&session, books, addWire] {
        fetchRows(session, "/switch-facts", {}, books->switchFacts, [&session, books, addWire] {
            fetchRows(session, "/switch-ports", {}, books->switchPorts, [&session, books, addWire] {
                const QUrlQuery rdma{{QStringLiteral("kind"), enumText(ComponentKind::InfiniBand)}};
                fetchRows(session, "/components", rdma, books->adapters, addWire);
            });
        });
    };
    fetchRows(session, "/machines", {}, books->machines, [&session, books, addSwitches] {
        fetchRows(session, "/assets", {}, books->assets, [&session, books, addSwitches] {
            fetchRows(session, "/power-feeds", {}, books->feeds, [&session, books, addSwitches] {
                fetchRows(session, "/racks", {}, books->racks, [&session, books, addSwitches] {
                    fetchRows(session, "/cables", {}, books->cables, addSwitches);
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
                                     {QStringLiteral("stale"), cabling.isStale(finding)},
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

bool isMachine(const Cabling& cabling, const QString& id)
{
    const auto& machines = cabling.books().machines;
    return std::any_of(machines.begin(), machines.end(),
                       [&id](const Machine& machine) { return machine.id.text() == id; });
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
            hops.append(
                QJsonObject{{QStringLiteral("from"), cabling.placeText(hop.from)},
                            {QStringLiteral("from_place"), cabling.standsText(hop.from.device)},
                            {QStringLiteral("cable"), cable ? cable->label : QString()},
                            {QStringLiteral("to"), cabling.placeText(hop.to)},
                            {QStringLiteral("to_place"), cabling.standsText(hop.to.device)}});
        }
        session.rows(hops,
                     {QStringLiteral("from"), QStringLiteral("from_place"), QStringLiteral("cable"),
                      QStringLiteral("to"), QStringLiteral("to_place")});
        session.end();
    });
}

/// Sends what a device printed; the device is told by --name.
void send(Session& session, const QString& path, bool onlyMachines)
{
    QFile file(session.arguments().first());
    if (!file.open(QIODevice::ReadOnly))
        return session.usage(QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()));
    if (!session.has("name"))
        return session.usage(QStringLiteral("--name is missing: the %1 whose ports these are")
                                 .arg(onlyMachines ? QStringLiteral("machine")
                                                   : QStringLiteral("machine or switch")));
    const QString text = QString::fromUtf8(file.read(900'000));
    if (!file.atEnd())
        return session.fail(makeError("body-too-large", {{QStringLiteral("limit"), 900'000}}));
    withCabling(session, [&session, path, onlyMachines, text](const Cabling& cabling) {
        const QString id = deviceOf(cabling, session.option("name"));
        if (onlyMachines && !isMachine(cabling, id))
            return failNoMachine(session, session.option("name"));
        if (id.isEmpty())
            return session.fail(makeError("not-found", session.option("name")));
        QJsonObject body{{QStringLiteral("id"), id}, {QStringLiteral("text"), text}};
        if (!onlyMachines)
            body.insert(QStringLiteral("kind"),
                        enumText(isMachine(cabling, id) ? EndKind::Machine : EndKind::Asset));
        session.expect(session.site()->post(path, body), [&session](const QJsonObject& answer) {
            session.row(answer);
            session.end();
        });
    });
}

void read(Session& session)
{
    send(session, QStringLiteral("/neighbors/read"), false);
}

void readAdapters(Session& session)
{
    send(session, QStringLiteral("/adapters/read"), true);
}

/// Adds the ends that the arguments name from `first` on; false where a device is not known.
bool addEnds(Session& session, const Cabling& cabling, int first, QJsonObject& body)
{
    for (const QString& end : {QStringLiteral("a_"), QStringLiteral("b_")}) {
        const QString name = session.arguments().at(first++);
        const QString id = deviceOf(cabling, name);
        if (id.isEmpty()) {
            session.fail(makeError("not-found", name));
            return false;
        }
        body.insert(end + QStringLiteral("kind"),
                    enumText(isMachine(cabling, id) ? EndKind::Machine : EndKind::Asset));
        body.insert(end + QStringLiteral("id"), id);
        body.insert(end + QStringLiteral("port"), session.arguments().at(first++));
    }
    return true;
}

void showCable(Session& session, QFuture<Result<QJsonObject>> answer)
{
    session.expect(std::move(answer), [&session](const QJsonObject& row) {
        session.row(row);
        session.end();
    });
}

void connectDevices(Session& session)
{
    withCabling(session, [&session](const Cabling& cabling) {
        QJsonObject body{{QStringLiteral("label"), session.option("name")}};
        if (addEnds(session, cabling, 0, body))
            showCable(session, session.site()->post(QStringLiteral("/cables"), body));
    });
}

/// The one cable of that label or id.
void withCable(Session& session,
               const std::function<void(const Cabling& cabling, const Cable& cable)>& then)
{
    withCabling(session, [&session, then](const Cabling& cabling) {
        const QString name = session.arguments().first();
        std::vector<Cable> found;
        for (const Cable& cable : cabling.books().cables) {
            if (cable.id.text() == name || cable.label == name)
                found.push_back(cable);
        }
        if (found.empty())
            return session.fail(makeError("not-found", name));
        if (found.size() > 1)
            return session.usage(
                QStringLiteral("Several cables are labelled %1; name one by its id").arg(name));
        then(cabling, found.front());
    });
}

void changeEnds(Session& session)
{
    withCable(session, [&session](const Cabling& cabling, const Cable& cable) {
        QJsonObject body;
        if (addEnds(session, cabling, 1, body))
            showCable(session, session.site()->patch(QStringLiteral("/cables/") + cable.id.text(),
                                                     body, cable.revision));
    });
}

void removeCable(Session& session)
{
    withCable(session, [&session](const Cabling&, const Cable& cable) {
        session.expect(session.site()->remove(QStringLiteral("/cables/") + cable.id.text()),
                       [&session](const QJsonObject&) { session.end(); });
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
    commands.push_back({QStringLiteral("cables connect"), QStringLiteral("DEVICE PORT DEVICE PORT"),
                        QStringLiteral("Enter a cable in the books; --name is its label"),
                        connectDevices, 4});
    commands.push_back(
        {QStringLiteral("cables change"), QStringLiteral("CABLE DEVICE PORT DEVICE PORT"),
         QStringLiteral("Give a cable, by its label or id, other ends"), changeEnds, 5});
    commands.push_back({QStringLiteral("cables remove"), QStringLiteral("CABLE"),
                        QStringLiteral("Take a cable out of the books"), removeCable, 1});
    commands.push_back({QStringLiteral("adapters read"), QStringLiteral("FILE"),
                        QStringLiteral("Take in what a collector in a machine lists of its mlx5 "
                                       "ports; --name says of which machine"),
                        readAdapters, 1});
    commands.push_back({QStringLiteral("neighbors read"), QStringLiteral("FILE"),
                        QStringLiteral("Take in what a device printed of its LLDP neighbours; "
                                       "--name says of which machine or switch"),
                        read, 1});
}

} // namespace rackhouse::ctl
