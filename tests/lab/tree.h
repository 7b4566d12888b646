#pragma once

#include <QByteArray>
#include <QHash>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace rackhouse::lab
{

/// What differs between two paper machines of one personality; replaces placeholders in a tree.
struct Identity {
    QByteArray serial; ///< replaces %S%
    QByteArray uuid;   ///< replaces %U%, lower-case
    QByteArray mac;    ///< replaces %M%: four middle octets "aa:bb:cc:dd"
};

/// The Redfish resources of one personality as JSON text, shared by all its BMCs. Keys are paths
/// without trailing slash, with "?$skip=N" for the later pages of a collection.
class Tree
{
public:
    struct Resource {
        QString path; ///< in its real case
        QByteArray body;
    };

    void insert(const QString& path, const QJsonObject& body);
    /// The text at a path, placeholders replaced; nothing where there is no resource.
    std::optional<QByteArray> read(const QString& path, bool ignoreCase,
                                   const Identity& identity) const;
    int size() const { return static_cast<int>(m_resources.size()); }
    QStringList paths() const;

private:
    QHash<QString, Resource> m_resources; // by lower-case path
};

} // namespace rackhouse::lab
