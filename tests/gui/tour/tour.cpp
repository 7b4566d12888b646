#include "tests/gui/tour/tour.h"

#include "widgets/common/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>

namespace rackhouse
{

namespace
{
/// Reads of a page end within this; the pictures are of a window at rest.
constexpr int restMs = 700;
} // namespace

Tour::Tour(Context context, MainWindow& window, QString folder, QList<QUrl> links)
    : m_context(context), m_window(window), m_folder(std::move(folder)), m_links(std::move(links))
{
}

void Tour::start()
{
    m_context.theme.setMode(Theme::Mode::Light);
    next();
}

void Tour::next()
{
    if (++m_at == m_links.size()) {
        if (m_context.theme.mode() == Theme::Mode::Dark) {
            emit done();
            return;
        }
        m_context.theme.setMode(Theme::Mode::Dark);
        m_at = 0;
    }
    m_window.open(m_links.at(m_at));
    QTimer::singleShot(restMs, this, &Tour::take);
}

void Tour::take()
{
    const QString theme = m_context.theme.mode() == Theme::Mode::Dark ? u"dark"_qs : u"light"_qs;
    const QString name = u"%1-%2-%3.png"_qs.arg(m_at + 1, 2, 10, QLatin1Char('0'))
                             .arg(m_window.currentPage()->objectName().mid(5), theme);
    if (!m_window.grab().save(m_folder + u'/' + name))
        m_problems << name + u": cannot be written"_qs;
    check(name);
    next();
}

void Tour::check(const QString& name)
{
    if (m_window.currentPage()->findChildren<QWidget*>().isEmpty())
        m_problems << name + u": empty screen"_qs;
    for (const QWidget* widget : m_window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->objectName().startsWith(u"qt_"))
            continue;
        const auto* button = qobject_cast<const QAbstractButton*>(widget);
        const bool usable = button != nullptr ||
                            qobject_cast<const QLineEdit*>(widget) != nullptr ||
                            qobject_cast<const QComboBox*>(widget) != nullptr ||
                            qobject_cast<const QAbstractItemView*>(widget) != nullptr;
        const bool inner =
            qobject_cast<const QLineEdit*>(widget->parentWidget()) != nullptr ||
            qobject_cast<const QAbstractItemView*>(widget->parentWidget()) != nullptr;
        if (usable && !inner &&
            (widget->accessibleName().isEmpty() || widget->objectName().isEmpty()))
            m_problems << name + u": no name: "_qs +
                              QString::fromLatin1(widget->metaObject()->className()) + u' ' +
                              widget->objectName();
        const auto* label = qobject_cast<const QLabel*>(widget);
        const bool text = (label != nullptr && !label->wordWrap()) ||
                          (button != nullptr && !button->text().isEmpty());
        if (text && widget->width() + 1 < widget->minimumSizeHint().width())
            m_problems << name + u": clipped: "_qs + widget->objectName() +
                              (label != nullptr ? label->text() : button->text());
    }
}

} // namespace rackhouse
