#include "tests/gui/tour/demosite.h"
#include "tests/gui/tour/tour.h"

#include "widgets/common/focus.h"
#include "widgets/common/icons.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/shell/actionregistry.h"

#include "models/domain/asset.h"
#include "models/domain/job.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTemporaryDir>

#include <cstdio>

using namespace rackhouse;

namespace
{

template <class T>
QString firstId(const Replica& replica, const QString& site, const Select& select = {})
{
    const auto rows = replica.list<T>(site, select);
    return rows && !rows->empty() ? rows->front().id.text() : QString();
}

QList<QUrl> linksOf(const Replica& replica, const QString& site)
{
    QList<QUrl> links;
    for (const QString& page : {u"/overview"_qs, u"/floor"_qs, u"/machines"_qs, u"/jobs"_qs,
                                u"/images"_qs, u"/settings"_qs})
        links << Page::makeLink(page);
    links << Page::makeLink(u"/machines"_qs, u"filter"_qs, u"state:available"_qs);
    if (const QString id = firstId<Machine>(replica, site); !id.isEmpty())
        links << Page::makeLink(u"/machines/"_qs + id);
    if (const QString id = firstId<Job>(replica, site, {.equals = {{u"state"_qs, u"running"_qs}}});
        !id.isEmpty())
        links << Page::makeLink(u"/jobs/"_qs + id);
    return links;
}

} // namespace

int main(int argc, char* argv[])
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"out"_qs, u"Folder for the pictures."_qs, u"DIR"_qs, u"tour"_qs});
    parser.addOption(
        {u"data"_qs, u"Folder with a replica.db; else a demo site is made."_qs, u"DIR"_qs});
    parser.process(application);
    QTemporaryDir own;
    const QString data = parser.isSet(u"data"_qs) ? parser.value(u"data"_qs) : own.path();
    SystemClock clock;
    auto replica = Replica::open(data + u"/replica.db"_qs, clock);
    if (!replica) {
        std::fprintf(stderr, "%s\n", qPrintable(problemText(replica.error())));
        return 1;
    }
    QString site;
    if (const auto sites = (*replica)->sites(); sites && !sites->empty())
        site = sites->front().siteKey;
    else if (const auto made = fillDemoSite(**replica, clock); made)
        site = *made;
    QDir().mkpath(parser.value(u"out"_qs));

    Settings settings(own.path() + u"/tour.ini"_qs);
    Theme theme(application);
    Icons icons(theme);
    Records records(**replica);
    DemoLink link(clock);
    Focus focus;
    ActionRegistry actions(icons);
    DesktopPrompts prompts;
    MainWindow window({clock, theme, icons, settings, records, link, focus, actions, prompts});
    records.setSite(site);
    window.setSites({{u"paris-1"_qs, u"Paris-1"_qs}}, u"paris-1"_qs);
    window.resize(1440, 900);
    window.show();
    Tour tour({clock, theme, icons, settings, records, link, focus, actions, prompts}, window,
              parser.value(u"out"_qs), linksOf(**replica, site));
    QObject::connect(&tour, &Tour::done, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    tour.start();
    QApplication::exec();
    for (const QString& problem : tour.problems())
        std::fprintf(stderr, "%s\n", qPrintable(problem));
    return tour.problems().isEmpty() ? 0 : 1;
}
