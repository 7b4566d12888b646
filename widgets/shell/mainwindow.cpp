#include "widgets/shell/mainwindow.h"

#include "widgets/common/edits.h"
#include "widgets/common/focus.h"
#include "widgets/common/format.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/prompts.h"
#include "widgets/common/settings.h"
#include "widgets/common/sitelink.h"
#include "widgets/help/helpdialog.h"
#include "widgets/help/helppage.h"
#include "widgets/help/helptopics.h"
#include "widgets/racks/flooractions.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/navigation.h"
#include "widgets/shell/paperdialog.h"
#include "widgets/shell/statusline.h"
#include "widgets/shell/taskpanel.h"
#include "widgets/shell/titlerow.h"
#include "widgets/shell/workspaces.h"

#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QDialog>
#include <QLineEdit>
#include <QMenuBar>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

/// What is wrong, since when, what is shown meanwhile, and that nothing needs to be done.
QString offlineText(const SiteLink& site, Instant now)
{
    const Error error = site.lastError();
    // A socket that nobody serves is the same to a person as one that is not there.
    const bool silent = error.code.isEmpty() || error.code == u"timed-out";
    const QString what =
        silent ? MainWindow::tr("%1 does not answer.").arg(site.siteName()) : problemText(error);
    const QString retry = MainWindow::tr("The console keeps trying.");
    if (!site.freshAt().isSet())
        return what + u' ' + MainWindow::tr("It has not answered yet.") + u' ' + retry;
    return what + u' ' +
           MainWindow::tr("You see what it said %1 (%2); commands are possible "
                          "again when it is back.")
               .arg(relativeTime(site.freshAt(), now), exactTime(site.freshAt())) +
           u' ' + retry;
}

} // namespace

MainWindow::MainWindow(Context context, QWidget* parent) : QMainWindow(parent), m_context(context)
{
    setObjectName(u"window"_qs);
    setWindowTitle(tr("Rackhouse"));
    resize(1440, 900);
    restoreGeometry(m_context.settings.value(setting::geometry).toByteArray());
    m_context.edits = new Edits(m_context.records, m_context.site, this);
    addActions();
    arrange();
    buildMenus();
    connect(&m_context.site, &SiteLink::changed, this, &MainWindow::siteMoved);
    connect(&m_context.focus, &Focus::changed, &m_context.actions, &ActionRegistry::refresh);
    connect(&m_context.theme, &Theme::changed, this, [this] {
        if (m_page != nullptr)
            m_title->show(*m_page);
    });
    connect(&m_ageTick, &QTimer::timeout, this, &MainWindow::siteMoved);
    m_ageTick.start(15'000);
    siteMoved();
    m_pages->setFocus();
    open(Page::makeLink(u"/overview"_qs));
}

MainWindow::~MainWindow()
{
    // A page that is hidden for the last time may lift its lock.
    disconnect(&m_context.site, nullptr, this, nullptr);
}

void MainWindow::arrange()
{
    std::vector<Navigation::Entry> entries;
    for (const Workspace& workspace : workspaces()) {
        if (!workspace.title.isEmpty() && workspace.under.isEmpty())
            entries.push_back(
                {workspace.name,
                 workspace.navigation.isEmpty() ? workspace.title : workspace.navigation,
                 workspace.icon});
        if (!workspace.under.isEmpty())
            m_under.insert(workspace.name, workspace.under);
        m_makers.insert(workspace.name,
                        [this, make = workspace.make] { return make(m_context, m_pages); });
    }
    auto* middle = new QWidget(this);
    m_navigation = new Navigation(m_context, entries, middle);
    m_title = new TitleRow(m_context, middle);
    m_offline = new MessageStrip(m_context.theme, u"offline"_qs, middle);
    m_offline->setClosable(false);
    m_pages = new QStackedWidget(middle);
    m_tasks = new TaskPanel(m_context, middle);
    m_status = new StatusLine(m_context, middle);
    auto* strip = new QHBoxLayout;
    strip->setContentsMargins(space::large, 0, space::large, space::small);
    strip->addWidget(m_offline);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_title);
    right->addLayout(strip);
    right->addWidget(m_pages, 1);
    right->addWidget(m_tasks);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_navigation);
    columns->addLayout(right, 1);
    auto* all = new QVBoxLayout(middle);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(columns, 1);
    all->addWidget(m_status);
    setCentralWidget(middle);
    connect(m_navigation, &Navigation::chosen, this,
            [this](const QString& name) { open(Page::makeLink(u'/' + name)); });
    connect(m_navigation, &Navigation::siteChosen, this, &MainWindow::siteChosen);
    connect(m_navigation, &Navigation::open, this, &MainWindow::open);
    connect(m_title, &TitleRow::open, this, &MainWindow::open);
    connect(m_tasks, &TaskPanel::open, this, &MainWindow::open);
    connect(m_tasks, &TaskPanel::counted, m_status, &StatusLine::setJobs);
}

void MainWindow::addActions()
{
    addGoActions();
    addWorkActions(m_context, this);
    addFloorActions(m_context, this);
    addViewActions();
    addPaperAction(m_context, this);
    addHelpActions();
    m_context.actions.add({.id = u"site.embedded"_qs,
                           .menu = tr("&Site"),
                           .text = tr("Use this computer as the site"),
                           .icon = u"server"_qs,
                           .run = [this] { emit embeddedWanted(); },
                           .help = tr("Start an appliance on this computer")});
    m_context.actions.add({.id = u"site.pair"_qs,
                           .menu = tr("&Site"),
                           .text = tr("Pair with a site…"),
                           .icon = u"network-connect"_qs,
                           .run = [this] { emit pairWanted(); },
                           .help = tr("Let this computer work with a site")});
    m_context.actions.add({.id = u"window.quit"_qs,
                           .menu = tr("&Site"),
                           .text = tr("Quit"),
                           .icon = u"application-exit"_qs,
                           .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Q),
                           .run = [this] {
                               close();
                           }});
}

void MainWindow::addGoActions()
{
    ActionRegistry& actions = m_context.actions;
    actions.add({.id = u"go.back"_qs,
                 .menu = tr("&Go"),
                 .text = tr("Back"),
                 .icon = u"go-previous"_qs,
                 .shortcut = QKeySequence(Qt::ALT | Qt::Key_Left),
                 .run = [this] { go(-1); },
                 .whyNot =
                     [this] {
                         return m_at > 0 ? QString() : tr("This is the first page");
                     }});
    actions.add({.id = u"go.forward"_qs,
                 .menu = tr("&Go"),
                 .text = tr("Forward"),
                 .icon = u"go-next"_qs,
                 .shortcut = QKeySequence(Qt::ALT | Qt::Key_Right),
                 .run = [this] { go(1); },
                 .whyNot =
                     [this] {
                         return m_at + 1 < int(m_history.size()) ? QString()
                                                                 : tr("This is the latest page");
                     }});
    int number = 0;
    for (const Workspace& workspace : workspaces()) {
        if (workspace.title.isEmpty())
            continue;
        // The keyboard has as many digits as the navigation has lines.
        const bool hasLine = workspace.under.isEmpty();
        number += hasLine ? 1 : 0;
        actions.add({.id = u"go."_qs + workspace.name,
                     .menu = tr("&Go"),
                     .text = workspace.title,
                     .icon = workspace.icon,
                     .shortcut = hasLine ? QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number))
                                         : QKeySequence(),
                     .run = [this, name = workspace.name] {
                         open(Page::makeLink(u'/' + name));
                     }});
    }
    actions.add({.id = u"go.copy-link"_qs,
                 .menu = tr("&Go"),
                 .text = tr("Copy link to this page"),
                 .icon = u"edit-copy"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
                 .run = [this] {
                     QApplication::clipboard()->setText(m_page->link().toString());
                 }});
}

void MainWindow::addViewActions()
{
    ActionRegistry& actions = m_context.actions;
    actions.add({.id = u"view.palette"_qs,
                 .menu = tr("&View"),
                 .text = tr("Search and commands…"),
                 .icon = u"edit-find"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_K),
                 .run = [this] {
                     auto* palette = new CommandPalette(m_context, this);
                     connect(palette, &CommandPalette::chosen, this, &MainWindow::open);
                     m_context.prompts.open(palette);
                 }});
    actions.add({.id = u"view.filter"_qs,
                 .menu = tr("&View"),
                 .text = tr("Filter the table"),
                 .icon = u"view-filter"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_F),
                 .run = [this] { m_page->findChild<QLineEdit*>(u"filter"_qs)->setFocus(); },
                 .whyNot =
                     [this] {
                         return m_page != nullptr && m_page->findChild<QLineEdit*>(u"filter"_qs)
                                    ? QString()
                                    : tr("This page has no table");
                     }});
    actions.add({.id = u"view.tasks"_qs,
                 .menu = tr("&View"),
                 .text = tr("Show or fold running jobs"),
                 .icon = u"job"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_J),
                 .run = [this] {
                     m_tasks->setOpen(!m_tasks->isOpen());
                 }});
    const std::vector<std::tuple<QString, QString, Theme::Mode>> modes{
        {u"system"_qs, tr("Theme of the system"), Theme::Mode::System},
        {u"light"_qs, tr("Light theme"), Theme::Mode::Light},
        {u"dark"_qs, tr("Dark theme"), Theme::Mode::Dark},
        {u"high-contrast"_qs, tr("High contrast"), Theme::Mode::HighContrast}};
    for (const auto& [word, title, mode] : modes) {
        actions.add({.id = u"view.theme."_qs + word,
                     .menu = tr("&View"),
                     .text = title,
                     .icon = {},
                     .run = [this, word = word, mode = mode] {
                         m_context.settings.set(setting::theme, word);
                         m_context.theme.setMode(mode);
                     }});
    }
}

void MainWindow::addHelpActions()
{
    ActionRegistry& actions = m_context.actions;
    actions.add({.id = u"help.here"_qs,
                 .menu = tr("&Help"),
                 .text = tr("Help on this page"),
                 .icon = u"help-contextual"_qs,
                 .shortcut = QKeySequence(Qt::Key_F1),
                 .run = [this] {
                     help();
                 }});
    for (const HelpTopic& topic : helpTopics())
        actions.add({.id = u"help."_qs + topic.name,
                     .menu = tr("&Help"),
                     .text = topic.title,
                     .icon = u"help-contents"_qs,
                     .run = [this, name = topic.name] {
                         open(HelpPage::linkTo(name));
                     }});
}

/// Of the dialog that is open, over it, so that what was typed stays; else of the page.
void MainWindow::help()
{
    auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    const QObject* screen = dialog != nullptr ? static_cast<QObject*>(dialog) : m_page;
    const QUrl link = HelpPage::linkTo(helpOf(screen->objectName().section(u'.', -1)));
    if (dialog == nullptr)
        return open(link);
    auto* reader = new HelpDialog(m_context, link, dialog);
    connect(reader, &HelpDialog::chosen, this, &MainWindow::open);
    m_context.prompts.open(reader);
}

void MainWindow::buildMenus()
{
    menuBar()->setObjectName(u"menu"_qs);
    menuBar()->setAccessibleName(tr("Menu"));
    for (const QString& title : {tr("&Site"), tr("&Machine"), tr("&Floor"), tr("&Job"), tr("&Go"),
                                 tr("&View"), tr("&Help")}) {
        QMenu* menu = menuBar()->addMenu(title);
        menu->setToolTipsVisible(true);
        m_context.actions.fill(menu, title);
    }
    for (QAction* action : m_context.actions.actions())
        addAction(action);
}

Page* MainWindow::pageFor(const QString& name)
{
    if (Page* page = m_made.value(name))
        return page;
    const auto maker = m_makers.value(name);
    if (!maker)
        return nullptr;
    Page* page = maker();
    m_made.insert(name, page);
    m_pages->addWidget(page);
    connect(page, &Page::open, this, &MainWindow::open);
    connect(page, &Page::leaving, this, [this, page] {
        if (page != m_page || m_at < 0)
            return;
        m_history.resize(size_t(m_at) + 1);
        m_history.push_back(m_history[size_t(m_at)]);
        ++m_at;
    });
    connect(page, &Page::moved, this, [this, page] {
        if (page == m_page)
            pageMoved();
    });
    connect(page, &Page::summary, this, [this, page](const QString& text) {
        if (page == m_page)
            m_status->setSummary(text);
    });
    return page;
}

void MainWindow::open(const QUrl& link)
{
    // Who is there already does not come from there.
    if (m_at < 0 || m_history[size_t(m_at)] != link) {
        m_history.resize(size_t(m_at) + 1);
        m_history.push_back(link);
        m_at = int(m_history.size()) - 1;
    }
    showPage(link);
}

void MainWindow::go(int step)
{
    m_at = qBound(0, m_at + step, int(m_history.size()) - 1);
    showPage(m_history[size_t(m_at)]);
}

void MainWindow::showPage(const QUrl& link)
{
    const QStringList parts = link.path().split(u'/', Qt::SkipEmptyParts);
    QString name = parts.value(0, u"overview"_qs);
    const QString workspace = name;
    // "/machines" is the table, "/machines/ID" the page of one.
    if (parts.size() > 1)
        name.chop(1);
    Page* page = pageFor(name);
    if (page == nullptr)
        page = pageFor(u"overview"_qs);
    m_page = page;
    m_context.focus.set({}, {});
    m_status->setSummary({});
    m_pages->setCurrentWidget(page);
    page->visit(link);
    m_navigation->setCurrent(m_under.value(workspace, workspace));
    pageMoved();
}

void MainWindow::pageMoved()
{
    if (m_at >= 0 && !m_page->link().isEmpty())
        m_history[size_t(m_at)] = m_page->link();
    m_title->show(*m_page);
    const auto crumbs = m_page->crumbs();
    setWindowTitle(crumbs.empty() ? tr("Rackhouse") : tr("%1 — Rackhouse").arg(crumbs.back().text));
    m_context.actions.refresh();
}

void MainWindow::siteMoved()
{
    const SiteLink& site = m_context.site;
    if (site.state() == SiteLink::State::Offline)
        m_offline->setMessage(Tone::Stale, offlineText(site, m_context.clock.now()),
                              site.lastError().detail);
    else
        m_offline->setMessage(Tone::Neutral, {});
    m_context.actions.refresh();
}

void MainWindow::setSites(const std::vector<SiteTreeModel::Paired>& sites)
{
    m_navigation->setSites(sites);
}

void MainWindow::toast(Tone tone, const QString& text)
{
    new Toast(m_context.theme, tone, text, this);
}

void MainWindow::paintEvent(QPaintEvent* event)
{
    QMainWindow::paintEvent(event);
    if (!std::exchange(m_painted, true))
        emit firstPaint();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    m_context.settings.set(setting::geometry, saveGeometry());
    event->accept();
}

} // namespace rackhouse
