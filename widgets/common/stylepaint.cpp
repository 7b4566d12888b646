#include "widgets/common/stylepaint.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace rackhouse
{

void roundedBox(QPainter* painter, const QRect& rect, const QColor& fill, const QColor& line,
                int radius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(line.isValid() ? QPen(line, 1) : QPen(Qt::NoPen));
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    painter->restore();
}

QString lookOf(const QWidget* widget)
{
    return widget != nullptr ? widget->property("look").toString() : QString();
}

bool isFilled(const QWidget* widget)
{
    const QString look = lookOf(widget);
    return look == u"primary" || look == u"danger";
}

bool hasMenu(const QStyleOption* option)
{
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    return button != nullptr && button->features.testFlag(QStyleOptionToolButton::HasMenu);
}

void paintChevron(QPainter* painter, const QPointF& c, const QColor& color)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(color, 1.4));
    const QPointF points[] = {
        {c.x() - 3.5, c.y() - 1.5}, {c.x(), c.y() + 2}, {c.x() + 3.5, c.y() - 1.5}};
    painter->drawPolyline(points, 3);
    painter->restore();
}

} // namespace rackhouse
