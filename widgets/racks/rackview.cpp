#include "widgets/racks/rackview.h"

#include "widgets/racks/deviceplate.h"
#include "widgets/racks/rackmodel.h"

#include <QHoverEvent>
#include <QPainter>
#include <QScrollBar>

namespace rackhouse
{

namespace
{
constexpr int fullUnit = 22;
constexpr int smallestUnit = 13;
constexpr int gutter = 24;
constexpr int plateWidth = 296;
constexpr int gap = 28;
constexpr int head = 40;
constexpr int foot = 48;
constexpr int margin = 16;
constexpr int rackPitch = plateWidth + 2 * gutter + gap;
} // namespace

RackView::RackView(const Theme& theme, RackModel* model, QWidget* parent)
    : QAbstractItemView(parent), m_theme(theme), m_racks(model)
{
    setObjectName(u"racks"_qs);
    setAccessibleName(tr("Racks"));
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setModel(model);
    viewport()->setMouseTracking(true);
    viewport()->setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(model, &QAbstractItemModel::modelReset, this, &RackView::updateGeometries);
    connect(model, &QAbstractItemModel::dataChanged, viewport(), [this] { viewport()->update(); });
}

void RackView::setFace(RackFace face)
{
    m_face = face;
    viewport()->update();
}

void RackView::setFitting(bool fitting)
{
    m_fitting = fitting;
    updateGeometries();
    viewport()->update();
}

int RackView::tallest() const
{
    int units = 1;
    for (int row = 0; row < m_racks->rowCount(); ++row)
        units = qMax(units, int(m_racks->rack(m_racks->index(row, 0))->heightUnits));
    return units;
}

QRect RackView::rackRect(int row) const
{
    const Rack* rack = m_racks->rack(m_racks->index(row, 0));
    const int units = int(rack->heightUnits);
    // Racks stand on the floor: a lower one starts further down.
    const int top = margin + head + (tallest() - units) * m_unit;
    return {margin + row * rackPitch + gutter, top, plateWidth, units * m_unit};
}

QRect RackView::deviceRect(const Machine& machine, int rack) const
{
    const QRect units = rackRect(rack);
    const int top = int(machine.position + machine.heightUnits - 1);
    return {units.left() + 1, units.bottom() + 1 - top * m_unit, units.width() - 2,
            int(machine.heightUnits) * m_unit};
}

QRect RackView::visualRect(const QModelIndex& index) const
{
    QRect rect;
    if (const Machine* machine = m_racks->machine(index))
        rect = deviceRect(*machine, index.parent().row());
    else if (m_racks->rack(index) != nullptr)
        rect = rackRect(index.row()).adjusted(-gutter, -head, gutter, foot);
    return rect.translated(-horizontalOffset(), -verticalOffset());
}

int RackView::rackAt(const QPoint& point) const
{
    const int row = (point.x() - margin) / rackPitch;
    return point.x() >= margin && row < m_racks->rowCount() ? row : -1;
}

QModelIndex RackView::indexAt(const QPoint& point) const
{
    const QPoint at = point + QPoint(horizontalOffset(), verticalOffset());
    const int row = rackAt(at);
    if (row < 0)
        return {};
    const QModelIndex rack = m_racks->index(row, 0);
    for (int i = 0; i < m_racks->rowCount(rack); ++i) {
        const QModelIndex device = m_racks->index(i, 0, rack);
        if (deviceRect(*m_racks->machine(device), row).contains(at))
            return device;
    }
    return {};
}

void RackView::scrollTo(const QModelIndex& index, ScrollHint)
{
    const QRect rect = visualRect(index);
    const QRect view = viewport()->rect();
    if (rect.left() < 0 || rect.right() > view.right())
        horizontalScrollBar()->setValue(horizontalOffset() + rect.left() - margin - gutter);
    if (rect.top() < 0)
        verticalScrollBar()->setValue(verticalOffset() + rect.top() - margin);
    else if (rect.bottom() > view.bottom())
        verticalScrollBar()->setValue(verticalOffset() + rect.bottom() - view.bottom() + margin);
}

QModelIndex RackView::sideways(int step) const
{
    const QModelIndex current = currentIndex();
    const Machine* machine = m_racks->machine(current);
    for (int row = current.parent().row() + step; row >= 0 && row < m_racks->rowCount();
         row += step) {
        const QModelIndex rack = m_racks->index(row, 0);
        QModelIndex nearest;
        qint64 distance = std::numeric_limits<qint64>::max();
        for (int i = 0; i < m_racks->rowCount(rack); ++i) {
            const QModelIndex candidate = m_racks->index(i, 0, rack);
            const qint64 apart = qAbs(m_racks->machine(candidate)->position - machine->position);
            if (apart < distance) {
                distance = apart;
                nearest = candidate;
            }
        }
        if (nearest.isValid())
            return nearest;
    }
    return current;
}

QModelIndex RackView::moveCursor(CursorAction action, Qt::KeyboardModifiers)
{
    const QModelIndex current = currentIndex();
    if (m_racks->machine(current) == nullptr) {
        for (int row = 0; row < m_racks->rowCount(); ++row) {
            if (m_racks->rowCount(m_racks->index(row, 0)) > 0)
                return m_racks->index(0, 0, m_racks->index(row, 0));
        }
        return {};
    }
    const QModelIndex rack = current.parent();
    const int last = m_racks->rowCount(rack) - 1;
    switch (action) {
    case MoveUp:
    case MovePrevious:
        return m_racks->index(qMax(0, current.row() - 1), 0, rack);
    case MoveDown:
    case MoveNext:
        return m_racks->index(qMin(last, current.row() + 1), 0, rack);
    case MoveLeft:
        return sideways(-1);
    case MoveRight:
        return sideways(1);
    case MoveHome:
    case MovePageUp:
        return m_racks->index(0, 0, rack);
    case MoveEnd:
    case MovePageDown:
        return m_racks->index(last, 0, rack);
    }
    return current;
}

int RackView::horizontalOffset() const
{
    return horizontalScrollBar()->value();
}

int RackView::verticalOffset() const
{
    return verticalScrollBar()->value();
}

bool RackView::isIndexHidden(const QModelIndex&) const
{
    return false;
}

void RackView::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags)
{
    QItemSelection selection;
    for (int row = 0; row < m_racks->rowCount(); ++row) {
        const QModelIndex rack = m_racks->index(row, 0);
        for (int i = 0; i < m_racks->rowCount(rack); ++i) {
            const QModelIndex device = m_racks->index(i, 0, rack);
            if (visualRect(device).intersects(rect.normalized()))
                selection.select(device, device);
        }
    }
    selectionModel()->select(selection, flags);
}

QRegion RackView::visualRegionForSelection(const QItemSelection& selection) const
{
    QRegion region;
    for (const QModelIndex& index : selection.indexes())
        region += visualRect(index);
    return region;
}

void RackView::updateGeometries()
{
    const int units = tallest();
    m_unit = fullUnit;
    if (m_fitting) {
        const int room = viewport()->height() - 2 * margin - head - foot;
        m_unit = qBound(smallestUnit, room / units, fullUnit);
    }
    const int wide = 2 * margin + m_racks->rowCount() * rackPitch - gap;
    const int high = 2 * margin + head + units * m_unit + foot;
    horizontalScrollBar()->setPageStep(viewport()->width());
    horizontalScrollBar()->setSingleStep(rackPitch / 4);
    horizontalScrollBar()->setRange(0, qMax(0, wide - viewport()->width()));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(fullUnit);
    verticalScrollBar()->setRange(0, qMax(0, high - viewport()->height()));
    QAbstractItemView::updateGeometries();
}

void RackView::resizeEvent(QResizeEvent* event)
{
    QAbstractItemView::resizeEvent(event);
    updateGeometries();
}

bool RackView::viewportEvent(QEvent* event)
{
    if (event->type() == QEvent::HoverMove || event->type() == QEvent::HoverLeave) {
        const QPersistentModelIndex over =
            event->type() == QEvent::HoverMove
                ? indexAt(static_cast<QHoverEvent*>(event)->position().toPoint())
                : QModelIndex();
        if (over != m_hover) {
            m_hover = over;
            viewport()->update();
        }
    }
    return QAbstractItemView::viewportEvent(event);
}

void RackView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme.tokens().app);
    painter.translate(-horizontalOffset(), -verticalOffset());
    const QRect seen = viewport()->rect().translated(horizontalOffset(), verticalOffset());
    for (int row = 0; row < m_racks->rowCount(); ++row) {
        if (rackRect(row).adjusted(-gutter, -head, gutter, foot).intersects(seen))
            paintRack(painter, row);
    }
}

void RackView::paintRack(QPainter& painter, int row) const
{
    const Tokens& t = m_theme.tokens();
    const QModelIndex index = m_racks->index(row, 0);
    const Rack& rack = *m_racks->rack(index);
    const QRect units = rackRect(row);
    const QRect frame = units.adjusted(-gutter, 0, gutter, 0);
    painter.setFont(Theme::sectionFont());
    painter.setPen(t.text);
    const QRect title(frame.left(), frame.top() - head, frame.width(), head - 6);
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, rack.name);
    painter.setFont(Theme::captionFont());
    painter.setPen(t.secondary);
    QStringList place{rack.hall};
    if (!rack.row.isEmpty())
        place << tr("row %1").arg(rack.row);
    place.removeAll(QString());
    painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, place.join(u", "_qs));

    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.border);
    painter.setBrush(t.surface);
    painter.drawRoundedRect(QRectF(frame).adjusted(-.5, -.5, .5, .5), space::radius, space::radius);
    painter.setRenderHint(QPainter::Antialiasing, false);
    paintGutter(painter, units, int(rack.heightUnits));
    qint64 used = 0;
    for (int i = 0; i < m_racks->rowCount(index); ++i) {
        const QModelIndex device = m_racks->index(i, 0, index);
        used += m_racks->machine(device)->heightUnits;
        paintDevice(painter, device);
    }
    // How full it is, as a slim bar under the rack.
    const QRect bar(frame.left(), frame.bottom() + 10, frame.width(), 4);
    painter.fillRect(bar, Tokens::blend(t.text, t.app, 10));
    painter.fillRect(QRect(bar.left(), bar.top(),
                           int(bar.width() * used / qMax<qint64>(1, rack.heightUnits)), 4),
                     t.accent);
    painter.setFont(Theme::captionFont());
    painter.setPen(t.secondary);
    painter.drawText(QRect(bar.left(), bar.bottom() + 2, bar.width(), 22),
                     Qt::AlignLeft | Qt::AlignVCenter,
                     tr("%1 of %2 U used").arg(used).arg(rack.heightUnits));
    if (rack.powerLimitW > 0)
        painter.drawText(QRect(bar.left(), bar.bottom() + 2, bar.width(), 22),
                         Qt::AlignRight | Qt::AlignVCenter,
                         tr("limit %1 kW").arg(rack.powerLimitW / 1000.0, 0, 'f', 1));
}

void RackView::paintGutter(QPainter& painter, const QRect& units, int count) const
{
    const Tokens& t = m_theme.tokens();
    QFont font = Theme::captionFont();
    font.setPointSizeF(m_unit < 16 ? 6.5 : 7.5);
    painter.setFont(font);
    const QColor faint = Tokens::blend(t.border, t.surface, 55);
    for (int unit = 1; unit <= count; ++unit) {
        const int top = units.bottom() + 1 - unit * m_unit;
        painter.setPen(faint);
        painter.drawLine(units.left(), top, units.right(), top);
        painter.setPen(t.secondary);
        const QString number = QString::number(unit);
        painter.drawText(QRect(units.left() - gutter, top, gutter, m_unit), Qt::AlignCenter,
                         number);
        painter.drawText(QRect(units.right() + 1, top, gutter, m_unit), Qt::AlignCenter, number);
    }
    painter.setPen(t.border);
    painter.drawLine(units.topLeft(), units.bottomLeft());
    painter.drawLine(units.topRight(), units.bottomRight());
}

void RackView::paintDevice(QPainter& painter, const QModelIndex& index) const
{
    const Machine& machine = *m_racks->machine(index);
    const DevicePlate plate{machine, m_face, selectionModel()->isSelected(index), m_hover == index,
                            hasFocus() && currentIndex() == index};
    plate.paint(painter, deviceRect(machine, index.parent().row()).adjusted(0, 1, 0, 0),
                m_theme.tokens(), font());
}

} // namespace rackhouse
