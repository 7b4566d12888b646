#include "widgets/shell/workspaces.h"

#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/job.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wiring.h"
#include "widgets/cabling/cablingpage.h"
#include "widgets/common/tablepage.h"
#include "widgets/fabric/fabricpage.h"
#include "widgets/help/helppage.h"
#include "widgets/jobs/jobpage.h"
#include "widgets/machines/machinepage.h"
#include "widgets/overview/overviewpage.h"
#include "widgets/power/powerpage.h"
#include "widgets/racks/floorpage.h"
#include "widgets/settings/settingspage.h"
#include "widgets/welcome/welcomepage.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("Workspaces", text);
}

Page* makeMachines(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"machines"_qs,
         .title = tr("Machines"),
         .icon = u"server"_qs,
         .info = &Machine::record(),
         .hint = u"gpu:h200 free:8 rack:A*"_qs,
         .emptyTitle = tr("No machine is known here"),
         .emptyText = tr("Discover the management controllers on the network of the site."),
         .emptyAction = u"machine.discover"_qs,
         .titleActions = {u"machine.provision"_qs, u"machine.inspect"_qs, u"machine.power"_qs,
                          u"machine.wipe"_qs, u"machine.floor"_qs, u"rows.edit"_qs},
         .orderBy = u"name"_qs},
        parent);
}

Page* makeJobs(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"jobs"_qs,
         .title = tr("Jobs"),
         .icon = u"job"_qs,
         .info = &Job::record(),
         .hint = u"state:failed kind:provision"_qs,
         .emptyTitle = tr("No job has run yet"),
         .emptyText =
             tr("Select machines and inspect, provision or wipe them; the jobs appear here."),
         .emptyAction = {},
         .titleActions = {u"job.retry"_qs, u"job.hold"_qs, u"job.release"_qs, u"job.cancel"_qs},
         .orderBy = u"created_at"_qs,
         .descending = true},
        parent);
}

Page* makeImages(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"images"_qs,
         .title = tr("Images"),
         .icon = u"image"_qs,
         .info = &Image::record(),
         .hint = u"os:debian state:ready"_qs,
         .emptyTitle = tr("The catalog has no image"),
         .emptyText = tr("Add an image of an operating system to provision machines with."),
         .emptyAction = u"image.add"_qs,
         .titleActions = {u"image.add"_qs, u"image.remove"_qs},
         .orderBy = u"name"_qs,
         .opens = false},
        parent);
}

/// One of the tables of the inventory.
Page* makeBooks(Context context, TablePage::Setup setup, QWidget* parent)
{
    setup.opens = false;
    setup.siblings = {{u"racks"_qs, tr("Racks")},
                      {u"assets"_qs, tr("Assets")},
                      {u"cables"_qs, tr("Cables")},
                      {u"device-types"_qs, tr("Device types")}};
    return new TablePage(context, std::move(setup), parent);
}

Page* makeRacks(Context context, QWidget* parent)
{
    return makeBooks(
        context,
        {.name = u"racks"_qs,
         .title = tr("Racks"),
         .icon = u"rack"_qs,
         .info = &Rack::record(),
         .hint = u"hall:North row:A height:>=48"_qs,
         .emptyTitle = tr("No rack is in the books"),
         .emptyText = tr("Import the racks from a CSV file; an export shows its columns."),
         .emptyAction = u"import.racks"_qs,
         .titleActions = {u"import.racks"_qs, u"rows.edit"_qs},
         .orderBy = u"name"_qs},
        parent);
}

Page* makeAssets(Context context, QWidget* parent)
{
    return makeBooks(
        context,
        {.name = u"assets"_qs,
         .title = tr("Assets"),
         .icon = u"switch"_qs,
         .info = &Asset::record(),
         .hint = u"kind:switch rack:A*"_qs,
         .emptyTitle = tr("Nothing but machines is in the books"),
         .emptyText =
             tr("Switches, PDUs, patch panels, blanks and reservations appear here. Import "
                "them from a CSV file of placements."),
         .emptyAction = u"import.placements"_qs,
         .titleActions = {u"import.placements"_qs, u"cable.connect"_qs, u"cable.trace"_qs,
                          u"rows.edit"_qs},
         .orderBy = u"name"_qs},
        parent);
}

Page* makeCables(Context context, QWidget* parent)
{
    return makeBooks(
        context,
        {.name = u"cables"_qs,
         .title = tr("Cables"),
         .icon = u"network-connect"_qs,
         .info = &Cable::record(),
         .hint = u"kind:fibre state:planned"_qs,
         .emptyTitle = tr("No cable is in the books"),
         .emptyText = tr("Connect two devices, or import the cables from a CSV file; an export "
                         "shows its columns."),
         .emptyAction = u"import.cables"_qs,
         .titleActions = {u"cable.connect"_qs, u"cable.change"_qs, u"cable.trace"_qs,
                          u"cable.remove"_qs, u"import.cables"_qs, u"rows.edit"_qs},
         .orderBy = u"label"_qs},
        parent);
}

Page* makeDeviceTypes(Context context, QWidget* parent)
{
    return makeBooks(
        context,
        {.name = u"device-types"_qs,
         .title = tr("Device types"),
         .icon = u"server"_qs,
         .info = &DeviceType::record(),
         .hint = u"manufacturer:nvidia kind:switch"_qs,
         .emptyTitle = tr("The library of device types is empty"),
         .emptyText = tr("Import files of the NetBox device-type library: devices are drawn, "
                         "weighed and powered as their type says."),
         .emptyAction = u"device-types.import"_qs,
         .titleActions = {u"device-types.import"_qs, u"rows.edit"_qs},
         .orderBy = u"slug"_qs},
        parent);
}

Page* makeSwitches(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"switches"_qs,
         .title = tr("Switches"),
         .icon = u"switch"_qs,
         .info = &SwitchAccess::record(),
         .hint = u"state:failed method:snmp*"_qs,
         .emptyTitle = tr("No switch is asked yet"),
         .emptyText = tr("Add a switch of the books and say how it is asked. The site then asks it "
                         "for its LLDP neighbours by itself."),
         .emptyAction = u"switch.add"_qs,
         .titleActions = {u"switch.add"_qs, u"switch.ask"_qs, u"switch.ports"_qs,
                          u"switch.change"_qs, u"switch.remove"_qs,
                          u"switch.accept-certificate"_qs},
         .orderBy = u"address"_qs,
         .opens = false,
         .siblings = CablingPage::tables()},
        parent);
}

Page* makeRentals(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"rentals"_qs,
         .title = tr("Rentals"),
         .icon = u"market"_qs,
         .info = &Allocation::record(),
         .hint = u"customer:acme kind:rental price:>2"_qs,
         .emptyTitle = tr("No rental is known here"),
         .emptyText = tr("Say who rents a machine and at which price, or import the rentals from a "
                         "CSV file. Viewers see what is held until when, but neither customers nor "
                         "prices."),
         .emptyAction = u"rental.add"_qs,
         .titleActions = {u"rental.add"_qs, u"rental.reserve"_qs, u"rental.change"_qs,
                          u"rental.end"_qs, u"import.rentals"_qs},
         .orderBy = u"customer"_qs,
         .opens = false},
        parent);
}

Page* makeFacts(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"switch-facts"_qs,
         .title = tr("Switch hardware"),
         .icon = u"switch"_qs,
         .info = &SwitchFacts::record(),
         .hint = u"health:warning model:SN5600"_qs,
         .emptyTitle = tr("No switch has told what it is yet"),
         .emptyText = tr("Add a switch and say how it is asked. Its model, serial, sensors, fans "
                         "and power supplies appear here with its first answer."),
         .emptyAction = u"switch.add"_qs,
         .titleActions = {u"switch.ports"_qs},
         .orderBy = u"hostname"_qs,
         .opens = false,
         .siblings = CablingPage::tables()},
        parent);
}

Page* makePorts(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"switch-ports"_qs,
         .title = tr("Switch ports"),
         .icon = u"network-connect"_qs,
         .info = &SwitchPort::record(),
         .hint = u"switch:leaf-1 state:up rx_dbm:<-8"_qs,
         .emptyTitle = tr("No switch has told of its ports yet"),
         .emptyText = tr("Add a switch and say how it is asked. The state, speed and optics of its "
                         "ports appear here with its first answer."),
         .emptyAction = u"switch.add"_qs,
         .titleActions = {},
         .orderBy = u"name"_qs,
         .opens = false,
         .siblings = CablingPage::tables()},
        parent);
}

Page* makeEvents(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"events"_qs,
         .title = tr("Events"),
         .icon = u"job"_qs,
         .info = &Event::record(),
         .hint = u"severity:critical at:<1d"_qs,
         .emptyTitle = tr("Nothing has happened yet"),
         .emptyText = tr("What jobs, machines and their management controllers do is listed here."),
         .emptyAction = {},
         .titleActions = {},
         .orderBy = u"at"_qs,
         .descending = true,
         .opens = false},
        parent);
}

Page* makeBmcs(Context context, QWidget* parent)
{
    return new TablePage(
        context,
        {.name = u"bmcs"_qs,
         .title = tr("Management controllers"),
         .icon = u"server"_qs,
         .info = &Bmc::record(),
         .hint = u"state:unreachable vendor:dell"_qs,
         .emptyTitle = tr("No management controller is known here"),
         .emptyText = tr("Discover the management controllers on the network of the site."),
         .emptyAction = u"machine.discover"_qs,
         .titleActions = {u"bmc.accept-certificate"_qs},
         .orderBy = u"address"_qs,
         .opens = false},
        parent);
}

template <class T>
Page* make(Context context, QWidget* parent)
{
    return new T(context, parent);
}

} // namespace

std::vector<Workspace> workspaces()
{
    return {
        {u"overview"_qs, tr("Overview"), u"overview"_qs, make<OverviewPage>},
        {u"floor"_qs, tr("Floor"), u"floor"_qs, make<FloorPage>},
        {u"fabric"_qs, tr("Fabric"), u"switch"_qs, make<FabricPage>},
        {u"cabling"_qs, tr("Cabling"), u"cable"_qs, make<CablingPage>},
        {u"switches"_qs, tr("Switches"), u"switch"_qs, makeSwitches, u"cabling"_qs},
        {u"switch-facts"_qs, tr("Switch hardware"), u"switch"_qs, makeFacts, u"cabling"_qs},
        {u"switch-ports"_qs, tr("Switch ports"), u"network-connect"_qs, makePorts, u"cabling"_qs},
        {u"power"_qs, tr("Power"), u"power"_qs, make<PowerPage>},
        {u"machines"_qs, tr("Machines"), u"server"_qs, makeMachines},
        {u"machine"_qs, {}, {}, make<MachinePage>},
        {u"jobs"_qs, tr("Jobs"), u"job"_qs, makeJobs},
        {u"job"_qs, {}, {}, make<JobPage>},
        {u"images"_qs, tr("Images"), u"image"_qs, makeImages},
        {u"rentals"_qs, tr("Rentals"), u"market"_qs, makeRentals, {}, tr("Market")},
        {u"racks"_qs, tr("Racks"), u"rack"_qs, makeRacks, {}, tr("Inventory")},
        {u"assets"_qs, tr("Assets"), u"switch"_qs, makeAssets, u"racks"_qs},
        {u"cables"_qs, tr("Cables"), u"network-connect"_qs, makeCables, u"racks"_qs},
        {u"device-types"_qs, tr("Device types"), u"server"_qs, makeDeviceTypes, u"racks"_qs},
        {u"events"_qs, {}, {}, makeEvents},
        {u"bmcs"_qs, {}, {}, makeBmcs},
        {u"settings"_qs, tr("Settings"), u"configure"_qs, make<SettingsPage>},
        {u"help"_qs, {}, {}, make<HelpPage>},
        {u"welcome"_qs, {}, {}, make<WelcomePage>}};
}

} // namespace rackhouse
