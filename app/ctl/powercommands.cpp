#include "app/ctl/fetchrows.h"
#include "models/power/powerpicture.h"

#include <memory>

namespace rackhouse::ctl
{

namespace
{

void withPower(Session& session, const std::function<void(const PowerPicture&)>& then)
{
    auto books = std::make_shared<PowerPicture::Books>();
    const QUrlQuery supplies{{QStringLiteral("kind"), enumText(ComponentKind::Psu)}};
    const QUrlQuery power{{QStringLiteral("kind"), enumText(CableKind::Power)}};
    const auto end = [books, then] {
        then(PowerPicture(*books));
    };
    const auto parts = [=, &session] {
        fetchRows(session, "/components", supplies, books->supplies, end);
    };
    const auto cables = [=, &session] {
        fetchRows(session, "/cables", power, books->cables, parts);
    };
    const auto racks = [=, &session] {
        fetchRows(session, "/racks", {}, books->racks, cables);
    };
    const auto assets = [=, &session] {
        fetchRows(session, "/assets", {}, books->assets, racks);
    };
    const auto machines = [=, &session] {
        fetchRows(session, "/machines", {}, books->machines, assets);
    };
    fetchRows(session, "/power-feeds", {}, books->feeds, machines);
}

void findings(Session& session)
{
    withPower(session, [&session](const PowerPicture& picture) {
        QJsonArray found;
        for (const PowerFinding& finding : picture.findings())
            found.append(QJsonObject{{QStringLiteral("finding"), findingCode(finding.kind)},
                                     {QStringLiteral("place"), finding.place},
                                     {QStringLiteral("text"), sentence(finding)},
                                     {QStringLiteral("id"), finding.id}});
        session.rows(found, {QStringLiteral("finding"), QStringLiteral("text")});
        session.end();
    });
}

} // namespace

void addPowerCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("power findings"),
                        {},
                        QStringLiteral("What is wrong with the power, and what a failover would "
                                       "overload"),
                        findings});
}

} // namespace rackhouse::ctl
