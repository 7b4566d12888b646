#include "app/api/router.h"

namespace rackhouse::api
{

namespace
{

/// The parameters of the path when it fits the pattern.
std::optional<QHash<QString, QString>> fit(const QString& pattern, const QStringList& parts)
{
    const QStringList wanted = pattern.split(QLatin1Char('/'));
    if (wanted.size() != parts.size())
        return std::nullopt;
    QHash<QString, QString> params;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (wanted[i].startsWith(QLatin1Char('{')) && !parts[i].isEmpty())
            params.insert(wanted[i].mid(1, wanted[i].size() - 2), parts[i]);
        else if (wanted[i] != parts[i])
            return std::nullopt;
    }
    return params;
}

} // namespace

Result<Router::Match> Router::match(const QByteArray& method, const QString& path) const
{
    if (!path.startsWith(apiRoot + QLatin1Char('/')))
        return fail("not-found");
    const QStringList parts = path.mid(apiRoot.size()).split(QLatin1Char('/'));
    const QByteArray wanted = method == "HEAD" ? QByteArray("GET") : method;
    bool known = false;
    for (const Route& route : m_routes) {
        const auto params = fit(route.pattern, parts);
        if (!params)
            continue;
        if (route.method == wanted)
            return Match{&route, *params};
        known = true;
    }
    return fail(known ? "method-not-allowed" : "not-found");
}

} // namespace rackhouse::api
