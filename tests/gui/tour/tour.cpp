#include "tests/gui/tour/tour.h"

#include "tests/gui/tour/inspection.h"
#include "widgets/common/records.h"
#include "widgets/shell/actionregistry.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDialog>
#include <QKeyEvent>
#include <QListView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>

namespace rackhouse
{

Tour::Tour(Context context, DemoLink& link, MainWindow& window, QString folder,
           std::vector<Stop> stops)
    : m_context(context), m_link(link), m_window(window), m_size(window.size()),
      m_site(context.records.site()), m_folder(std::move(folder)), m_stops(std::move(stops))
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
        // A past moment on its way can be given up.
        const auto* giveUp = m_window.findChild<QWidget*>(u"floor.moment.cancel"_qs);
        if (giveUp != nullptr && giveUp->isVisible())
            return whenAtRest(then);
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
    const Role role = stop.viewer ? Role::Viewer : Role::Admin;
    if (!m_context.records.replica().noteRole(m_site, role))
        m_problems << stop.name + u": the copy keeps no role"_qs;
    m_link.setRole(role);
    m_link.setState(stop.offline ? SiteLink::State::Offline : SiteLink::State::Online);
    m_context.records.setSite(stop.site.value_or(m_site));
    m_window.resize(m_size);
    m_window.open(stop.link);
    whenAtRest([this] {
        prepare();
        whenAtRest([this] { take(); });
    });
}

void Tour::prepare()
{
    const Stop& stop = m_stops[m_at];
    Page* page = m_window.currentPage();
    // A tab may be there only once its rows are.
    if (auto* tabs = page->findChild<QTabWidget*>())
        tabs->setCurrentIndex(stop.tab);
    if (const auto* area = page->findChild<QScrollArea*>())
        area->verticalScrollBar()->setValue(stop.below ? area->verticalScrollBar()->maximum() : 0);
    if (auto* table = page->findChild<QTableView*>(); table != nullptr && stop.select)
        table->selectRow(0);
    press();
    if (!stop.press.isEmpty())
        m_window.findChild<QAbstractButton*>(stop.press)->click();
    if (!stop.action.isEmpty())
        m_context.actions.action(stop.action)->trigger();
    for (auto* button : page->findChildren<QAbstractButton*>()) {
        if (!stop.click.isEmpty() && button->objectName().startsWith(stop.click)) {
            button->click();
            break;
        }
    }
    if (!stop.then.isEmpty())
        m_context.actions.action(stop.then)->trigger();
}

void Tour::press()
{
    const Stop& stop = m_stops[m_at];
    auto* pressed = m_window.findChild<QWidget*>(stop.pressedIn);
    for (QWidget* above = pressed; above != nullptr; above = above->parentWidget()) {
        if (auto* scroll = qobject_cast<QScrollArea*>(above))
            scroll->ensureWidgetVisible(pressed, 0, 60);
    }
    for (const Qt::Key key : stop.keys) {
        QKeyEvent event(QEvent::KeyPress, key, Qt::NoModifier);
        QCoreApplication::sendEvent(pressed, &event);
    }
}

/// The one on top.
QDialog* Tour::dialog() const
{
    return qobject_cast<QDialog*>(QApplication::activeModalWidget());
}

void Tour::take()
{
    if (m_stops[m_at].action.isEmpty() && m_stops[m_at].click.isEmpty()) {
        shoot(m_window);
    } else if (QDialog* open = dialog()) {
        shoot(*open);
        while (QDialog* left = dialog())
            left->reject();
    } else {
        m_problems << m_stops[m_at].name + u": no dialog was opened"_qs;
    }
    next();
}

void Tour::shoot(QWidget& screen)
{
    // A number that has just come makes room for itself first.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
    const QString theme = m_context.theme.mode() == Theme::Mode::Dark ? u"dark"_qs : u"light"_qs;
    const QString name =
        u"%1-%2-%3.png"_qs.arg(m_at + 1, 2, 10, QLatin1Char('0')).arg(m_stops[m_at].name, theme);
    // A view lays out its new rows on a timer of its own.
    for (QListView* view : screen.findChildren<QListView*>())
        view->doItemsLayout();
    const Lists lists = m_stops[m_at].bare ? Lists::MayBeBare : Lists::HaveRows;
    if (!screen.grab().save(m_folder + u'/' + name))
        m_problems << name + u": cannot be written"_qs;
    if (&screen == &m_window && m_window.size() != m_size)
        m_problems << name + u": needs %1x%2"_qs.arg(m_window.width()).arg(m_window.height());
    for (const QString& problem : inspectScreen(screen, lists))
        m_problems << name + u": "_qs + problem;
}

} // namespace rackhouse
