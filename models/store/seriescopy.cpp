// What the console keeps of what sites answered about a time.
#include "models/base/json.h"
#include "models/store/replica.h"

namespace rackhouse
{

Result<void> Replica::putSeries(const QString& siteKey, const QString& question,
                                const SeriesCopy& copy)
{
    return transact([&](Database& database) {
        return database.change(
            QStringLiteral("INSERT OR REPLACE INTO series_copy VALUES (?, ?, ?, ?)"),
            {siteKey, question, copy.fetchedAt.ms, QString::fromUtf8(toText(copy.body))});
    });
}

Result<std::optional<SeriesCopy>> Replica::series(const QString& siteKey,
                                                  const QString& question) const
{
    const auto database = m_connections.get();
    if (!database)
        return fail(database.error());
    const auto query = (*database)->run(
        QStringLiteral("SELECT fetched_at, body FROM series_copy WHERE site_key = ? AND question = "
                       "?"),
        {siteKey, question});
    if (!query)
        return fail(query.error());
    std::optional<SeriesCopy> copy;
    if ((*query)->next()) {
        const auto body = parseObject((*query)->value(1).toString().toUtf8());
        if (body)
            copy = {{(*query)->value(0).toLongLong()}, *body};
    }
    (*query)->finish();
    return copy;
}

} // namespace rackhouse
