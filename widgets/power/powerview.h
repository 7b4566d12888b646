#pragma once

#include "models/power/powerpicture.h"
#include "models/query/filter.h"
#include "widgets/common/theme.h"

#include <memory>
#include <optional>

namespace rackhouse
{

class Rows;

/// What the power page shows: the books, and the picture that is made of them on a worker.
struct PowerView {
    PowerPicture::Books books;
    PowerPicture picture;
    std::optional<QSet<QString>> kept = {}; ///< ids of the machines that a filter keeps

    static std::shared_ptr<const PowerView> read(Rows& rows, const query::Filter& filter);
    /// Whether the filter keeps a machine; without one, all are kept.
    bool keeps(const QString& id) const { return !kept || kept->contains(id); }
    /// Null where there is none of that id.
    const PowerFeed* feed(const QString& id) const;
    const Machine* machine(const QString& id) const;
    QString rackName(const RackId& id) const;
};

/// "Outlet 7 → PSU 2"
QString cordText(const PowerPicture::Plug& plug);
/// Of a finding, and of what would be found if something were lost.
Tone toneOf(PowerFinding::Kind kind);
/// "Breaker", "UPS"
QString feedKindText(FeedKind kind);

} // namespace rackhouse
