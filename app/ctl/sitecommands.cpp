#include "app/ctl/command.h"

#include "app/client/pairing.h"

#include <QFile>
#include <QJsonArray>
#include <QSysInfo>

namespace rackhouse::ctl
{

namespace
{

void listSites(Session& session)
{
    QJsonArray items;
    for (const QString& name : session.registry().names()) {
        const auto site = session.registry().load(name);
        if (!site)
            return session.failHere(site.error());
        items << QJsonObject{{QStringLiteral("name"), name},
                             {QStringLiteral("title"), site->title},
                             {QStringLiteral("api"), site->access.api.toString()},
                             {QStringLiteral("fingerprint"), site->access.fingerprint}};
    }
    session.rows(items, {QStringLiteral("name"), QStringLiteral("title"), QStringLiteral("api")});
    session.end();
}

/// The code comes from standard input, so that no process list shows it.
QString readCode()
{
    QFile input;
    return input.open(stdin, QIODevice::ReadOnly) ? QString::fromUtf8(input.readLine()).trimmed()
                                                  : QString();
}

QUrl siteUrl(const QString& text)
{
    return QUrl(text.contains(QStringLiteral("://")) ? text : QStringLiteral("https://") + text);
}

void pairNow(Session& session, const QUrl& url, const QString& fingerprint)
{
    const QString computer = qEnvironmentVariable("USER", QStringLiteral("somebody")) +
                             QLatin1Char('@') + QSysInfo::machineHostName();
    client::pairWithSite(
        {url, fingerprint, Redacted<QString>(readCode()), computer, session.option("name")},
        session.registry())
        .then([&session](const Result<client::KnownSite>& site) {
            if (!site)
                return session.fail(site.error());
            session.row(
                {{QStringLiteral("name"), site->name}, {QStringLiteral("title"), site->title}});
            session.end();
        });
}

void pair(Session& session)
{
    const QUrl url = siteUrl(session.arguments().first());
    if (!url.isValid() || url.host().isEmpty())
        return session.usage(QStringLiteral("HOST:PORT is expected"));
    if (session.has("fingerprint"))
        return pairNow(session, url, session.option("fingerprint").toLower());
    client::probeFingerprint(url).then([&session](const Result<QString>& seen) {
        if (!seen)
            return session.fail(seen.error());
        session.row({{QStringLiteral("fingerprint"), *seen}});
        session.usage(QStringLiteral("compare this with what the appliance shows, then pair with "
                                     "--fingerprint and the code on standard input"));
    });
}

void backup(Session& session)
{
    auto* site = session.site();
    if (!site)
        return;
    const QString file = session.arguments().first();
    session.expect(site->download(QStringLiteral("/backup"), file, session.progress()),
                   [&session, file](const QJsonObject& saved) {
                       QJsonObject row = saved;
                       row.insert(QStringLiteral("path"), file);
                       session.row(row);
                       session.end();
                   });
}

} // namespace

void addSiteCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("sites"),
                        {},
                        QStringLiteral("List the sites that this computer is paired with"),
                        listSites});
    commands.push_back({QStringLiteral("pair"), QStringLiteral("HOST:PORT"),
                        QStringLiteral("Pair with a site: --fingerprint, code on standard input; "
                                       "--name is what this computer calls it"),
                        pair, 1});
    commands.push_back({QStringLiteral("backup"), QStringLiteral("FILE"),
                        QStringLiteral("Save the site's database; needs its key file to be read"),
                        backup, 1});
}

} // namespace rackhouse::ctl
