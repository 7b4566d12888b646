#include "app/ctl/command.h"

#include "models/base/clock.h"
#include "models/base/json.h"

#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace rackhouse::ctl
{

namespace
{

constexpr int retryMs = 1000;
constexpr qint64 giveUpSeconds = 300;

/// It may answer again in a while.
bool isAway(const QString& code)
{
    return code == u"site-unreachable" || code == u"timed-out";
}

Exit exitOf(const QString& code)
{
    if (isAway(code) || code == u"site-pin-changed" || code == u"bad-answer")
        return Exit::Unreachable;
    return code == u"file-unwritable" ? Exit::Usage : Exit::Problem;
}

/// A time of a row, as "scanned_at" is one; empty: never.
QString timeText(qint64 ms)
{
    return ms == 0 ? QString() : Instant{ms}.toIso();
}

QString cell(const QString& field, const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    if (value.isDouble() && field.endsWith(QLatin1String("_at")))
        return timeText(value.toInteger());
    if (value.isDouble())
        return QString::number(value.toInteger());
    if (value.isBool())
        return value.toBool() ? QStringLiteral("yes") : QStringLiteral("no");
    const QJsonArray items = value.toArray();
    if (value.isArray() && std::all_of(items.begin(), items.end(),
                                       [](const QJsonValue& item) { return item.isString(); }))
        return value.toVariant().toStringList().join(QStringLiteral(", "));
    const QJsonDocument document =
        value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return QString::fromUtf8(document.toJson(QJsonDocument::Compact));
}

} // namespace

Session::Session(const QCommandLineParser& parser, QStringList arguments)
    : m_parser(parser), m_arguments(std::move(arguments))
{
}

QString Session::option(const char* name) const
{
    return m_parser.value(QString::fromLatin1(name));
}

QStringList Session::options(const char* name) const
{
    return m_parser.values(QString::fromLatin1(name));
}

bool Session::has(const char* name) const
{
    return m_parser.isSet(QString::fromLatin1(name));
}

client::SiteClient* Session::site()
{
    const auto known = m_registry.choose(option("site"));
    if (!known) {
        failHere(known.error());
        return nullptr;
    }
    m_client = new client::SiteClient(known->access, this);
    return m_client;
}

void Session::expect(QFuture<Result<QJsonObject>> answer,
                     std::function<void(const QJsonObject&)> then)
{
    answer.then([this, then = std::move(then)](const Result<QJsonObject>& result) {
        if (result)
            then(*result);
        else
            fail(result.error());
    });
}

void Session::persist(std::function<QFuture<Result<QJsonObject>>()> ask,
                      std::function<void(const QJsonObject&)> then)
{
    bool ok = true;
    m_patience = has("give-up") ? option("give-up").toLongLong(&ok) : giveUpSeconds;
    if (!ok || m_patience < 0)
        return usage(QStringLiteral("--give-up takes seconds"));
    ask().then([this, ask, then](const Result<QJsonObject>& result) {
        if (!result)
            return askAgain(result.error(), [this, ask, then] { persist(ask, then); });
        if (m_away.isValid())
            std::fputs("rackhousectl: the site answers again\n", stderr);
        m_away.invalidate();
        then(*result);
    });
}

void Session::askAgain(const Error& problem, std::function<void()> ask)
{
    if (!isAway(problem.code) || (m_away.isValid() && m_away.elapsed() >= m_patience * 1000))
        return fail(problem);
    if (!m_away.isValid()) {
        m_away.start();
        std::fputs("rackhousectl: the site does not answer; trying again\n", stderr);
    }
    QTimer::singleShot(retryMs, this, std::move(ask));
}

client::SiteClient::Progress Session::progress() const
{
    return [quiet = json(), shown = -1LL](qint64 done, qint64 total) mutable {
        const long long percent = 100 * done / total;
        if (quiet || percent == std::exchange(shown, percent))
            return;
        std::fprintf(stderr, "\r%3lld%% of %lld bytes%s", percent, static_cast<long long>(total),
                     percent == 100 ? "\n" : "");
    };
}

void Session::fetchAll(const QString& path, const QUrlQuery& query,
                       std::function<void(const QJsonArray&)> then)
{
    fetchPage(path, query, {}, {}, std::move(then));
}

void Session::fetchPage(const QString& path, const QUrlQuery& query, const QString& after,
                        QJsonArray items, std::function<void(const QJsonArray&)> then)
{
    auto* from = site();
    if (!from)
        return;
    QUrlQuery page = query;
    page.addQueryItem(QStringLiteral("limit"), QStringLiteral("1000"));
    page.addQueryItem(QStringLiteral("after"), after);
    expect(from->get(path, page), [=, this](const QJsonObject& answer) mutable {
        const QJsonArray more = answer.value(QStringLiteral("items")).toArray();
        for (const QJsonValue& item : more)
            items.append(item);
        const QString next = answer.value(QStringLiteral("next")).toString();
        if (next.isEmpty())
            return then(items);
        fetchPage(path, query, next, std::move(items), std::move(then));
    });
}

void Session::line(const QString& text) const
{
    std::fputs(qPrintable(text + QLatin1Char('\n')), stdout);
    std::fflush(stdout);
}

void Session::row(const QJsonObject& object) const
{
    if (json())
        return line(QString::fromUtf8(toText(object)));
    for (auto member = object.constBegin(); member != object.constEnd(); ++member)
        line(member.key().leftJustified(20) + cell(member.key(), member.value()));
}

void Session::rows(const QJsonArray& items, const QStringList& fields) const
{
    if (json()) {
        for (const QJsonValue& item : items)
            line(QString::fromUtf8(toText(item.toObject())));
        return;
    }
    std::vector<QStringList> table{fields};
    for (const QJsonValue& item : items) {
        QStringList& cells = table.emplace_back();
        for (const QString& field : fields)
            cells << cell(field, item.toObject().value(field));
    }
    for (const QStringList& cells : table) {
        QString text;
        for (qsizetype column = 0; column < cells.size(); ++column) {
            qsizetype width = 0;
            for (const QStringList& other : table)
                width = std::max(width, other[column].size());
            text += cells[column].leftJustified(width + 2);
        }
        line(text.trimmed());
    }
}

void Session::end(Exit code)
{
    emit ended(static_cast<int>(code));
}

void Session::fail(const Error& error)
{
    complain(error);
    end(exitOf(error.code));
}

void Session::failHere(const Error& error)
{
    complain(error);
    end(Exit::Usage);
}

void Session::complain(const Error& error) const
{
    const QJsonObject problem{{QStringLiteral("code"), error.code},
                              {QStringLiteral("title"), problemText(error)},
                              {QStringLiteral("detail"), error.detail},
                              {QStringLiteral("args"), QJsonObject::fromVariantMap(error.args)}};
    QString text = QString::fromUtf8(toText(problem));
    if (!json()) {
        text = QStringLiteral("rackhousectl: ") + problemText(error) + QStringLiteral(" [") +
               error.code + QLatin1Char(']');
        if (!error.detail.isEmpty())
            text += QLatin1Char('\n') + error.detail;
    }
    std::fputs(qPrintable(text + QLatin1Char('\n')), stderr);
}

void Session::usage(const QString& text)
{
    std::fputs(qPrintable(QStringLiteral("rackhousectl: ") + text +
                          QStringLiteral("\nTry: rackhousectl --help\n")),
               stderr);
    end(Exit::Usage);
}

} // namespace rackhouse::ctl
