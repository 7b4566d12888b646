#include "widgets/common/tableview.h"

#include <QHeaderView>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QSignalBlocker>

namespace rackhouse
{

TableView::TableView(QWidget* parent)
    : QTableView(parent), m_heldHeader(new QHeaderView(Qt::Horizontal, this))
{
    setSelectionBehavior(SelectRows);
    setHorizontalScrollMode(ScrollPerPixel);
    QHeaderView* header = horizontalHeader();
    header->setFirstSectionMovable(false);
    m_heldHeader->setFocusPolicy(Qt::NoFocus);
    m_heldHeader->setSectionsClickable(true);
    m_heldHeader->setHighlightSections(false);
    m_heldHeader->setContextMenuPolicy(Qt::CustomContextMenu);
    m_heldHeader->hide();
    connect(m_heldHeader, &QHeaderView::customContextMenuRequested, header,
            &QHeaderView::customContextMenuRequested);
    connect(m_heldHeader, &QHeaderView::sortIndicatorChanged, header,
            &QHeaderView::setSortIndicator);
    connect(header, &QHeaderView::sortIndicatorChanged, m_heldHeader,
            [this](int section, Qt::SortOrder order) {
                const QSignalBlocker quiet(m_heldHeader);
                m_heldHeader->setSortIndicator(section, order);
            });
    connect(m_heldHeader, &QHeaderView::sectionResized, header, [this](int section, int, int size) {
        if (section == 0)
            horizontalHeader()->resizeSection(0, size);
    });
    connect(header, &QHeaderView::sectionResized, this, [this] { placeHeldHeader(); });
}

void TableView::setModel(QAbstractItemModel* model)
{
    QTableView::setModel(model);
    m_heldHeader->setObjectName(objectName() + u".first-header"_qs);
    m_heldHeader->setAccessibleName(tr("Title of the first column"));
    m_heldHeader->setModel(model);
    for (int column = 1; column < model->columnCount(); ++column)
        m_heldHeader->setSectionHidden(column, true);
    m_heldHeader->setSortIndicatorShown(true);
}

QRect TableView::heldRect(int row) const
{
    return {0, rowViewportPosition(row), columnWidth(0), rowHeight(row)};
}

QModelIndex TableView::indexAt(const QPoint& point) const
{
    if (isHeld() && point.x() >= 0 && point.x() < columnWidth(0)) {
        const int row = rowAt(point.y());
        return row >= 0 ? model()->index(row, 0) : QModelIndex();
    }
    return QTableView::indexAt(point);
}

QRect TableView::visualRect(const QModelIndex& index) const
{
    if (index.isValid() && index.column() == 0 && isHeld())
        return heldRect(index.row());
    return QTableView::visualRect(index);
}

void TableView::scrollTo(const QModelIndex& index, ScrollHint hint)
{
    QScrollBar* bar = horizontalScrollBar();
    const int before = bar->value();
    QTableView::scrollTo(index, hint);
    // The first column is always in sight, and must not cover the cell.
    if (index.column() == 0)
        bar->setValue(before);
    else if (const int covered = columnWidth(0) - columnViewportPosition(index.column());
             isHeld() && covered > 0)
        bar->setValue(bar->value() - covered);
}

void TableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (isHeld() && model()->rowCount() > 0)
        paintHeld(event->rect());
}

void TableView::paintHeld(const QRect& exposed)
{
    QPainter painter(viewport());
    const int last = rowAt(viewport()->height() - 1);
    for (int row = qMax(0, rowAt(0)); row < model()->rowCount(); ++row) {
        if (last >= 0 && row > last)
            break;
        QStyleOptionViewItem option;
        initViewItemOption(&option);
        option.rect = heldRect(row);
        if (!option.rect.intersects(exposed))
            continue;
        const QModelIndex index = model()->index(row, 0);
        const QPoint mouse = viewport()->mapFromGlobal(QCursor::pos());
        option.state.setFlag(QStyle::State_Selected, selectionModel()->isSelected(index));
        option.state.setFlag(QStyle::State_MouseOver, option.rect.contains(mouse));
        painter.fillRect(option.rect, palette().base());
        itemDelegate()->paint(&painter, option, index);
    }
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(columnWidth(0) - 1, 0, columnWidth(0) - 1, viewport()->height());
}

void TableView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    // What was moved with the rest stands still.
    if (dx != 0) {
        viewport()->update();
        placeHeldHeader();
    }
}

void TableView::updateGeometries()
{
    QTableView::updateGeometries();
    placeHeldHeader();
}

void TableView::placeHeldHeader()
{
    const QHeaderView* header = horizontalHeader();
    if (m_heldHeader->model() == nullptr || m_heldHeader->count() == 0)
        return;
    m_heldHeader->setDefaultAlignment(header->defaultAlignment());
    m_heldHeader->resizeSection(0, header->sectionSize(0));
    m_heldHeader->setGeometry(header->x(), header->y(), header->sectionSize(0), header->height());
    m_heldHeader->setVisible(isHeld());
}

} // namespace rackhouse
