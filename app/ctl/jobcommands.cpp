#include "app/ctl/command.h"

#include "models/base/json.h"

#include <QFile>
#include <QJsonArray>
#include <QTimer>

namespace rackhouse::ctl
{

namespace
{

constexpr int pollMs = 1000;

bool isFinished(const QString& state)
{
    return state == QStringLiteral("succeeded") || state == QStringLiteral("failed") ||
           state == QStringLiteral("cancelled");
}

/// Prints each change of a job until it has ended.
void watch(Session& session, client::SiteClient* site, const QString& id, const QString& before)
{
    const auto ask = [site, id] {
        return site->get(QStringLiteral("/jobs/") + id);
    };
    session.persist(ask, [&session, site, id, before](const QJsonObject& job) {
        const QString state = stringOr(job, QStringLiteral("state"));
        const QString text =
            QStringLiteral("%1 %2 %3% %4")
                .arg(state, stringOr(job, QStringLiteral("step")))
                .arg(static_cast<double>(integerOr(job, QStringLiteral("progress_permille"))) / 10)
                .arg(stringOr(job, QStringLiteral("reason")));
        if (text != before && session.json())
            session.row(job);
        else if (text != before)
            session.line(text.trimmed());
        if (isFinished(state))
            return session.end(state == QStringLiteral("succeeded") ? Exit::Done : Exit::JobFailed);
        QTimer::singleShot(pollMs, &session,
                           [&session, site, id, text] { watch(session, site, id, text); });
    });
}

void showOrWatch(Session& session, client::SiteClient* site, const QJsonObject& job)
{
    if (session.has("watch"))
        return watch(session, site, stringOr(job, QStringLiteral("id")), {});
    session.row(job);
    session.end();
}

/// --param name=value, where a value that is JSON is taken as such. A number stays text: no job
/// takes one, and a serial may be all digits.
Result<QJsonObject> params(const QStringList& texts)
{
    QJsonObject params;
    for (const QString& text : texts) {
        const qsizetype equals = text.indexOf(QLatin1Char('='));
        if (equals < 1)
            return rackhouse::fail("bad-field", {{QStringLiteral("field"), text}});
        const QString value = text.mid(equals + 1);
        const auto object = parseObject("{\"v\":" + value.toUtf8() + '}');
        const QJsonValue json = object ? object->value(QStringLiteral("v")) : QJsonValue(value);
        params.insert(text.left(equals), json.isDouble() ? QJsonValue(value) : json);
    }
    return params;
}

void start(Session& session)
{
    const auto asked = params(session.options("param"));
    if (!asked)
        return session.usage(QStringLiteral("--param takes NAME=VALUE"));
    auto* site = session.site();
    if (!site)
        return;
    const QJsonObject body{{QStringLiteral("kind"), session.arguments().at(0)},
                           {QStringLiteral("machine_id"), session.arguments().at(1)},
                           {QStringLiteral("params"), *asked}};
    session.expect(site->post(QStringLiteral("/jobs"), body, session.option("key")),
                   [&session, site](const QJsonObject& job) { showOrWatch(session, site, job); });
}

void discover(Session& session)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return session.usage(QStringLiteral("the BMC password is read from standard input"));
    const QString password = QString::fromUtf8(input.readLine()).trimmed();
    if (password.isEmpty() || !session.has("username"))
        return session.usage(
            QStringLiteral("--username and a password on standard input are needed"));
    auto* site = session.site();
    if (!site)
        return;
    QJsonObject body{{QStringLiteral("addresses"), QJsonArray::fromStringList(session.arguments())},
                     {QStringLiteral("username"), session.option("username")},
                     {QStringLiteral("password"), password}};
    if (session.has("port"))
        body.insert(QStringLiteral("port"), session.option("port").toInt());
    session.expect(site->post(QStringLiteral("/discoveries"), body, session.option("key")),
                   [&session, site](const QJsonObject& job) { showOrWatch(session, site, job); });
}

Command verb(const char* name, const char* summary)
{
    const QString word = QString::fromLatin1(name);
    return {QStringLiteral("jobs ") + word, QStringLiteral("ID"), QString::fromLatin1(summary),
            [word](Session& session) {
                auto* site = session.site();
                if (!site)
                    return;
                QJsonObject body;
                if (session.has("from-step"))
                    body.insert(QStringLiteral("from_step"), session.option("from-step"));
                const QString path =
                    QStringLiteral("/jobs/%1/%2").arg(session.arguments().first(), word);
                session.expect(site->post(path, body), [&session, site](const QJsonObject& job) {
                    showOrWatch(session, site, job);
                });
            },
            1};
}

} // namespace

void addJobCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("jobs start"), QStringLiteral("KIND MACHINE_ID"),
                        QStringLiteral("Start inspect, provision, wipe or power, with --param"),
                        start, 2});
    commands.push_back({QStringLiteral("jobs watch"), QStringLiteral("ID"),
                        QStringLiteral("Print a job's progress until it has ended"),
                        [](Session& session) {
                            if (auto* site = session.site())
                                watch(session, site, session.arguments().first(), {});
                        },
                        1});
    commands.push_back(verb("cancel", "Stop a job at its next safe point"));
    commands.push_back(verb("hold", "Let a job stand still before its next step"));
    commands.push_back(verb("release", "Let a held job go on"));
    commands.push_back(verb("retry", "Run a failed job again, --from-step if wanted"));
    commands.push_back({QStringLiteral("discover"), QStringLiteral("ADDRESS..."),
                        QStringLiteral("Look for BMCs by address or range; password on stdin"),
                        discover, 1});
}

} // namespace rackhouse::ctl
