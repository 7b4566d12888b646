#include "widgets/racks/labelsheet.h"

#include "widgets/common/qrcode.h"

#include <QPageSize>
#include <QPagedPaintDevice>
#include <QPainter>

namespace rackhouse
{

namespace
{

// Lengths are tenths of a millimetre.
constexpr int kColumns = 3;
constexpr int kRows = 8;
constexpr double kWidth = 700;
constexpr double kHeight = 370;
constexpr double kTop = 5; ///< 297 mm are one millimetre more than eight labels
constexpr double kPadding = 40;
constexpr double kCode = 290;
constexpr double kDotsPerInch = 254;

void write(QPainter& painter, double top, const QString& text, int size, bool strong)
{
    QFont font;
    font.setPixelSize(size);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    painter.setFont(font);
    const QRectF area(kPadding + kCode + 10, top, kWidth - 2 * kPadding - kCode - 10, size * 1.4);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(font).elidedText(text, Qt::ElideRight, area.width()));
}

void paintLabel(QPainter& painter, const Label& label)
{
    QrCode(label.link).paint(painter, QRectF(kPadding, kPadding, kCode, kCode));
    painter.setPen(Qt::black);
    write(painter, kPadding + 20, label.name, 46, true);
    write(painter, kPadding + 100, label.tag, 36, true);
    write(painter, kPadding + 165, label.serial, 30, false);
    write(painter, kPadding + 220, label.model, 26, false);
}

} // namespace

bool printLabels(const std::vector<Label>& labels, QPagedPaintDevice& paper)
{
    paper.setPageSize(QPageSize(QPageSize::A4));
    paper.setPageMargins(QMarginsF(0, 0, 0, 0));
    QPainter painter;
    if (!painter.begin(&paper))
        return false;
    const double dots = double(paper.logicalDpiX()) / kDotsPerInch;
    painter.scale(dots, dots);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const int place = int(i) % (kColumns * kRows);
        if (i > 0 && place == 0 && !paper.newPage())
            return false;
        painter.save();
        painter.translate(place % kColumns * kWidth, kTop + place / kColumns * kHeight);
        paintLabel(painter, labels[i]);
        painter.restore();
    }
    return painter.end();
}

} // namespace rackhouse
