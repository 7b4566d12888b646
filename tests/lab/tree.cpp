#include "tests/lab/tree.h"

#include <QJsonDocument>

namespace rackhouse::lab
{

void Tree::insert(const QString& path, const QJsonObject& body)
{
    m_resources.insert(path.toLower(), {path, QJsonDocument(body).toJson(QJsonDocument::Compact)});
}

std::optional<QByteArray> Tree::read(const QString& path, bool ignoreCase,
                                     const Identity& identity) const
{
    const auto found = m_resources.constFind(path.toLower());
    if (found == m_resources.cend() || (!ignoreCase && found->path != path))
        return std::nullopt;
    QByteArray body = found->body;
    body.replace("%S%", identity.serial);
    body.replace("%U%", identity.uuid);
    body.replace("%M%", identity.mac);
    return body;
}

QStringList Tree::paths() const
{
    QStringList all;
    for (const Resource& resource : m_resources)
        all << resource.path;
    all.sort();
    return all;
}

} // namespace rackhouse::lab
