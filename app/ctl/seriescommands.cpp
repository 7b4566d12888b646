#include "app/ctl/command.h"
#include "models/exchange/csv.h"

#include <QJsonArray>

#include <cstdio>

namespace rackhouse::ctl
{

namespace
{

QStringList columnNames()
{
    return {QStringLiteral("at"),       QStringLiteral("seconds"), QStringLiteral("measure"),
            QStringLiteral("currency"), QStringLiteral("mean"),    QStringLiteral("highest")};
}

/// The points of all lines, each with what it is of.
QJsonArray pointsOf(const QJsonObject& answer)
{
    QJsonArray points;
    const QJsonArray lines = answer.value(QStringLiteral("lines")).toArray();
    for (const QJsonValue& line : lines) {
        const QJsonArray told = line[QStringLiteral("points")].toArray();
        for (const QJsonValue& value : told) {
            QJsonObject point = value.toObject();
            for (const char* name : {"measure", "currency"})
                point.insert(QLatin1String(name), line[QLatin1String(name)]);
            points << point;
        }
    }
    return points;
}

void writeAsCsv(const QJsonArray& points)
{
    const QStringList columns = columnNames();
    std::vector<QStringList> rows{columns};
    for (const QJsonValue& point : points) {
        QStringList& cells = rows.emplace_back();
        for (const QString& column : columns) {
            const QJsonValue value = point[column];
            cells << (value.isDouble() ? QString::number(value.toDouble(), 'g', 15)
                                       : value.toString());
        }
    }
    const QByteArray text = writeCsv(rows);
    std::fwrite(text.constData(), 1, static_cast<size_t>(text.size()), stdout);
    std::fflush(stdout);
}

void showSeries(Session& session)
{
    if (session.has("csv") && session.json())
        return session.usage(QStringLiteral("--csv and --json are two things: take one"));
    auto* site = session.site();
    if (!site)
        return;
    QUrlQuery query{{QStringLiteral("measure"), session.arguments().join(u',')}};
    for (const char* name : {"hall", "from", "to", "points"}) {
        // In a query a plus is a space.
        if (session.has(name))
            query.addQueryItem(QLatin1String(name),
                               QString::fromLatin1(QUrl::toPercentEncoding(session.option(name))));
    }
    session.expect(site->get(QStringLiteral("/series"), query),
                   [&session](const QJsonObject& answer) {
                       const QJsonArray points = pointsOf(answer);
                       if (session.has("csv"))
                           writeAsCsv(points);
                       else
                           session.rows(points, columnNames());
                       session.end();
                   });
}

} // namespace

void addSeriesCommands(std::vector<Command>& commands)
{
    commands.push_back({QStringLiteral("series"), QStringLiteral("MEASURE..."),
                        QStringLiteral("What the site has summed up over time: power_w, gpus ..."),
                        showSeries, 1});
}

} // namespace rackhouse::ctl
