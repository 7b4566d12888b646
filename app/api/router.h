#pragma once

#include "app/api/route.h"

namespace rackhouse::api
{

/// Finds the route of a path.
class Router
{
public:
    struct Match {
        const Route* route = nullptr;
        QHash<QString, QString> params;
    };

    explicit Router(std::vector<Route> routes) : m_routes(std::move(routes)) {}

    /// Errors: "not-found", "method-not-allowed". HEAD is served by GET.
    Result<Match> match(const QByteArray& method, const QString& path) const;
    const std::vector<Route>& routes() const { return m_routes; }

private:
    std::vector<Route> m_routes;
};

/// Where every route stands.
inline const QString apiRoot = QStringLiteral("/api/v1");

/// The OpenAPI 3.1 document of the routes.
QJsonObject openApiDocument(const std::vector<Route>& routes);

} // namespace rackhouse::api
