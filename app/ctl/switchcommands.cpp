#include "app/ctl/fetchrows.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QFile>

#include <memory>
#include <optional>

namespace rackhouse::ctl
{

namespace
{

/// The lines on standard input: the password or community, then that of privacy.
QStringList secrets()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    QStringList lines;
    for (const QByteArray& line : {input.readLine(), input.readLine()}) {
        if (!line.isEmpty())
            lines << QString::fromUtf8(line).remove(u'\n').remove(u'\r');
    }
    return lines;
}

/// What the options say of a switch; nothing where one is wrong, and then the command has ended.
std::optional<QJsonObject> bodyOf(Session& session)
{
    QJsonObject body;
    const auto take = [&](const char* option, const char* field) {
        if (session.has(option))
            body.insert(QLatin1String(field), session.option(option));
    };
    take("method", "method");
    take("username", "username");
    take("auth", "auth");
    take("privacy", "privacy");
    for (const auto& [option, field] :
         {std::pair{"port", "port"}, std::pair{"every", "every_seconds"}}) {
        if (!session.has(option))
            continue;
        bool ok = false;
        body.insert(QLatin1String(field), session.option(option).toInt(&ok));
        if (!ok) {
            session.usage(QStringLiteral("--%1 takes a number").arg(QLatin1String(option)));
            return std::nullopt;
        }
    }
    return body;
}

void insertSecrets(QJsonObject& body, const QStringList& secrets)
{
    if (!secrets.isEmpty())
        body.insert(QStringLiteral("password"), secrets.at(0));
    if (secrets.size() > 1)
        body.insert(QStringLiteral("privacy_password"), secrets.at(1));
}

void showRow(Session& session, QFuture<Result<QJsonObject>> answer)
{
    session.expect(std::move(answer), [&session](const QJsonObject& row) {
        session.row(row);
        session.end();
    });
}

void add(Session& session)
{
    const QStringList told = secrets();
    if (told.isEmpty() || !session.has("method"))
        return session.usage(QStringLiteral(
            "--method and, on standard input, the password or community are needed"));
    const auto said = bodyOf(session);
    if (!said)
        return;
    auto assets = std::make_shared<std::vector<Asset>>();
    fetchRows(session, "/assets", {}, *assets, [&session, assets, told, said] {
        const QString name = session.arguments().at(0);
        const auto found =
            std::find_if(assets->begin(), assets->end(), [&name](const Asset& asset) {
                return asset.name == name || asset.id.text() == name;
            });
        if (found == assets->end())
            return session.fail(makeError("not-found", name));
        QJsonObject body = *said;
        body.insert(QStringLiteral("asset_id"), found->id.text());
        body.insert(QStringLiteral("address"), session.arguments().at(1));
        insertSecrets(body, told);
        showRow(session, session.site()->post(QStringLiteral("/switches"), body));
    });
}

/// A switch by the id of its row, the name of its asset, or its address.
void withSwitch(Session& session, const std::function<void(const SwitchAccess&)>& then)
{
    auto rows = std::make_shared<std::vector<SwitchAccess>>();
    auto assets = std::make_shared<std::vector<Asset>>();
    fetchRows(session, "/switches", {}, *rows, [&session, rows, assets, then] {
        fetchRows(session, "/assets", {}, *assets, [&session, rows, assets, then] {
            const QString name = session.arguments().first();
            QString asset;
            for (const Asset& row : *assets)
                asset = row.name == name ? row.id.text() : asset;
            for (const SwitchAccess& row : *rows) {
                if (row.id.text() == name || row.address == name ||
                    (!asset.isEmpty() && row.assetId.text() == asset))
                    return then(row);
            }
            session.fail(makeError("not-found", name));
        });
    });
}

void change(Session& session)
{
    const auto said = bodyOf(session);
    if (!said)
        return;
    withSwitch(session, [&session, said](const SwitchAccess& row) {
        QJsonObject body = *said;
        if (session.arguments().size() > 1)
            body.insert(QStringLiteral("address"), session.arguments().at(1));
        if (session.has("new-password"))
            insertSecrets(body, secrets());
        showRow(session, session.site()->patch(QStringLiteral("/switches/") + row.id.text(), body,
                                               row.revision));
    });
}

void ask(Session& session)
{
    withSwitch(session, [&session](const SwitchAccess& row) {
        session.expect(
            session.site()->post(QStringLiteral("/switches/%1/ask").arg(row.id.text()), {}),
            [&session](const QJsonObject& answer) {
                const auto asked = fromJson<SwitchAccess>(answer);
                if (asked && asked->state == SwitchState::Failed)
                    return session.fail(Error{asked->reason, asked->reasonArgs.toVariantMap(), {}});
                session.row(answer);
                session.end();
            });
    });
}

void remove(Session& session)
{
    withSwitch(session, [&session](const SwitchAccess& row) {
        session.expect(session.site()->remove(QStringLiteral("/switches/") + row.id.text()),
                       [&session](const QJsonObject&) { session.end(); });
    });
}

void acceptCertificate(Session& session)
{
    withSwitch(session, [&session](const SwitchAccess& row) {
        showRow(session, session.site()->post(
                             QStringLiteral("/switches/%1/accept-certificate").arg(row.id.text()),
                             {{QStringLiteral("fingerprint"), session.arguments().at(1)}}));
    });
}

} // namespace

void addSwitchCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("switches add"), QStringLiteral("ASSET ADDRESS"),
                        QStringLiteral("Ask a switch for its neighbours from now on; its password "
                                       "or community, and that of privacy, on stdin"),
                        add, 2});
    commands.push_back({QStringLiteral("switches change"), QStringLiteral("SWITCH [ADDRESS]"),
                        QStringLiteral("Change how it is asked; --new-password reads stdin"),
                        change, 1});
    commands.push_back({QStringLiteral("switches ask"), QStringLiteral("SWITCH"),
                        QStringLiteral("Ask it now, and wait for what it says"), ask, 1});
    commands.push_back({QStringLiteral("switches remove"), QStringLiteral("SWITCH"),
                        QStringLiteral("Ask it no more; what it told stays"), remove, 1});
    commands.push_back(
        {QStringLiteral("switches accept-certificate"), QStringLiteral("SWITCH FINGERPRINT"),
         QStringLiteral("Trust the new certificate that a switch presents"), acceptCertificate, 2});
}

} // namespace rackhouse::ctl
