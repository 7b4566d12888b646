#include "widgets/racks/rackpaint.h"

#include "models/base/units.h"
#include "widgets/common/status.h"
#include "widgets/racks/rackmodel.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>
#include <QVarLengthArray>

namespace rackhouse
{

namespace
{

constexpr int barStep = 22;
constexpr int smallestNumbered = 11; ///< unit whose number fits beside it

QString tr(const char* text)
{
    return QCoreApplication::translate("RackPaint", text);
}

} // namespace

void RackPaint::paintRack(int row, bool selected, bool focused)
{
    paintHead(row, selected);
    const QColor outline = selected || focused ? m_tokens.accent : m_tokens.border;
    const QRect box = m_layout.frame(row).adjusted(-1, -1, 1, 1);
    m_stamps.paint(m_painter, box.topLeft(),
                   {box.size(), m_tokens.surface, outline, m_layout.unit()}, m_tokens.app,
                   [&](QPainter& painter) { paintEmpty(painter, row, outline); });
    paintBars(row);
}

void RackPaint::paintEmpty(QPainter& painter, int row, const QColor& outline) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(outline);
    painter.setBrush(m_tokens.surface);
    painter.drawRoundedRect(QRectF(m_layout.frame(row)).adjusted(-.5, -.5, .5, .5), space::radius,
                            space::radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintUnits(painter, row);
}

void RackPaint::paintHead(int row, bool selected) const
{
    const Rack& rack = *m_model.rack(m_model.index(row, 0));
    const QRect frame = m_layout.frame(row);
    const QRect title(frame.left(), frame.top() - RackLayout::head, frame.width(),
                      RackLayout::head - 6);
    QStringList place{rack.hall};
    if (!rack.row.isEmpty())
        place << tr("row %1").arg(rack.row);
    place.removeAll(QString());
    m_painter.setFont(Theme::sectionFont());
    m_painter.setPen(selected ? m_tokens.accent : m_tokens.text);
    const QFontMetrics metrics(Theme::sectionFont());
    const QString name = metrics.elidedText(rack.name, Qt::ElideRight, title.width() - 8);
    m_painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, name);
    const int left = title.width() - metrics.horizontalAdvance(name) - space::large;
    const QFont caption = Theme::captionFont();
    m_painter.setFont(caption);
    m_painter.setPen(m_tokens.secondary);
    if (left > 40)
        m_painter.drawText(
            title, Qt::AlignRight | Qt::AlignVCenter,
            QFontMetrics(caption).elidedText(place.join(u", "_qs), Qt::ElideRight, left));
}

void RackPaint::paintUnits(QPainter& painter, int row) const
{
    const QRect units = m_layout.units(row);
    const int unit = m_layout.unit();
    const int most = units.height() / unit;
    QVarLengthArray<QLine, 64> lines;
    const auto topOf = [&](int number) {
        return units.bottom() + 1 - number * unit;
    };
    for (int number = 1; number <= most; ++number)
        lines.append(QLine(units.left(), topOf(number), units.right(), topOf(number)));
    painter.setPen(Tokens::blend(m_tokens.border, m_tokens.surface, 55));
    painter.drawLines(lines.constData(), int(lines.size()));
    QFont font = Theme::captionFont();
    font.setPointSizeF(unit < 16 ? 6.5 : 7.5);
    painter.setFont(font);
    painter.setPen(m_tokens.secondary);
    // Where they would run into each other, only every fifth has its number.
    for (int number = 1; number <= most; ++number) {
        if (unit < smallestNumbered && number % 5 != 0)
            continue;
        // Higher than the unit, which may be lower than a line of text.
        const QRect place(units.left() - RackLayout::gutter, topOf(number) - unit,
                          RackLayout::gutter, 3 * unit);
        const QString text = QString::number(number);
        painter.drawText(place, Qt::AlignCenter, text);
        painter.drawText(place.translated(units.width() + RackLayout::gutter, 0), Qt::AlignCenter,
                         text);
    }
    painter.setPen(m_tokens.border);
    painter.drawLine(units.topLeft(), units.bottomLeft());
    painter.drawLine(units.topRight(), units.bottomRight());
}

void RackPaint::paintBars(int row) const
{
    const Rack& rack = *m_model.rack(m_model.index(row, 0));
    const RackModel::Load load = m_model.load(row);
    const QRect frame = m_layout.frame(row);
    QRect area(frame.left(), frame.bottom() + 6, frame.width(), barStep);
    paintBar(area, {load.units.sentence, {}, load.units.share});
    if (rack.powerLimitW > 0 || load.plateW > 0 || load.powerW > 0) {
        const double limit = double(rack.powerLimitW);
        Bar power{
            rack.powerLimitW > 0
                ? tr("%1 of %2 on name plates")
                      .arg(wattsText(double(load.plateW)), wattsText(double(rack.powerLimitW)))
                : tr("%1 on name plates").arg(wattsText(double(load.plateW)))};
        if (load.powerW > 0)
            power.side = tr("%1 drawn").arg(wattsText(double(load.powerW)));
        if (limit > 0) {
            power.share = double(load.plateW) / limit;
            power.now = double(load.powerW) / limit;
        }
        paintBar(area.translated(0, barStep), power);
    }
    if (rack.weightLimitKg > 0 || load.weightKg > 0) {
        const QString weight = QLocale().toString(load.weightKg, 'f', 0);
        Bar bar{rack.weightLimitKg > 0
                    ? tr("%1 of %2 kg").arg(weight, QLocale().toString(rack.weightLimitKg))
                    : tr("%1 kg").arg(weight)};
        if (load.unweighed > 0)
            bar.side = tr("%1 not weighed").arg(load.unweighed);
        if (rack.weightLimitKg > 0)
            bar.share = load.weightKg / double(rack.weightLimitKg);
        paintBar(area.translated(0, 2 * barStep), bar);
    }
}

void RackPaint::paintBar(const QRect& area, const Bar& bar) const
{
    const bool over = bar.share > 1 || bar.now > 1;
    const QColor colour = over ? m_tokens.critical : m_tokens.accent;
    const QRect line(area.left(), area.top(), area.width(), 3);
    m_painter.fillRect(line, Tokens::blend(m_tokens.text, m_tokens.app, 10));
    const auto part = [&](double share) {
        return QRect(line.left(), line.top(), int(line.width() * qBound(0.0, share, 1.0)), 3);
    };
    // What is measured stands out of what is only promised.
    const bool measured = bar.now > 0;
    m_painter.fillRect(part(bar.share),
                       measured ? Tokens::blend(colour, m_tokens.app, 40) : colour);
    m_painter.fillRect(part(bar.now), colour);
    QRect text(area.left(), line.bottom() + 1, area.width(), barStep - 4);
    m_painter.setFont(Theme::captionFont());
    m_painter.setPen(m_tokens.secondary);
    m_painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter, bar.side);
    const QFontMetrics metrics(Theme::captionFont());
    if (!bar.side.isEmpty())
        text.setRight(text.right() - metrics.horizontalAdvance(bar.side) - space::small);
    if (over) {
        paintTone(&m_painter, QRect(text.left(), text.top(), 14, text.height()), Tone::Critical,
                  m_tokens);
        m_painter.setPen(m_tokens.critical);
        text.setLeft(text.left() + 18);
    }
    m_painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                       metrics.elidedText(bar.text, Qt::ElideRight, text.width()));
}

} // namespace rackhouse
