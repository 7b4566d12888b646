#include "widgets/racks/racksheet.h"

#include "widgets/common/papertext.h"
#include "widgets/common/papertokens.h"
#include "widgets/common/qrcode.h"
#include "widgets/hall/halllegend.h"
#include "widgets/racks/deviceplate.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QPageSize>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace rackhouse
{

namespace
{

using paper::write;

// On paper, lengths are tenths of a millimetre; in a rack, pixels of which a unit has 22.
constexpr double kUnit = 444.5; ///< EIA-310: 1.75 inches
constexpr double kPanel = 4826; ///< width of a front panel: 19 inches
constexpr int kUnitPixels = 22;
constexpr double kPixel = kUnit / kUnitPixels;
constexpr double kMargin = 100;
constexpr double kHead = 240;
constexpr double kTextLeft = 220; ///< in the head, beside the QR code
constexpr double kRuler = 1000;   ///< 100 mm, to hold a real one against
constexpr double kGap = 100;
constexpr double kPartHeight = 120;
constexpr double kPartWidth = 860;
constexpr double kLegendPixel = 2; ///< of what the screen draws as one
constexpr int kLegendWidth = 700;  ///< in those
constexpr int kDotsPerInch = 254;  ///< a dot is a tenth of a millimetre

QString tr(const char* text)
{
    return QCoreApplication::translate("RackSheet", text);
}

double outerWidth(const Rack& rack)
{
    return double(rack.widthMm > 0 ? rack.widthMm : 600) * 10;
}

} // namespace

RackSheet::RackSheet(const FloorBooks& books, std::vector<Rack> racks, Options options, Instant now)
    : m_books(books), m_racks(std::move(racks)), m_options(options), m_now(now)
{
}

double RackSheet::unitMm() const
{
    return kUnit / 10 / m_options.scale;
}

QSizeF RackSheet::faceSize(const Rack& rack) const
{
    return {outerWidth(rack) / m_options.scale, kUnit * double(rack.heightUnits) / m_options.scale};
}

int RackSheet::rowsOf(const Rack& rack) const
{
    return qMax(8, int((faceSize(rack).height() + 60) / kPartHeight));
}

QSizeF RackSheet::sizeOf(const Rack& rack) const
{
    const QSizeF face = faceSize(rack);
    const int faces = int(m_options.front) + int(m_options.rear);
    double width = faces * (face.width() + kGap);
    double height = face.height() + 60;
    if (m_options.parts) {
        const int count = int(m_books.devicesIn(rack.id).size());
        width += std::ceil(double(count) / rowsOf(rack)) * kPartWidth;
        height = qMax(height, rowsOf(rack) * kPartHeight);
    }
    width = qMax(width, kTextLeft + kRuler + kGap);
    if (isShaded())
        width = qMax(width, kLegendWidth * kLegendPixel + kGap);
    return {width, kHead + height + legendHeight()};
}

/// With a gap above it.
double RackSheet::legendHeight() const
{
    return isShaded() ? HallLegend::heightOf(m_options.measure) * kLegendPixel + kGap / 2 : 0;
}

QSizeF RackSheet::needed() const
{
    double width = 2 * kMargin;
    double height = 0;
    for (const Rack& rack : m_racks) {
        width += sizeOf(rack).width();
        height = qMax(height, sizeOf(rack).height());
    }
    return {width / 10, (height + 2 * kMargin) / 10};
}

QSizeF RackSheet::sizeMm() const
{
    const QSizeF room = needed();
    for (const auto id :
         {QPageSize::A4, QPageSize::A3, QPageSize::A2, QPageSize::A1, QPageSize::A0}) {
        const QSizeF upright = QPageSize::size(id, QPageSize::Millimeter);
        for (const QSizeF& paper : {upright, upright.transposed()}) {
            if (room.width() <= paper.width() && room.height() <= paper.height())
                return paper;
        }
    }
    return room;
}

void RackSheet::paint(QPainter& painter) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.translate(kMargin, kMargin);
    for (const Rack& rack : m_racks) {
        paintRack(painter, rack);
        painter.translate(sizeOf(rack).width(), 0);
    }
    painter.restore();
}

void RackSheet::paintRack(QPainter& painter, const Rack& rack) const
{
    painter.save();
    paintHead(painter, rack);
    painter.translate(0, kHead);
    for (const RackFace face : {RackFace::Front, RackFace::Rear}) {
        if (face == RackFace::Front ? !m_options.front : !m_options.rear)
            continue;
        paintFace(painter, rack, face);
        painter.translate(faceSize(rack).width() + kGap, 0);
    }
    if (m_options.parts)
        paintParts(painter, rack);
    painter.restore();
    if (isShaded())
        paintLegend(painter, sizeOf(rack).height() - legendHeight() + kGap / 2);
}

void RackSheet::paintLegend(QPainter& painter, double top) const
{
    painter.save();
    painter.translate(0, top);
    painter.scale(kLegendPixel, kLegendPixel);
    const QRect area(0, 0, kLegendWidth, HallLegend::heightOf(m_options.measure));
    HallLegend::paint(painter, area, {m_options.measure, m_books.bestRent(m_now)}, paperTokens(),
                      HallLegend::Of::Devices);
    painter.restore();
}

void RackSheet::paintHead(QPainter& painter, const Rack& rack) const
{
    QrCode(u"rackhouse:/floor?rack="_qs + rack.id.text()).paint(painter, QRectF(0, 0, 200, 200));
    const double width = sizeOf(rack).width() - 230;
    write(painter, {kTextLeft, 10, width, 70}, rack.name, 56, true);
    QStringList place{rack.hall};
    if (!rack.row.isEmpty())
        place << tr("row %1").arg(rack.row);
    place << tr("%1 U").arg(rack.heightUnits);
    place.removeAll(QString());
    write(painter, {kTextLeft, 90, width, 40}, place.join(u", "_qs), 30, false);
    const QDateTime now = m_now.toDateTime();
    const QString day = QLocale().toString(now.date(), QLocale::ShortFormat);
    QString line = tr("Scale 1:%1, as the books had it on %2").arg(m_options.scale).arg(day);
    if (isShaded()) // which changes by the minute
        line += u" · "_qs + measureTitle(m_options.measure) + u", "_qs +
                QLocale().toString(now, QLocale::ShortFormat);
    write(painter, {kTextLeft, 135, width, 40}, line, 26, false);
    paintRuler(painter);
}

/// Whether a printer has kept the size is seen on paper alone.
void RackSheet::paintRuler(QPainter& painter) const
{
    constexpr double top = 188;
    painter.setPen(QPen(paperTokens().text, 2));
    painter.drawLine(QPointF(kTextLeft, top), QPointF(kTextLeft + kRuler, top));
    for (int centimetre = 0; centimetre <= 10; ++centimetre) {
        const double x = kTextLeft + centimetre * kRuler / 10;
        painter.drawLine(QPointF(x, top), QPointF(x, top + (centimetre % 5 == 0 ? 18 : 10)));
    }
    write(painter, {kTextLeft + 8, top + 14, kRuler / 2, 30},
          tr("100 mm on paper: hold a ruler against it"), 22, false);
}

void RackSheet::paintFace(QPainter& painter, const Rack& rack, RackFace face) const
{
    const Tokens& t = paperTokens();
    const QSizeF size = faceSize(rack);
    write(painter, {0, 0, size.width(), 40}, face == RackFace::Front ? tr("Front") : tr("Rear"), 30,
          true);
    painter.save();
    painter.translate(0, 60);
    painter.setPen(QPen(t.text, 2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(QPointF(0, 0), size));
    // From here on in the pixels of the screen, so that plates are drawn by the same hand.
    painter.scale(kPixel / m_options.scale, kPixel / m_options.scale);
    const double outer = outerWidth(rack) / kPixel;
    const double panel = qMin(outer, kPanel / kPixel);
    const double left = (outer - panel) / 2;
    const double height = kUnitPixels * double(rack.heightUnits);
    QFont font;
    font.setPixelSize(9);
    painter.setFont(font);
    for (int unit = 1; unit <= rack.heightUnits; ++unit) {
        const double top = height - unit * kUnitPixels;
        painter.setPen(QPen(t.border, .5));
        painter.drawLine(QPointF(left, top), QPointF(left + panel, top));
        painter.setPen(t.secondary);
        painter.drawText(QRectF(left - 18, top, 16, kUnitPixels), Qt::AlignCenter,
                         QString::number(unit));
    }
    paintDevices(painter, rack, face, left);
    painter.restore();
}

void RackSheet::paintDevices(QPainter& painter, const Rack& rack, RackFace face, double left) const
{
    const std::vector<Device> devices = m_books.devicesIn(rack.id);
    const std::vector<RackSlot> places = slotsOf(rack, devices);
    const double panel = qMin(kPanel, outerWidth(rack)) / kPixel;
    const double height = kUnitPixels * double(rack.heightUnits);
    const DeviceRents rents = m_books.rents(m_now, m_books.bestRent(m_now));
    LineCache lines;
    for (const bool behind : {true, false}) {
        for (std::size_t i = 0; i < devices.size(); ++i) {
            const Device& device = devices[i];
            const RackSlot& place = places[i];
            if ((device.halfDepth() && device.face() != face) != behind)
                continue;
            const double lane = panel / place.lanes;
            QRectF rect(left + place.lane * lane, height - place.top() * kUnitPixels / 2., lane,
                        place.halves * kUnitPixels / 2.);
            if (device.mount() != Mount::Units) {
                const bool atLeft =
                    (device.mount() == Mount::LeftSide) == (face == RackFace::Front);
                const double edge =
                    atLeft ? 1 + 10 * place.lane : left + panel + 14 - 10 * place.lane;
                rect = QRectF(edge, 2, 10, height - 4);
            }
            const auto value = device.measure(m_options.measure, rents, m_now);
            const DevicePlate plate{.device = device,
                                    .type = m_books.type(device.typeId()),
                                    .plugged = m_books.plugged.value(device.id()),
                                    .slot = place,
                                    .seenFrom = face,
                                    .measure = m_options.measure,
                                    .value = value ? &*value : nullptr,
                                    .onPaper = true};
            plate.paint(painter, rect, paperTokens(), QFont(), lines);
        }
    }
}

void RackSheet::paintParts(QPainter& painter, const Rack& rack) const
{
    painter.save();
    int row = 0;
    for (const Device& device : m_books.devicesIn(rack.id)) {
        paintPart(painter, device);
        painter.translate(0, kPartHeight);
        if (++row % rowsOf(rack) == 0)
            painter.translate(kPartWidth, -rowsOf(rack) * kPartHeight);
    }
    painter.restore();
}

void RackSheet::paintPart(QPainter& painter, const Device& device) const
{
    QrCode(device.link()).paint(painter, QRectF(0, 0, kPartHeight - 4, kPartHeight - 4));
    const double width = kPartWidth - kPartHeight - 30;
    write(painter, {kPartHeight + 6, 14, width, 40}, device.placeText() + u"  "_qs + device.name(),
          28, true);
    QStringList facts{device.model().trimmed(), device.serial(), device.assetTag()};
    if (device.occupant().depthMm > 0)
        facts << tr("%1 mm deep").arg(QLocale().toString(device.occupant().depthMm));
    if (device.weightKg() > 0)
        facts << tr("%1 kg").arg(QLocale().toString(device.weightKg(), 'f', 1));
    if (device.plateW() > 0)
        facts << tr("%1 W").arg(QLocale().toString(device.plateW()));
    if (device.asset() != nullptr)
        facts << device.asset()->note;
    facts.removeAll(QString());
    write(painter, {kPartHeight + 6, 58, width, 36}, facts.join(u" · "_qs), 23, false);
}

bool RackSheet::writeSvg(const QString& path) const
{
    QBuffer buffer;
    const QSize size = (sizeMm() * 10).toSize();
    QSvgGenerator svg;
    svg.setOutputDevice(&buffer);
    svg.setResolution(kDotsPerInch);
    svg.setSize(size);
    svg.setViewBox(QRect(QPoint(0, 0), size));
    svg.setTitle(m_racks.size() == 1 ? m_racks.front().name : tr("Racks"));
    QPainter painter;
    if (!painter.begin(&svg))
        return false;
    paint(painter);
    QSaveFile file(path);
    return painter.end() && file.open(QIODevice::WriteOnly) &&
           file.write(buffer.data()) == buffer.size() && file.commit();
}

} // namespace rackhouse
