#pragma once

#include "models/store/replicareader.h"

namespace rackhouse
{

/// A node of the navigation tree: all sites, a site, a hall, a rack.
struct SiteNode {
    enum class Kind { All, Site, Hall, Rack };
    Kind kind = Kind::All;
    QString siteKey;
    QString id; ///< of the Site or Rack record; the name of a hall
    QString name;
    qint64 machines = 0; ///< in and below it
    std::vector<SiteNode> children;
};

/// Reads the whole tree: the children of All are the sites, by name. Racks without a hall hang
/// directly below their site.
Result<SiteNode> readSiteTree(ReplicaReader& reader);

} // namespace rackhouse
