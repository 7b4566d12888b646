#pragma once

#include "models/topology/cabling.h"

#include <QHash>
#include <QJsonObject>

#include <memory>

namespace rackhouse
{

class Rows;

/// The differences of a site as the work list shows them, put together by a worker.
struct CablingView {
    struct Line {
        QString key; ///< what it is known by over changes
        QString title;
        QString place;
        QString sentence;
    };

    Cabling cabling;
    std::vector<Line> lines;             ///< one a finding
    QHash<QString, QJsonObject> devices; ///< machines and assets, as the actions take them, by id

    /// What is shown already comes back where nothing in it has changed; `onlyMachines`: nothing
    /// but machines can have. Those change all the time by what is measured in them.
    static std::shared_ptr<const CablingView> read(Rows& rows,
                                                   const std::shared_ptr<const CablingView>& shown,
                                                   bool onlyMachines, Instant now);

    /// What the actions need of a line.
    QJsonObject rowOf(const CablingFinding& finding) const;
};

} // namespace rackhouse
