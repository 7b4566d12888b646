#include "widgets/overview/figurelist.h"

#include "widgets/common/emptyhint.h"
#include "widgets/common/plainlist.h"

#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>

namespace rackhouse
{

namespace
{

constexpr int linkRole = Qt::UserRole;
constexpr int permilleRole = Qt::UserRole + 1;
constexpr int maxLines = 10; ///< before it scrolls
constexpr int emptyHeight = 76;
constexpr int narrow = 460;

/// Cells as every list draws them; work has a bar under its percentage.
class LineDelegate : public QStyledItemDelegate
{
public:
    LineDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QSize size = QStyledItemDelegate::sizeHint(option, index);
        size.setHeight(m_theme.rowHeight());
        return size;
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QVariant permille = index.data(permilleRole);
        if (!permille.isValid())
            return;
        const Tokens& t = m_theme.tokens();
        const QRect track(option.rect.left() + 4, option.rect.bottom() - 4, option.rect.width() - 8,
                          3);
        painter->fillRect(track, t.border);
        painter->fillRect(
            QRect(track.topLeft(), QSize(int(track.width() * permille.toLongLong() / 1000), 3)),
            t.running);
    }

private:
    const Theme& m_theme;
};

} // namespace

FigureList::FigureList(const Theme& theme, const QString& name, const QString& title,
                       const QString& emptyText, QWidget* parent)
    : QTreeWidget(parent), m_theme(theme)
{
    setObjectName(name);
    setAccessibleName(title);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setMouseTracking(true);
    setTextElideMode(Qt::ElideRight);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setItemDelegate(new LineDelegate(theme, this));
    new EmptyHint(this, emptyText);
    const auto follow = [this](const QTreeWidgetItem* line) {
        if (const QString link = line->data(0, linkRole).toString(); !link.isEmpty())
            emit open(QUrl(link));
    };
    connect(this, &QTreeWidget::itemActivated, this, follow);
    connect(&theme, &Theme::changed, this, &FigureList::fill);
}

void FigureList::setColumns(const QStringList& titles, int firstNumber, int numbers)
{
    m_firstNumber = firstNumber;
    m_numbers = numbers;
    setColumnCount(int(titles.size()));
    setHeaderLabels(titles);
    for (int column = firstNumber; column < firstNumber + numbers; ++column)
        headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    header()->setStretchLastSection(false);
    header()->setSectionsMovable(false);
    for (int column = 0; column < columnCount(); ++column)
        header()->setSectionResizeMode(column, column == 0 ? QHeaderView::Stretch
                                                           : QHeaderView::ResizeToContents);
    // Names of sites may be many.
    if (columnCount() > firstNumber + numbers) {
        header()->setSectionResizeMode(columnCount() - 1, QHeaderView::Fixed);
        header()->resizeSection(columnCount() - 1, width() > narrow ? 190 : 84);
    }
}

void FigureList::setLines(const std::vector<FigureLine>& lines)
{
    if (lines == m_shown && topLevelItemCount() == int(lines.size()))
        return;
    m_shown = lines;
    fill();
    updateGeometry();
}

void FigureList::fill()
{
    QStringList keys;
    for (const FigureLine& line : m_shown)
        keys << line.key;
    updateLines(invisibleRootItem(), keys, [this](QTreeWidgetItem* item, int number, bool) {
        const FigureLine& line = m_shown[size_t(number)];
        item->setIcon(0, line.tone ? toneIcon(*line.tone, m_theme.tokens()) : QIcon());
        item->setData(0, linkRole, line.link);
        for (int column = 0; column < line.cells.size(); ++column) {
            item->setText(column, line.cells.at(column));
            item->setToolTip(column, line.cells.at(column));
            if (column >= m_firstNumber && column < m_firstNumber + m_numbers)
                item->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
        }
        if (line.permille >= 0)
            item->setData(m_firstNumber, permilleRole, line.permille);
    });
}

int FigureList::neededHeight() const
{
    const int lines = qMin(maxLines, topLevelItemCount());
    return lines == 0 ? header()->sizeHint().height() + emptyHeight
                      : header()->sizeHint().height() + lines * m_theme.rowHeight() + 2;
}

} // namespace rackhouse
