#pragma once

#include "app/redfish/inventorybuilder.h"
#include "app/redfish/session.h"

#include <QSet>

namespace rackhouse::redfish
{

/// Reads the resources that describe one system, a few at once, by following their links.
///
/// A resource that cannot be read is a warning of the inventory; a BMC that cannot be spoken to any
/// more ends it with that error.
class InventoryCrawl
{
public:
    InventoryCrawl(Session& session, const QString& systemPath)
        : m_session(session), m_path(systemPath)
    {
    }

    QCoro::Task<Result<SystemInventory>> run();

private:
    QCoro::Task<Result<void>> begin();
    QCoro::Task<Result<void>> drain();
    QCoro::Task<void> worker(std::shared_ptr<QStringList> level);
    void take(const QString& path, const Result<QJsonObject>& answer);
    void takeResource(const QJsonObject& resource);
    void enqueue(const QStringList& paths);

    Session& m_session;
    const QString m_path;
    std::unique_ptr<InventoryBuilder> m_builder;
    QSet<QString> m_seen;
    QStringList m_next;
    QStringList m_pciDevices; ///< read only when no processor is a GPU
    QSet<QString> m_ownChassis;
    std::optional<Error> m_fatal;
    int m_lost = 0; ///< exchanges lost in a row
};

/// What is read below a resource, by its type; collections give their members and next page. Pure.
struct Links {
    QStringList now;
    QStringList pciDevices;
    std::vector<QJsonObject> embedded; ///< members given in full: their own URL may answer 404
};
Links linksBelow(const QJsonObject& resource, bool ownChassis);

} // namespace rackhouse::redfish
