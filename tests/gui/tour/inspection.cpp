#include "tests/gui/tour/inspection.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextDocumentFragment>
#include <QToolButton>

namespace rackhouse
{

namespace
{

template <class T>
const T* as(const QWidget* widget)
{
    return qobject_cast<const T*>(widget);
}

bool isEmpty(QWidget& screen)
{
    const QImage image = screen.grab().toImage();
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
    if (const auto* label = as<QLabel>(widget); label != nullptr && !label->text().isEmpty()) {
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

} // namespace

QStringList inspectScreen(QWidget& screen)
{
    QStringList problems;
    if (isEmpty(screen))
        problems << QStringLiteral("empty screen");
    for (const QWidget* widget : screen.findChildren<QWidget*>()) {
        if (!widget->isVisible() || isPart(widget))
            continue;
        const QString what =
            QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName();
        if (isControl(widget) &&
            (widget->accessibleName().isEmpty() || widget->objectName().isEmpty()))
            problems << QStringLiteral("no name: ") + what;
        if (const QString text = clippedText(widget); !text.isEmpty())
            problems << QStringLiteral("clipped: ") + what + u' ' + text;
    }
    return problems;
}

} // namespace rackhouse
