#include "widgets/common/drawingpaper.h"

#include "widgets/common/papertext.h"

#include <QPageSize>
#include <QPainter>

#include <algorithm>

namespace rackhouse
{

namespace
{

using namespace paper;

constexpr int kScreenDots = 96;
constexpr double kPixel = 254.0 / kScreenDots; ///< in tenths of a millimetre

} // namespace

DrawingPaper::DrawingPaper(QString title, QString note, QSizeF size, Draw draw)
    : m_title(std::move(title)), m_note(std::move(note)), m_size(size), m_draw(std::move(draw))
{
}

/// A3, so that what a large screen shows can be read, lying or upright as the drawing does.
QSizeF DrawingPaper::sizeMm(int) const
{
    const QSizeF upright = QPageSize::size(QPageSize::A3, QPageSize::Millimeter);
    return m_size.width() >= m_size.height() ? upright.transposed() : upright;
}

int DrawingPaper::dotsPerInch() const
{
    return kScreenDots;
}

Result<void> DrawingPaper::paint(QPainter& painter, int page) const
{
    const QSizeF paper = sizeMm(page) * 10;
    writeHead(painter, paper.width(), m_title, m_note);
    const QSizeF room(paper.width() - 2 * margin, paper.height() - 2 * margin - headHeight);
    const double scale =
        std::min({room.width() / m_size.width(), room.height() / m_size.height(), kPixel});
    painter.translate(margin + (room.width() - m_size.width() * scale) / 2, margin + headHeight);
    painter.scale(scale, scale);
    painter.setClipRect(QRectF(QPointF(), m_size));
    m_draw(painter);
    return {};
}

} // namespace rackhouse
