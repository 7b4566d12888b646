#include "widgets/shell/workspaces.h"

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "widgets/cabling/cablingpage.h"
#include "widgets/common/tablepage.h"
#include "widgets/fabric/fabricpage.h"
#include "widgets/help/helppage.h"
#include "widgets/jobs/jobpage.h"
#include "widgets/machines/machinepage.h"
#include "widgets/overview/overviewpage.h"
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
         .hint = u"state:available gpu:>=8 memory:>=512GiB"_qs,
         .emptyTitle = tr("No machine is known here"),
         .emptyText = tr("Discover the management controllers on the network of the site."),
         .emptyAction = u"machine.discover"_qs,
         .titleActions = {u"machine.provision"_qs, u"machine.inspect"_qs, u"machine.power"_qs,
                          u"machine.wipe"_qs},
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

template <class T>
Page* make(Context context, QWidget* parent)
{
    return new T(context, parent);
}

} // namespace

std::vector<Workspace> workspaces()
{
    return {{u"overview"_qs, tr("Overview"), u"overview"_qs, make<OverviewPage>},
            {u"floor"_qs, tr("Floor"), u"floor"_qs, make<FloorPage>},
            {u"fabric"_qs, tr("Fabric"), u"switch"_qs, make<FabricPage>},
            {u"cabling"_qs, tr("Cabling"), u"cable"_qs, make<CablingPage>},
            {u"machines"_qs, tr("Machines"), u"server"_qs, makeMachines},
            {u"machine"_qs, {}, {}, make<MachinePage>},
            {u"jobs"_qs, tr("Jobs"), u"job"_qs, makeJobs},
            {u"job"_qs, {}, {}, make<JobPage>},
            {u"images"_qs, tr("Images"), u"image"_qs, makeImages},
            {u"settings"_qs, tr("Settings"), u"configure"_qs, make<SettingsPage>},
            {u"help"_qs, {}, {}, make<HelpPage>},
            {u"welcome"_qs, {}, {}, make<WelcomePage>}};
}

} // namespace rackhouse
