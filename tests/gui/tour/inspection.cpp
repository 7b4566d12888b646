#include "tests/gui/tour/inspection.h"

#include "widgets/common/elidedlabel.h"
#include "widgets/common/numbertile.h"
#include "widgets/common/status.h"
#include "widgets/shell/page.h"

#include <QAbstractButton>
#include <QAbstractItemDelegate>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QTreeView>

namespace rackhouse
{

namespace
{

template <class T>
const T* as(const QWidget* widget)
{
    return qobject_cast<const T*>(widget);
}

/// What is between navigation, title and status: there everything else has something to show.
QWidget& pageOf(QWidget& screen)
{
    for (Page* page : screen.findChildren<Page*>()) {
        if (page->isVisible())
            return *page;
    }
    return screen;
}

bool isBlank(QWidget& area)
{
    const QImage image = area.grab().toImage();
    const QRgb first = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != first)
                return false;
        }
    }
    return true;
}

/// Parts of another control are named by it.
bool isPart(const QWidget* widget)
{
    const QWidget* parent = widget->parentWidget();
    return widget->objectName().startsWith(QStringLiteral("qt_")) || as<QLineEdit>(parent) ||
           as<QComboBox>(parent) || as<QAbstractItemView>(parent);
}

bool isControl(const QWidget* widget)
{
    return as<QAbstractButton>(widget) || as<QLineEdit>(widget) || as<QComboBox>(widget) ||
           as<QAbstractItemView>(widget) || as<QPlainTextEdit>(widget);
}

QString plain(const QString& text)
{
    return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
}

bool showsIconOnly(const QAbstractButton* button)
{
    const auto* tool = as<QToolButton>(button);
    return tool != nullptr && tool->toolButtonStyle() == Qt::ToolButtonIconOnly;
}

/// The text that does not fit; empty when it does.
QString clippedText(const QWidget* widget)
{
    if (const auto* label = as<QLabel>(widget);
        label != nullptr && !label->text().isEmpty() && as<ElidedLabel>(widget) == nullptr) {
        const QRect inside = label->contentsRect();
        const bool fits =
            label->wordWrap()
                ? label->heightForWidth(label->width()) <= label->height() + 1
                : label->fontMetrics().size(0, plain(label->text())).width() <= inside.width() + 1;
        return fits ? QString() : label->text();
    }
    if (const auto* button = as<QAbstractButton>(widget);
        button != nullptr && !button->text().isEmpty() && !showsIconOnly(button)) {
        const int icon = button->icon().isNull() ? 0 : button->iconSize().width();
        const int text = button->fontMetrics().size(Qt::TextShowMnemonic, button->text()).width();
        return text + icon <= button->width() ? QString() : button->text();
    }
    return {};
}

/// Titles of columns, and cells of columns too narrow to be read at a glance: what is cut off there
/// has to be whole in the tooltip.
QStringList clippedCells(const QAbstractItemView& view, const QHeaderView& header)
{
    constexpr int narrow = 180;
    QStringList clipped;
    const QAbstractItemModel& model = *view.model();
    for (int column = 0; column < header.count(); ++column) {
        const int width = header.sectionSize(column);
        const QString title = model.headerData(column, Qt::Horizontal).toString();
        if (header.isSectionHidden(column))
            continue;
        if (header.isVisible() && header.fontMetrics().horizontalAdvance(title) + 8 > width)
            clipped << title;
        for (int row = 0; row < model.rowCount() && width < narrow; ++row) {
            const QModelIndex index = model.index(row, column);
            QStyleOptionViewItem option;
            option.initFrom(&view);
            const bool fits =
                view.itemDelegateForIndex(index)->sizeHint(option, index).width() <= width + 1;
            const QString text = index.data().toString();
            if (!fits && view.viewport()->rect().intersects(view.visualRect(index)) &&
                !index.data(Qt::ToolTipRole).toString().contains(text))
                clipped << text;
        }
    }
    return clipped;
}

QStringList clippedIn(const QWidget* widget)
{
    if (const QString text = clippedText(widget); !text.isEmpty())
        return {text};
    // They draw their text themselves.
    if ((as<StatusLabel>(widget) || as<NumberTile>(widget)) &&
        widget->width() < widget->minimumSizeHint().width())
        return {widget->accessibleName()};
    if (const auto* table = as<QTableView>(widget))
        return clippedCells(*table, *table->horizontalHeader());
    if (const auto* tree = as<QTreeView>(widget); tree != nullptr && !tree->isHeaderHidden())
        return clippedCells(*tree, *tree->header());
    QStringList clipped;
    if (const auto* tabs = as<QTabBar>(widget)) {
        for (int tab = 0; tab < tabs->count(); ++tab) {
            const int text = tabs->fontMetrics().horizontalAdvance(tabs->tabText(tab));
            if (tabs->isTabVisible(tab) && text > tabs->tabRect(tab).width())
                clipped << tabs->tabText(tab);
        }
    }
    return clipped;
}

bool isBareList(const QWidget* widget)
{
    const auto* view = as<QAbstractItemView>(widget);
    return view != nullptr && !as<QHeaderView>(widget) && view->model() != nullptr &&
           view->model()->rowCount() == 0;
}

} // namespace

QStringList inspectScreen(QWidget& screen, Lists lists)
{
    QStringList problems;
    if (isBlank(pageOf(screen)))
        problems << QStringLiteral("empty page");
    for (const QWidget* widget : screen.findChildren<QWidget*>()) {
        if (!widget->isVisible() || isPart(widget))
            continue;
        const QString what =
            QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        if (isControl(widget) &&
            (widget->accessibleName().isEmpty() || widget->objectName().isEmpty()))
            problems << QStringLiteral("no name: ") + what;
        if (lists == Lists::HaveRows && isBareList(widget))
            problems << QStringLiteral("no rows: ") + what;
        for (const QString& text : clippedIn(widget))
            problems << QStringLiteral("clipped: ") + what + u' ' + text;
    }
    return problems;
}

} // namespace rackhouse
