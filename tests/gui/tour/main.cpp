#include "tests/gui/tour/demopast.h"
#include "tests/gui/tour/demosite.h"
#include "tests/gui/tour/largesite.h"
#include "tests/gui/tour/longertext.h"
#include "tests/gui/tour/tour.h"
#include "tests/support/quiet_offscreen.h"

#include "widgets/common/focus.h"
#include "widgets/common/icons.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/hall/floorbar.h"
#include "widgets/settings/pairingdialog.h"
#include "widgets/shell/actionregistry.h"

#include "models/domain/asset.h"
#include "models/domain/fabric.h"
#include "models/domain/job.h"
#include "models/domain/wiring.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QTemporaryDir>

#include <cstdio>

using namespace rackhouse;

namespace
{

constexpr int insideTab = 1; ///< of the machine's page

template <class T>
QString firstId(const Replica& replica, const QString& site, const Select& select = {})
{
    const auto rows = replica.list<T>(site, select);
    return rows && !rows->empty() ? rows->front().id.text() : QString();
}

/// A machine whose BMC presents another certificate.
QString machineToTrust(const Replica& replica, const QString& site)
{
    const QString bmc = firstId<Bmc>(replica, site, {.equals = {{u"state"_qs, u"pin-changed"_qs}}});
    return bmc.isEmpty() ? QString()
                         : firstId<Machine>(replica, site, {.equals = {{u"bmc_id"_qs, bmc}}});
}

/// A machine that an inspection has looked into.
QString inspectedMachine(const Replica& replica, const QString& site)
{
    const auto parts = replica.list<Component>(
        site, {.equals = {{u"kind"_qs, enumText(ComponentKind::PciDevice)}}, .limit = 1});
    return parts && !parts->empty() ? parts->front().machineId.text() : QString();
}

/// A site of 2,000 racks from afar and near, by each measure, near and filtered, its list and its
/// plan.
void addFloorStops(std::vector<Stop>& stops, const QString& rack)
{
    const auto add = [&stops](const QString& name, const QString& query) -> Stop& {
        stops.push_back({.name = u"floor-"_qs + name,
                         .link = QUrl(u"rackhouse:/floor?"_qs + query),
                         .site = SyntheticSite::key(),
                         .pressedIn = u"hall"_qs});
        return stops.back();
    };
    for (const QString& measure : {u"power"_qs, u"inlet"_qs, u"health"_qs})
        add(u"site-"_qs + measure, u"view=site&measure="_qs + measure).keys = {Qt::Key_0};
    add(u"site-arrange"_qs, u"view=site&measure=occupancy"_qs).press = u"title.floor.arrange"_qs;
    const QList<Qt::Key> closer{Qt::Key_0, Qt::Key_Plus, Qt::Key_Plus};
    add(u"site-closer"_qs, u"view=site&measure=power"_qs).keys = closer;
    add(u"site-filtered"_qs, u"view=site&measure=occupancy&filter=state:available"_qs).keys = {
        Qt::Key_0};
    for (const auto& [measure, word] : EnumWords<FloorMeasure>::words) {
        const QString text = QString::fromLatin1(word);
        add(text, u"hall=Hall 1&measure="_qs + text).keys = {Qt::Key_0};
    }
    const QList<Qt::Key> nearer{Qt::Key_0,    Qt::Key_Plus, Qt::Key_Plus,
                                Qt::Key_Plus, Qt::Key_Plus, Qt::Key_Plus};
    add(u"near"_qs, u"measure=power&rack="_qs + rack).keys = nearer;
    add(u"nearest"_qs, u"measure=health&rack="_qs + rack).keys =
        nearer + nearer.mid(1) + nearer.mid(1);
    add(u"filtered"_qs, u"measure=occupancy&filter=state:available power_w:>9000&rack="_qs + rack)
        .keys = {Qt::Key_0, Qt::Key_Plus, Qt::Key_Plus, Qt::Key_Plus};
    add(u"racks"_qs, u"view=racks&rack="_qs + rack);
    add(u"list"_qs, u"view=list&rack="_qs + rack);
    add(u"plan"_qs, u"hall=Hall 1"_qs).action = u"floor.edit-plan"_qs;
    for (const QString& page : {u"fabric"_qs, u"cabling"_qs, u"power"_qs})
        stops.push_back({.name = page + u"-large"_qs,
                         .link = Page::makeLink(u'/' + page, u"filter"_qs),
                         .bare = true,
                         .site = SyntheticSite::key()});
}

/// Those of the names that a person asked for; all where none was named.
std::vector<Stop> chosen(std::vector<Stop> stops, const QString& names)
{
    const QStringList wanted = names.split(u',', Qt::SkipEmptyParts);
    if (!wanted.isEmpty())
        std::erase_if(stops, [&wanted](const Stop& stop) { return !wanted.contains(stop.name); });
    return stops;
}

QSize sizeIn(const QString& text)
{
    const QStringList parts = text.split(u'x');
    return {parts.value(0).toInt(), parts.value(1).toInt()};
}

/// The racks from both faces, at full size, and the dialogs that change them.
void addRackStops(std::vector<Stop>& stops, const Replica& replica, const QString& site)
{
    const QString id = firstId<Machine>(replica, site, {.equals = {{u"name"_qs, u"r1-u03"_qs}}});
    const QUrl device = Page::makeLink(u"/floor"_qs, u"device"_qs, id);
    stops.push_back({.name = u"rack-device"_qs, .link = device});
    stops.push_back({.name = u"rack-rear"_qs, .link = device, .press = u"floor.rear"_qs});
    for (const QString& measure :
         {u"power"_qs, u"inlet"_qs, u"health"_qs, u"revenue"_qs, u"wiped"_qs}) {
        QUrl shaded = device;
        shaded.setQuery(device.query() + u"&view=racks&measure="_qs + measure);
        stops.push_back({.name = u"rack-by-"_qs + measure, .link = shaded});
    }
    stops.push_back(
        {.name = u"rack-plain"_qs, .link = QUrl(device.toString() + u"&measure=occupancy"_qs)});
    stops.push_back({.name = u"rack-full"_qs, .link = device, .press = u"floor.full"_qs});
    stops.push_back({.name = u"rack-front"_qs, .link = device, .press = u"floor.front"_qs});
    stops.push_back({.name = u"rack-fit"_qs, .link = device, .press = u"floor.fit"_qs});
    const QString then = QDateTime::currentDateTimeUtc().addDays(-9).toString(Qt::ISODate);
    for (const QString& view : {u"plan"_qs, u"racks"_qs, u"list"_qs})
        stops.push_back({.name = u"past-"_qs + view,
                         .link = QUrl(u"rackhouse:/floor?view=%1&at=%2"_qs.arg(view, then))});
    stops.push_back({.name = u"past-begin"_qs,
                     .link = QUrl(u"rackhouse:/floor?view=plan"_qs),
                     .press = u"button.floor.past"_qs});
    for (const QString& verb : {u"move"_qs, u"add-rack"_qs, u"add-asset"_qs, u"print"_qs})
        stops.push_back({u"rack-"_qs + verb, device, u"floor."_qs + verb});
}

/// What machines are rented for, and the dialogs that say so.
void addMarketStops(std::vector<Stop>& stops)
{
    const QUrl rentals = Page::makeLink(u"/rentals"_qs);
    const QUrl machine = Page::makeLink(u"/machines"_qs, u"filter"_qs, u"name:r1-u04"_qs);
    stops.push_back({.name = u"floor-revenue-small"_qs,
                     .link = QUrl(u"rackhouse:/floor?view=plan&hall=Hall 1&measure=revenue"_qs)});
    stops.push_back({.name = u"rentals-selected"_qs, .link = rentals, .select = true});
    stops.push_back({.name = u"rentals-viewer"_qs, .link = rentals, .viewer = true});
    stops.push_back(
        {.name = u"overview-viewer"_qs, .link = Page::makeLink(u"/overview"_qs), .viewer = true});
    stops.push_back({u"rental"_qs, rentals, u"rental.add"_qs});
    stops.push_back({.name = u"rental-of-machine"_qs,
                     .link = machine,
                     .action = u"rental.add"_qs,
                     .select = true});
    stops.push_back({u"time-zone"_qs, rentals, u"site.time-zone"_qs});
    for (const QString& verb : {u"change"_qs, u"end"_qs, u"remove"_qs})
        stops.push_back({.name = u"rental-"_qs + verb,
                         .link = rentals,
                         .action = u"rental."_qs + verb,
                         .select = true});
}

std::vector<Stop> stopsOf(const Replica& replica, const QString& site, const QString& emptySite)
{
    std::vector<Stop> stops;
    for (const QString& page : {u"overview"_qs, u"floor"_qs, u"cabling"_qs, u"power"_qs,
                                u"machines"_qs, u"jobs"_qs, u"images"_qs, u"racks"_qs, u"assets"_qs,
                                u"cables"_qs, u"device-types"_qs, u"rentals"_qs, u"settings"_qs})
        stops.push_back({page, Page::makeLink(u'/' + page)});
    // A link that says nothing would leave the page with what a later stop has shown.
    const QUrl fabric = Page::makeLink(u"/fabric"_qs, u"fabric"_qs, firstId<Fabric>(replica, site));
    stops.push_back({u"fabric"_qs, fabric});
    const auto finding = [&fabric](const QString& name, int tab, int below) {
        QList<Qt::Key> keys(below + 1, Qt::Key_Down);
        keys.first() = Qt::Key_Home;
        return Stop{.name = name,
                    .link = fabric,
                    .tab = tab,
                    .pressedIn = u"fabric.findings"_qs,
                    .keys = keys};
    };
    stops.push_back(finding(u"fabric-errors"_qs, 0, 6));
    stops.push_back(finding(u"fabric-ports"_qs, 2, 6));
    stops.push_back(finding(u"fabric-parts"_qs, 2, 4));
    stops.push_back(
        {.name = u"overview-below"_qs, .link = Page::makeLink(u"/overview"_qs), .below = true});
    const auto overTime = [&stops](const QString& name, const QString& chart) -> Stop& {
        stops.push_back({.name = name,
                         .link = Page::makeLink(u"/overview"_qs),
                         .pressedIn = u"overview.trend."_qs + chart});
        return stops.back();
    };
    overTime(u"overview-power"_qs, u"power.chart"_qs).keys = {Qt::Key_Home, Qt::Key_PageDown};
    overTime(u"overview-revenue"_qs, u"revenue.chart"_qs).keys = {Qt::Key_End};
    // The choice stays: what is dark comes after it.
    stops.push_back({.name = u"overview-months"_qs,
                     .link = Page::makeLink(u"/overview"_qs),
                     .pressedIn = u"overview.span"_qs,
                     .keys = {Qt::Key_End}});
    // A site that has measured nothing yet.
    Stop& fresh = overTime(u"overview-not-measured"_qs, u"power"_qs);
    fresh.site = SyntheticSite::key();
    fresh.bare = true;
    stops.push_back(
        {.name = u"overview-offline"_qs, .link = Page::makeLink(u"/overview"_qs), .offline = true});
    stops.push_back({.name = u"overview-all-sites"_qs,
                     .link = Page::makeLink(u"/overview"_qs),
                     .site = QString()});
    const QUrl ethernet = Page::makeLink(u"/fabric"_qs, u"fabric"_qs, u"ethernet:leaf-1"_qs);
    stops.push_back({.name = u"fabric-ethernet"_qs, .link = ethernet, .bare = true});
    stops.push_back({.name = u"fabric-filtered"_qs,
                     .link = QUrl(ethernet.toString() + u"&filter=name:r1-u0*"_qs),
                     .bare = true});
    const auto machines = [](const QString& filter) {
        return Page::makeLink(u"/machines"_qs, u"filter"_qs, filter);
    };
    for (const QString& page :
         {u"events"_qs, u"bmcs"_qs, u"switches"_qs, u"switch-facts"_qs, u"switch-ports"_qs})
        stops.push_back({page, Page::makeLink(u'/' + page)});
    stops.push_back({u"machines-filtered"_qs, machines(u"state:available"_qs)});
    stops.push_back({.name = u"machines-none"_qs, .link = machines(u"name:nowhere"_qs)});
    stops.push_back({.name = u"machines-offline"_qs, .link = machines({}), .offline = true});
    stops.push_back({.name = u"machines-selected"_qs, .link = machines({}), .select = true});
    stops.push_back(
        {.name = u"machines-stale"_qs, .link = machines(u"is:stale"_qs), .select = true});
    stops.push_back({.name = u"machines-all-sites"_qs, .link = machines({}), .site = QString()});
    for (const QString& page :
         {u"overview"_qs, u"floor"_qs, u"fabric"_qs, u"cabling"_qs, u"power"_qs, u"machines"_qs,
          u"jobs"_qs, u"images"_qs, u"racks"_qs, u"assets"_qs, u"cables"_qs, u"device-types"_qs,
          u"switches"_qs, u"switch-facts"_qs, u"switch-ports"_qs, u"rentals"_qs})
        stops.push_back({.name = u"empty-"_qs + page,
                         .link = Page::makeLink(u'/' + page),
                         .bare = true,
                         .site = emptySite});
    for (const QString& topic :
         {u"first-steps"_qs, u"fabrics"_qs, u"cabling"_qs, u"inside"_qs, u"power"_qs,
          u"inventory"_qs, u"market"_qs, u"filter"_qs, u"racks"_qs, u"keyboard"_qs})
        stops.push_back({u"help-"_qs + topic, Page::makeLink(u"/help"_qs, u"topic"_qs, topic)});
    stops.push_back({u"welcome"_qs, Page::makeLink(u"/welcome"_qs)});
    addRackStops(stops, replica, site);
    if (const QString id = firstId<Machine>(replica, site, {.orderBy = u"name"_qs});
        !id.isEmpty()) {
        const QUrl machine = Page::makeLink(u"/machines/"_qs + id);
        for (int tab = 0; tab < 5; ++tab)
            stops.push_back({.name = u"machine-%1"_qs.arg(tab), .link = machine, .tab = tab});
        for (const QString& verb : {u"provision"_qs, u"wipe"_qs, u"power"_qs, u"discover"_qs})
            stops.push_back({verb, machine, u"machine."_qs + verb});
        stops.push_back(
            {.name = u"edit"_qs, .link = machine, .action = u"rows.edit"_qs, .bare = true});
    }
    if (const QString id = inspectedMachine(replica, site); !id.isEmpty()) {
        const QUrl machine = Page::makeLink(u"/machines/"_qs + id);
        stops.push_back({.name = u"inside"_qs, .link = machine, .tab = insideTab});
        stops.push_back({.name = u"inside-compare"_qs,
                         .link = machine,
                         .tab = insideTab,
                         .click = u"inside.compare"_qs});
    }
    if (const QString id = machineToTrust(replica, site); !id.isEmpty()) {
        const QUrl machine = Page::makeLink(u"/machines/"_qs + id);
        stops.push_back({.name = u"machine-certificate"_qs, .link = machine, .bare = true});
        stops.push_back({u"certificate"_qs, machine, u"bmc.accept-certificate"_qs});
    }
    const QString leaking =
        firstId<Machine>(replica, site, {.equals = {{u"leak"_qs, u"critical"_qs}}});
    if (!leaking.isEmpty())
        stops.push_back(
            {.name = u"machine-leak"_qs, .link = Page::makeLink(u"/machines/"_qs + leaking)});
    if (const QString id = firstId<Machine>(
            replica, site, {.equals = {{u"state"_qs, u"provisioned"_qs}}, .orderBy = u"name"_qs});
        !id.isEmpty())
        stops.push_back(
            {u"inspect"_qs, Page::makeLink(u"/machines/"_qs + id), u"machine.inspect"_qs});
    for (const QString& kind : {u"provision"_qs, u"wipe"_qs}) {
        const QString id = firstId<Job>(
            replica, site, {.equals = {{u"state"_qs, u"running"_qs}, {u"kind"_qs, kind}}});
        if (!id.isEmpty())
            stops.push_back({u"job-"_qs + kind, Page::makeLink(u"/jobs/"_qs + id)});
        for (int tab = 1; !id.isEmpty() && kind == u"wipe" && tab < 3; ++tab)
            stops.push_back({.name = u"job-wipe-%1"_qs.arg(tab),
                             .link = Page::makeLink(u"/jobs/"_qs + id),
                             .tab = tab});
    }
    if (const QString id = firstId<Job>(replica, site, {.equals = {{u"state"_qs, u"failed"_qs}}});
        !id.isEmpty())
        stops.push_back(
            {.name = u"job-failed"_qs, .link = Page::makeLink(u"/jobs/"_qs + id), .bare = true});
    stops.push_back({.name = u"image-remove"_qs,
                     .link = Page::makeLink(u"/images"_qs),
                     .action = u"image.remove"_qs,
                     .select = true});
    for (const QString& what : {u"revoke"_qs, u"unpair"_qs})
        stops.push_back({.name = what,
                         .link = Page::makeLink(u"/settings"_qs),
                         .click = u"settings."_qs + what});
    stops.push_back({.name = u"help"_qs,
                     .link = Page::makeLink(u"/images"_qs),
                     .action = u"image.add"_qs,
                     .then = u"help.here"_qs});
    stops.push_back({u"image"_qs, Page::makeLink(u"/images"_qs), u"image.add"_qs});
    stops.push_back({u"fabric-read"_qs, Page::makeLink(u"/fabric"_qs), u"fabric.read"_qs});
    stops.push_back({u"fabric-remove"_qs, fabric, u"fabric.remove"_qs});
    stops.push_back({u"netq-read"_qs, Page::makeLink(u"/cabling"_qs), u"netq.read"_qs});
    stops.push_back({u"neighbors-read"_qs, Page::makeLink(u"/cabling"_qs), u"cabling.read"_qs});
    for (const auto& [name, page, action] :
         {std::tuple{u"cable"_qs, u"/cables"_qs, u"cable.connect"_qs},
          std::tuple{u"cable-change"_qs, u"/cables"_qs, u"cable.change"_qs},
          std::tuple{u"cable-remove"_qs, u"/cables"_qs, u"cable.remove"_qs},
          std::tuple{u"trace"_qs, u"/machines"_qs, u"cable.trace"_qs}})
        stops.push_back({.name = name,
                         .link = Page::makeLink(page, u"filter"_qs, QString()),
                         .action = action,
                         .select = true});
    stops.push_back({.name = u"cabling-hidden"_qs,
                     .link = Page::makeLink(u"/cabling"_qs, u"filter"_qs, u"nowhere"_qs),
                     .bare = true});
    stops.push_back({.name = u"work-order"_qs,
                     .link = Page::makeLink(u"/cabling"_qs, u"filter"_qs, u"r1-u03"_qs),
                     .action = u"cabling.order"_qs,
                     .pressedIn = u"cabling.findings"_qs,
                     .keys = {Qt::Key_Down}});
    stops.push_back({u"switch"_qs, Page::makeLink(u"/switches"_qs), u"switch.add"_qs});
    stops.push_back({.name = u"import"_qs,
                     .link = Page::makeLink(u"/racks"_qs),
                     .action = u"import.racks"_qs,
                     .bare = true});
    stops.push_back({u"export"_qs, Page::makeLink(u"/racks"_qs), u"export.racks"_qs});
    stops.push_back({.name = u"device-types-import"_qs,
                     .link = Page::makeLink(u"/device-types"_qs),
                     .action = u"device-types.import"_qs,
                     .bare = true});
    stops.push_back({u"feed"_qs, Page::makeLink(u"/power"_qs), u"power.add"_qs});
    stops.push_back({.name = u"power-inlets"_qs, .link = Page::makeLink(u"/power"_qs), .tab = 1});
    if (const QString id =
            firstId<PowerFeed>(replica, site, {.equals = {{u"name"_qs, u"UPS A"_qs}}});
        !id.isEmpty())
        stops.push_back(
            {.name = u"power-lost"_qs, .link = Page::makeLink(u"/power"_qs, u"lost"_qs, id)});
    addMarketStops(stops);
    stops.push_back({u"pairing"_qs, Page::makeLink(u"/settings"_qs), u"site.pair"_qs});
    stops.push_back({u"palette"_qs, Page::makeLink(u"/overview"_qs), u"view.palette"_qs});
    return stops;
}

} // namespace

int main(int argc, char* argv[])
{
    // Has to be set before there is an application.
    for (int i = 1; i + 1 < argc; ++i) {
        if (qstrcmp(argv[i], "--scale") == 0)
            qputenv("QT_SCALE_FACTOR", argv[i + 1]);
    }
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    quietOffscreen();
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Pictures of every screen, light and dark."_qs);
    parser.addHelpOption();
    parser.addOption({u"out"_qs, u"Folder for the pictures."_qs, u"DIR"_qs, u"tour"_qs});
    parser.addOption(
        {u"data"_qs, u"Folder with a replica.db; else a demo site is made."_qs, u"DIR"_qs});
    parser.addOption({u"scale"_qs, u"Scale of the screen."_qs, u"FACTOR"_qs});
    parser.addOption({u"size"_qs, u"Size of the window."_qs, u"WxH"_qs, u"1440x900"_qs});
    parser.addOption({u"only"_qs, u"Names of the screens; else all of them."_qs, u"NAME,NAME"_qs});
    parser.addOption({u"longer"_qs, u"Every text a third longer, as in German."_qs});
    parser.process(application);
    LongerText longer;
    if (parser.isSet(u"longer"_qs))
        QCoreApplication::installTranslator(&longer);
    QTemporaryDir own;
    // No site of the person who runs this.
    qputenv("XDG_CONFIG_HOME", own.path().toLocal8Bit());
    const QString data = parser.isSet(u"data"_qs) ? parser.value(u"data"_qs) : own.path();
    SystemClock clock;
    auto replica = Replica::open(data + u"/replica.db"_qs, clock);
    if (!replica) {
        std::fprintf(stderr, "%s\n", qPrintable(problemText(replica.error())));
        return 1;
    }
    DemoLink link(clock);
    link.setRole(Role::Admin);
    QString site;
    if (const auto sites = (*replica)->sites(); sites && !sites->empty())
        site = sites->front().siteKey;
    else if (const auto made = fillDemoSite(**replica, clock); made)
        site = *made;
    if (!parser.isSet(u"data"_qs)) {
        if (const auto filled = fillDemoHistory(**replica, clock, site); !filled)
            std::fprintf(stderr, "%s\n", qPrintable(problemText(filled.error())));
    }
    link.setReading(demoPast(**replica, clock, site));
    DemoLink unmeasured(clock);
    link.lead(SyntheticSite::key(), unmeasured);
    const QString emptySite = fillDemoSite(**replica, clock, 0, u"Lyon-2"_qs).value_or(QString());
    const client::SiteRegistry registry;
    const auto paired = registry.save({.name = u"paris-1"_qs,
                                       .siteId = site,
                                       .title = u"Paris-1"_qs,
                                       .access = {.api = QUrl(u"https://10.0.8.2:8443"_qs),
                                                  .fingerprint = link.fingerprint(),
                                                  .certificatePem = "none",
                                                  .keyPem = Redacted<QByteArray>("none")}});
    if (!paired)
        std::fprintf(stderr, "%s\n", qPrintable(problemText(paired.error())));
    QDir().mkpath(parser.value(u"out"_qs));

    const SyntheticSite large({.gpusPerServer = 0, .cables = 20'000}, clock.now());
    const bool isDemo = !parser.isSet(u"data"_qs);
    if (isDemo && !fillLargeSite(**replica, large, clock.now()))
        return 1;

    Settings settings(own.path() + u"/tour.ini"_qs);
    Theme theme(application);
    Icons icons(theme);
    Records records(**replica);
    Focus focus;
    ActionRegistry actions(icons);
    DesktopPrompts prompts;
    const Context context{clock, theme, icons, settings, records, link, focus, actions, prompts};
    MainWindow window(context);
    QObject::connect(&window, &MainWindow::pairWanted, &window,
                     [&] { prompts.open(new PairingDialog(context, registry, &window)); });
    records.setSite(site);
    window.setSites({{site, u"paris-1"_qs, u"Paris-1"_qs}});
    window.resize(sizeIn(parser.value(u"size"_qs)));
    window.show();
    std::vector<Stop> stops = stopsOf(**replica, site, emptySite);
    if (isDemo)
        addFloorStops(stops, large.racks()[27].id.text());
    stops = chosen(std::move(stops), parser.value(u"only"_qs));
    if (stops.empty()) {
        std::fprintf(stderr, "No screen has such a name.\n");
        return 2;
    }
    Tour tour(context, link, window, parser.value(u"out"_qs), std::move(stops));
    QObject::connect(&tour, &Tour::done, &application, &QCoreApplication::quit,
                     Qt::QueuedConnection);
    tour.start();
    QApplication::exec();
    for (const QString& problem : tour.problems())
        std::fprintf(stderr, "%s\n", qPrintable(problem));
    return tour.problems().isEmpty() ? 0 : 1;
}
