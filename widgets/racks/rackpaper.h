#pragma once

#include "widgets/common/paper.h"
#include "widgets/racks/racksheet.h"

namespace rackhouse
{

/// Racks on paper, each on a page of its own, or all of them in one picture.
class RackPaper : public Paper
{
public:
    RackPaper(FloorBooks books, std::vector<Rack> racks, RackSheet::Options options, Instant now);

    QString title() const override;
    int pages() const override { return int(m_racks.size()); }
    QSizeF sizeMm(int page) const override { return sheet(page).sizeMm(); }
    Result<void> paint(QPainter& painter, int page) const override;
    Result<void> writeSvg(const QString& path) const override;

private:
    RackSheet sheet(int page) const;

    FloorBooks m_books;
    std::vector<Rack> m_racks;
    RackSheet::Options m_options;
    Instant m_now;
};

} // namespace rackhouse
