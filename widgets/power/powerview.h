#pragma once

#include "models/power/powerpicture.h"

#include <memory>

namespace rackhouse
{

class Rows;

/// What the power page shows: the books, and the picture that is made of them on a worker.
struct PowerView {
    PowerPicture::Books books;
    PowerPicture picture;

    static std::shared_ptr<const PowerView> read(Rows& rows);
    /// Null where there is none of that id.
    const PowerFeed* feed(const QString& id) const;
    const Machine* machine(const QString& id) const;
    QString rackName(const RackId& id) const;
};

/// "Breaker", "UPS"
QString feedKindText(FeedKind kind);

} // namespace rackhouse
