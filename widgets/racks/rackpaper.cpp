#include "widgets/racks/rackpaper.h"

#include <QCoreApplication>

namespace rackhouse
{

RackPaper::RackPaper(FloorBooks books, std::vector<Rack> racks, RackSheet::Options options,
                     Instant now)
    : m_books(std::move(books)), m_racks(std::move(racks)), m_options(options), m_now(now)
{
}

QString RackPaper::title() const
{
    return m_racks.size() == 1 ? m_racks.front().name
                               : QCoreApplication::translate("PrintDialog", "racks");
}

RackSheet RackPaper::sheet(int page) const
{
    return {m_books, {m_racks[size_t(page)]}, m_options, m_now};
}

Result<void> RackPaper::paint(QPainter& painter, int page) const
{
    sheet(page).paint(painter);
    return {};
}

Result<void> RackPaper::writeSvg(const QString& path) const
{
    if (RackSheet(m_books, m_racks, m_options, m_now).writeSvg(path))
        return {};
    return fail("write-failed");
}

} // namespace rackhouse
