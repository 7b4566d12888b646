#include "widgets/power/loadbar.h"

#include "widgets/common/stylepaint.h"

#include <QPainter>
#include <QtMath>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kHeight = 10;
constexpr int kMarkOver = 3; ///< the mark of the limit stands out of the bar by this

/// Lines at 45 degrees, in pixels of the screen.
void hatch(QPainter* painter, const QRectF& area, const QColor& colour)
{
    painter->save();
    painter->setClipRect(area, Qt::IntersectClip);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1));
    constexpr int kApart = 4;
    const int lines = qCeil((area.width() + area.height()) / kApart);
    for (int line = 0; line < lines; ++line) {
        const double x = area.left() - area.height() + line * kApart;
        painter->drawLine(QPointF(x, area.bottom()), QPointF(x + area.height(), area.top()));
    }
    painter->restore();
}

} // namespace

void LoadBar::paint(QPainter* painter, const QStyleOptionViewItem& option,
                    const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const double now = index.data(NowRole).toDouble();
    const double plate = index.data(PlateRole).toDouble();
    const double limit = index.data(LimitRole).toDouble();
    const double whole = std::max({now, plate, limit * 1.04});
    if (whole <= 0)
        return;
    const Tokens& t = m_theme.tokens();
    QRectF bar(option.rect.left() + 6, option.rect.center().y() - kHeight / 2.0 + 0.5,
               option.rect.width() - 12, kHeight);
    const auto part = [&](double watts) {
        return bar.width() * watts / whole;
    };
    const QColor solid = limit > 0 && now > limit ? t.critical : t.accent;
    const QColor lines = limit > 0 && plate > limit ? t.warning : t.accent;
    roundedBox(painter, bar.toRect(), t.sunken, t.border, 3);
    if (plate > now)
        hatch(painter, {bar.left() + part(now), bar.top() + 1, part(plate - now), kHeight - 2.0},
              lines);
    painter->fillRect(
        QRectF(bar.left() + 1, bar.top() + 1, std::max(0.0, part(now) - 1), kHeight - 2.0), solid);
    if (limit > 0)
        painter->fillRect(QRectF(bar.left() + part(limit) - 1, bar.top() - kMarkOver, 2,
                                 kHeight + 2.0 * kMarkOver),
                          t.text);
}

} // namespace rackhouse
