#include "tests/gui/tour/tour.h"

#include "tests/gui/tour/inspection.h"
#include "widgets/common/records.h"
#include "widgets/shell/actionregistry.h"

#include <QDialog>
#include <QListView>
#include <QTabWidget>
#include <QTimer>

namespace rackhouse
{

Tour::Tour(Context context, DemoLink& link, MainWindow& window, QString folder,
           std::vector<Stop> stops)
    : m_context(context), m_link(link), m_window(window), m_folder(std::move(folder)),
      m_stops(std::move(stops))
{
}

void Tour::start()
{
    m_context.theme.setMode(Theme::Mode::Light);
    show();
}

void Tour::next()
{
    if (++m_at == m_stops.size()) {
        if (m_context.theme.mode() == Theme::Mode::Dark)
            return emit done();
        m_context.theme.setMode(Theme::Mode::Dark);
        m_at = 0;
    }
    show();
}

void Tour::whenAtRest(std::function<void()> then)
{
    // Turns of the event loop let what arrived be laid out.
    QTimer::singleShot(0, this, [this, then = std::move(then)] {
        if (!m_context.records.isBusy())
            QTimer::singleShot(0, this, [this, then] { QTimer::singleShot(0, this, then); });
        else
            connect(
                &m_context.records, &Records::settled, this, [this, then] { whenAtRest(then); },
                Qt::SingleShotConnection);
    });
}

void Tour::show()
{
    const Stop& stop = m_stops[m_at];
    m_link.setState(stop.offline ? SiteLink::State::Offline : SiteLink::State::Online);
    m_window.open(stop.link);
    if (auto* tabs = m_window.currentPage()->findChild<QTabWidget*>())
        tabs->setCurrentIndex(stop.tab);
    whenAtRest([this, action = stop.action] {
        if (action.isEmpty())
            return take();
        m_context.actions.action(action)->trigger();
        whenAtRest([this] { take(); });
    });
}

QDialog* Tour::dialog() const
{
    for (QDialog* dialog : m_window.findChildren<QDialog*>()) {
        if (dialog->isVisible())
            return dialog;
    }
    return nullptr;
}

void Tour::take()
{
    if (m_stops[m_at].action.isEmpty()) {
        shoot(m_window);
    } else if (QDialog* open = dialog()) {
        shoot(*open);
        open->reject();
    } else {
        m_problems << m_stops[m_at].name + u": no dialog was opened"_qs;
    }
    next();
}

void Tour::shoot(QWidget& screen)
{
    const QString theme = m_context.theme.mode() == Theme::Mode::Dark ? u"dark"_qs : u"light"_qs;
    const QString name =
        u"%1-%2-%3.png"_qs.arg(m_at + 1, 2, 10, QLatin1Char('0')).arg(m_stops[m_at].name, theme);
    // A view lays out its new rows on a timer of its own.
    for (QListView* view : screen.findChildren<QListView*>())
        view->doItemsLayout();
    if (!screen.grab().save(m_folder + u'/' + name))
        m_problems << name + u": cannot be written"_qs;
    for (const QString& problem : inspectScreen(screen))
        m_problems << name + u": "_qs + problem;
}

} // namespace rackhouse
