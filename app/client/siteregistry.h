#pragma once

#include "app/client/siteaccess.h"
#include "models/base/result.h"

#include <QStringList>

namespace rackhouse::client
{

/// A site that this person has paired with.
struct KnownSite {
    QString name;   ///< its folder: letters, digits, '-', '_', '.'
    QString siteId; ///< the id of its Site row
    QString title;  ///< as the site calls itself
    SiteAccess access;
};

/// The paired sites, one folder each under XDG_CONFIG_HOME/rackhouse/sites: site.json, client.crt
/// and client.key (0600). The console and rackhousectl share it.
class SiteRegistry
{
public:
    /// `root` is the folder that holds the sites' folders.
    explicit SiteRegistry(QString root = defaultRoot());
    static QString defaultRoot();
    static bool isName(const QString& name);

    QStringList names() const;
    /// Errors: "site-unknown", "site-damaged" (args: name).
    Result<KnownSite> load(const QString& name) const;
    /// The only site there is, or the named one. Errors: "no-sites", "several-sites" too.
    Result<KnownSite> choose(const QString& nameOrEmpty) const;
    /// The folder for a site: the one that it has already, else a free one called like the
    /// proposal.
    QString nameFor(const QString& proposal, const QString& siteId) const;
    /// Never replaces another site. Errors: "bad-field", "site-name-taken", "write-failed".
    Result<void> save(const KnownSite& site) const;
    Result<void> remove(const QString& name) const;

private:
    QString siteIdOf(const QString& name) const;

    QString m_root;
};

} // namespace rackhouse::client
