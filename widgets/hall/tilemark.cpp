#include "widgets/hall/tilemark.h"

#include "models/query/condition.h"
#include "widgets/common/status.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("HallLegend", text);
}

Tone toneOf(TileMark mark)
{
    switch (mark) {
    case TileMark::Critical:
        return Tone::Critical;
    case TileMark::Warning:
        return Tone::Warning;
    case TileMark::Ok:
        return Tone::Ok;
    case TileMark::Unknown:
        return Tone::Unknown;
    default:
        return Tone::Stale;
    }
}

std::pair<TileMark, QString> staleMark()
{
    return {TileMark::Stale, tr("not heard of for %1 min").arg(query::kStaleAfterMs / 60'000)};
}

/// On any shade: a light line under a dark one, or the other way round.
void stroke(QPainter* painter, const QRect& area, bool both, const Tokens& tokens)
{
    constexpr int most = 9;
    const int edge = std::min({area.width() - 1, area.height() - 1, most});
    const QRectF box(area.center() - QPointF(edge - 1, edge - 1) / 2, QSizeF(edge, edge));
    for (const QPen& pen : {QPen(tokens.surface, 3), QPen(tokens.text, 1)}) {
        painter->setPen(pen);
        painter->drawLine(box.bottomLeft(), box.topRight());
        if (both)
            painter->drawLine(box.topLeft(), box.bottomRight());
    }
}

} // namespace

TileMark markOf(Health level)
{
    switch (level) {
    case Health::Critical:
        return TileMark::Critical;
    case Health::Warning:
        return TileMark::Warning;
    case Health::Ok:
        return TileMark::Ok;
    case Health::Unknown:
        break;
    }
    return TileMark::Unknown;
}

std::vector<std::pair<TileMark, QString>> marksOf(FloorMeasure measure)
{
    const std::pair stale = staleMark();
    switch (measure) {
    case FloorMeasure::Power:
        return {{TileMark::Warning, tr("above 90 %")},
                {TileMark::Critical, tr("above the limit")},
                stale};
    case FloorMeasure::Inlet:
        return {
            {TileMark::Warning, tr("above 27 °C")}, {TileMark::Critical, tr("above 32 °C")}, stale};
    case FloorMeasure::Hottest:
        return {stale};
    case FloorMeasure::Leak:
        return {{TileMark::Critical, tr("leaking")},
                {TileMark::Warning, tr("warning")},
                {TileMark::Ok, tr("dry")},
                stale};
    case FloorMeasure::Health:
        return {{TileMark::Critical, statusOf(Health::Critical).word},
                {TileMark::Warning, statusOf(Health::Warning).word},
                {TileMark::Unknown, tr("some not known")},
                {TileMark::Ok, statusOf(Health::Ok).word},
                stale};
    case FloorMeasure::Wiped:
    case FloorMeasure::Inspected:
        return {{TileMark::Never, tr("some never")}};
    default:
        return {};
    }
}

std::vector<std::pair<TileMark, QString>> deviceMarksOf(FloorMeasure measure)
{
    switch (measure) {
    case FloorMeasure::Power:
        return {{TileMark::Warning, tr("above its name plate")}, staleMark()};
    case FloorMeasure::Health:
        return {{TileMark::Critical, statusOf(Health::Critical).word},
                {TileMark::Warning, statusOf(Health::Warning).word},
                {TileMark::Unknown, tr("not known")},
                {TileMark::Ok, statusOf(Health::Ok).word},
                staleMark()};
    case FloorMeasure::Wiped:
    case FloorMeasure::Inspected:
        return {{TileMark::Never, tr("never")}};
    default:
        return marksOf(measure);
    }
}

void paintMark(QPainter* painter, const QRect& rect, TileMark mark, const Tokens& tokens)
{
    if (mark != TileMark::Never)
        return paintTone(painter, rect, toneOf(mark), tokens);
    const QRectF box(rect.center() - QPointF(3.5, 3.5), QSizeF(8, 8));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(tokens.text, 2));
    painter->drawLine(box.topLeft(), box.bottomRight());
    painter->drawLine(box.bottomLeft(), box.topRight());
    painter->restore();
}

void paintSmallMark(QPainter* painter, const QRect& rect, TileMark mark, const Tokens& tokens)
{
    const QColor colour = tokens.tone(toneOf(mark));
    switch (mark) {
    case TileMark::Critical:
        return painter->fillRect(rect, colour);
    case TileMark::Warning:
        return painter->fillRect(rect.adjusted(0, rect.height() / 2, 0, 0), colour);
    case TileMark::Ok:
        if (rect.width() >= 4 && rect.height() >= 4)
            painter->fillRect(QRect(rect.center() - QPoint(1, 1), QSize(2, 2)), colour);
        return;
    case TileMark::Unknown:
        return painter->fillRect(QRect(rect.left(), rect.center().y() - 1, rect.width(), 2),
                                 colour);
    case TileMark::Stale:
    case TileMark::Never:
        return stroke(painter, rect, mark == TileMark::Never, tokens);
    }
}

} // namespace rackhouse
