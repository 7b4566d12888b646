#include "app/ctl/command.h"

#include <QJsonArray>

namespace rackhouse::ctl
{

namespace
{

QStringList fields(const char* names)
{
    return QString::fromLatin1(names).split(QLatin1Char(' '));
}

/// How far back the floor can be seen and when it changed.
void showHistory(Session& session)
{
    auto* site = session.site();
    if (!site)
        return;
    QUrlQuery query;
    if (session.has("at"))
        query.addQueryItem(QStringLiteral("at"), session.option("at"));
    session.expect(site->get(QStringLiteral("/history"), query), [&session](
                                                                     const QJsonObject& answer) {
        if (session.json()) {
            session.row(answer);
            return session.end();
        }
        for (const char* key : {"begin", "now", "before", "after"}) {
            if (const QString text = answer.value(QLatin1String(key)).toString(); !text.isEmpty())
                session.line(QStringLiteral("%1  %2").arg(QLatin1String(key), -6).arg(text));
        }
        session.rows(answer.value(QStringLiteral("marks")).toArray(), fields("at changes"));
        session.end();
    });
}

Command lister(const char* words, const char* path, const QStringList& fields, const char* summary)
{
    const QString route = QString::fromLatin1(path);
    return {QString::fromLatin1(words), QStringLiteral("[FIELD=VALUE]..."),
            QString::fromLatin1(summary), [route, fields](Session& session) {
                QUrlQuery query;
                for (const QString& filter : session.arguments()) {
                    const qsizetype equals = filter.indexOf(QLatin1Char('='));
                    if (equals < 1)
                        return session.usage(filter + QStringLiteral(" is not FIELD=VALUE"));
                    query.addQueryItem(filter.left(equals), filter.mid(equals + 1));
                }
                if (session.has("at"))
                    query.addQueryItem(QStringLiteral("at"), session.option("at"));
                session.fetchAll(route, query, [&session, fields](const QJsonArray& items) {
                    session.rows(items, fields);
                    session.end();
                });
            }};
}

Command shower(const char* words, const char* path)
{
    const QString route = QString::fromLatin1(path);
    return {QString::fromLatin1(words), QStringLiteral("ID"), QStringLiteral("Show one"),
            [route](Session& session) {
                auto* site = session.site();
                if (!site)
                    return;
                session.expect(site->get(route + QLatin1Char('/') + session.arguments().first()),
                               [&session](const QJsonObject& row) {
                                   session.row(row);
                                   session.end();
                               });
            },
            1};
}

void acceptCertificate(Session& session)
{
    auto* site = session.site();
    if (!site)
        return;
    const QString path =
        QStringLiteral("/bmcs/%1/accept-certificate").arg(session.arguments().first());
    const QJsonObject body{{QStringLiteral("fingerprint"), session.arguments().at(1)}};
    session.expect(site->post(path, body), [&session](const QJsonObject& row) {
        session.row(row);
        session.end();
    });
}

/// Follows the change feed until it is interrupted.
void follow(Session& session, client::SiteClient* site, qint64 since, qint64 start, int seconds)
{
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("since"), QString::number(since));
    query.addQueryItem(QStringLiteral("start"), QString::number(start));
    query.addQueryItem(QStringLiteral("wait"), QString::number(seconds));
    const auto ask = [site, query] {
        return site->get(QStringLiteral("/changes"), query, 60'000);
    };
    const auto show = [&session, site, since, start](const QJsonObject& page) {
        const QJsonArray changes = page.value(QStringLiteral("changes")).toArray();
        for (const QJsonValue& change : changes)
            session.rows({change}, fields("seq kind id removed row"));
        const bool more = page.value(QStringLiteral("more")).toBool();
        if (!more && !session.has("follow"))
            return session.end();
        const qint64 last = page.value(QStringLiteral("last")).toInteger();
        follow(session, site, page.value(QStringLiteral("next")).toInteger(),
               since == 0 ? last : start, more ? 0 : 30);
    };
    if (session.has("follow"))
        session.persist(ask, show);
    else
        session.expect(ask(), show);
}

} // namespace

void addListCommands(std::vector<Command>& commands)
{
    commands.push_back(
        lister("machines", "/machines",
               fields("id name state power power_w serial model memory_bytes gpu_count"),
               "List the machines"));
    commands.push_back(shower("machines show", "/machines"));
    commands.push_back(
        lister("racks", "/racks", fields("id name hall row_name height_units"), "List the racks"));
    commands.push_back(
        lister("halls", "/halls", fields("id name width_mm depth_mm"), "List the halls"));
    commands.push_back(lister("assets", "/assets",
                              fields("id name kind rack_id position height_units model serial"),
                              "List what stands in racks and is no machine"));
    commands.push_back(lister("device-types", "/device-types",
                              fields("id slug manufacturer model kind height_units"),
                              "List the library of device types"));
    commands.push_back(lister("cables", "/cables",
                              fields("id label kind state a_id a_port b_id b_port"),
                              "List the cables of the books"));
    commands.push_back(lister("power-feeds", "/power-feeds",
                              fields("id name kind side upstream_id volts amps"),
                              "List the power feeds"));
    commands.push_back(lister("neighbors", "/neighbors",
                              fields("id local_name local_port name port source"),
                              "List what LLDP tells of ports"));
    commands.push_back(
        lister("switches list", "/switches",
               fields("id asset_id address method state reason neighbor_count answered_at"),
               "List the switches that are asked for their neighbours"));
    commands.push_back(
        lister("switches facts", "/switch-facts",
               fields("asset_id model serial software health hottest_c failed missing"),
               "List what switches say of themselves, and what they did not tell"));
    commands.push_back(lister("switches ports", "/switch-ports",
                              fields("asset_id name state speed_mbps most_mbps media rx_dbm"),
                              "List the ports of switches as these tell them"));
    commands.push_back(lister("bmcs", "/bmcs", fields("id address port state vendor model"),
                              "List the management controllers"));
    commands.push_back(shower("bmcs show", "/bmcs"));
    commands.push_back({QStringLiteral("bmcs accept-certificate"), QStringLiteral("ID FINGERPRINT"),
                        QStringLiteral("Trust the new certificate that a BMC presents"),
                        acceptCertificate, 2});
    commands.push_back(lister("jobs list", "/jobs",
                              fields("id kind machine_id state step progress_permille reason"),
                              "List the jobs"));
    commands.push_back(shower("jobs show", "/jobs"));
    commands.push_back(lister("fabrics list", "/fabrics",
                              fields("id name kind node_count link_count scanned_at"),
                              "List the fabrics"));
    commands.push_back(lister("images list", "/images",
                              fields("id name format state size_bytes reason"), "List the images"));
    commands.push_back(
        {QStringLiteral("history"),
         {},
         QStringLiteral(
             "How far back the floor is known, and when it changed; --at TIME also tells "
             "the changes nearest to it"),
         showHistory});
    commands.push_back({QStringLiteral("changes"),
                        {},
                        QStringLiteral("The change feed, from --since; --follow waits for more"),
                        [](Session& session) {
                            bool ok = true;
                            const qint64 since =
                                session.has("since") ? session.option("since").toLongLong(&ok) : 0;
                            if (!ok || since < 0)
                                return session.usage(QStringLiteral("--since takes a number"));
                            if (auto* site = session.site())
                                follow(session, site, since, 0, 0);
                        }});
}

} // namespace rackhouse::ctl
