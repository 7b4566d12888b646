#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/query/exactterm.h"
#include "models/query/filter.h"
#include "widgets/cabling/cableactions.h"
#include "widgets/cabling/cablingactions.h"
#include "widgets/cabling/switchactions.h"
#include "widgets/common/focus.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/exchange/exchangeactions.h"
#include "widgets/fabric/fabricdialog.h"
#include "widgets/images/imagedialog.h"
#include "widgets/machines/certificatedialog.h"
#include "widgets/machines/changedcertificates.h"
#include "widgets/machines/machinedialogs.h"
#include "widgets/power/poweractions.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/selection.h"
#include "widgets/shell/workspaces.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("WorkActions", text);
}

QString whyNotMachines(const Context& context, bool onlyOne = false)
{
    const QString reason =
        whyNotOn(context, u"machine"_qs, Role::Operator, tr("Select a machine first"));
    if (!reason.isEmpty())
        return reason;
    if (onlyOne && context.focus.rows().size() > 1)
        return tr("Select one machine only: each gets its own hostname");
    for (const QJsonObject& machine : context.focus.rows()) {
        if (!machine.value(u"job_id"_qs).toString().isEmpty())
            return tr("%1 has a running job").arg(machine.value(u"name"_qs).toString());
        if (machine.value(u"bmc_id"_qs).toString().isEmpty())
            return tr("No management controller is known of %1")
                .arg(machine.value(u"name"_qs).toString());
    }
    return {};
}

/// Sends a command that needs no question; tells of a refusal in the window.
void send(Context context, QWidget* window, const QString& path, const QJsonObject& body)
{
    context.site.post(path, body, window, [window](const Result<QJsonObject>& answer) {
        auto* main = qobject_cast<MainWindow*>(window);
        if (!answer && main != nullptr)
            main->toast(Tone::Critical, problemText(answer.error()));
    });
}

/// Asks first where it would cut off what runs on a machine.
void inspect(const Context& shown, QWidget* window)
{
    const Context context = atSiteOfSelection(shown);
    const auto machines = context.focus.rows();
    const bool inUse = std::any_of(machines.begin(), machines.end(), [](const QJsonObject& m) {
        return m.value(u"state"_qs).toString() == enumText(MachineState::Provisioned);
    });
    if (inUse)
        return context.prompts.open(makeInspectDialog(context, machines, window));
    for (const QJsonObject& machine : machines)
        send(context, window, u"/jobs"_qs,
             {{u"kind"_qs, u"inspect"_qs},
              {u"machine_id"_qs, machine.value(u"id"_qs)},
              {u"params"_qs, QJsonObject()}});
}

void addMachineActions(Context context, QWidget* window)
{
    ActionRegistry& actions = context.actions;
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Machine");
    actions.add({.id = u"machine.discover"_qs,
                 .menu = menu,
                 .text = tr("Discover machines…"),
                 .icon = u"discover"_qs,
                 .run = [=] { context.prompts.open(makeDiscoverDialog(context, window)); },
                 .whyNot = [=] { return context.site.whyNot(Role::Operator); },
                 .help = tr("Look for management controllers on the network")});
    actions.add({.id = u"machine.inspect"_qs,
                 .menu = menu,
                 .text = tr("Inspect"),
                 .icon = u"inspect"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_I),
                 .run = [=] { inspect(context, window); },
                 .whyNot = [=] { return whyNotMachines(context); },
                 .help = tr("Boot a RAM system that reports what is in the machine")});
    actions.add({.id = u"machine.provision"_qs,
                 .menu = menu,
                 .text = tr("Provision…"),
                 .icon = u"provision"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_P),
                 .run =
                     [=] {
                         context.prompts.open(makeProvisionDialog(
                             atSiteOfSelection(context), context.focus.rows().front(), window));
                     },
                 .whyNot = [=] { return whyNotMachines(context, true); },
                 .help = tr("Write an operating system to the machine")});
    actions.add({.id = u"machine.power"_qs,
                 .menu = menu,
                 .text = tr("Power…"),
                 .icon = u"power"_qs,
                 .run =
                     [=] {
                         context.prompts.open(makePowerDialog(atSiteOfSelection(context),
                                                              context.focus.rows(), window));
                     },
                 .whyNot = [=] { return whyNotMachines(context); },
                 .help = tr("Switch the power on or off")});
    actions.add({.id = u"machine.wipe"_qs,
                 .menu = menu,
                 .text = tr("Wipe…"),
                 .icon = u"wipe"_qs,
                 .run =
                     [=] {
                         context.prompts.open(makeWipeDialog(atSiteOfSelection(context),
                                                             context.focus.rows(), window));
                     },
                 .whyNot = [=] { return whyNotMachines(context); },
                 .help = tr("Erase every drive and keep a record of it")});
}

void go(QWidget* window, const QString& path, const QString& key, const QString& value)
{
    if (auto* main = qobject_cast<MainWindow*>(window))
        main->open(Page::makeLink(path, key, value));
}

/// Devices that are selected themselves, or that a selected difference of the cabling concerns.
struct Chosen {
    QStringList ids;
    QStringList names;
};

Chosen chosenDevices(const Context& context, const QString& kind, bool onlyInRack = false)
{
    Chosen chosen;
    QSet<QString> taken;
    const auto add = [&](const QJsonObject& device) {
        const QString id = device.value(u"id"_qs).toString();
        const bool left = onlyInRack && device.value(u"rack_id"_qs).toString().isEmpty();
        if (left || taken.contains(id))
            return;
        taken.insert(id);
        chosen.ids << id;
        chosen.names << device.value(u"name"_qs).toString();
    };
    for (const QJsonObject& row : context.focus.rows()) {
        if (context.focus.kind() == kind)
            add(row);
        const QJsonArray devices = row.value(u"devices"_qs).toArray();
        for (const QJsonValue& device : devices) {
            if (device[u"record"_qs].toString() == kind)
                add(device.toObject());
        }
    }
    return chosen;
}

/// The racks of the selected machines are selected there; of other devices, the first in its rack.
void showOnFloor(const Context& context, QWidget* window)
{
    const Chosen machines = chosenDevices(context, u"machine"_qs, true);
    if (!machines.ids.isEmpty())
        go(window, u"/floor"_qs, u"machine"_qs, machines.ids.join(u','));
    else
        go(window, u"/floor"_qs, u"device"_qs,
           chosenDevices(context, u"asset"_qs, true).ids.first());
}

/// A filter that keeps the rows of those names and no other: what is done to all rows of the table
/// is done to them. Empty where it would be too long.
template <class T>
QString termOf(Rows& rows, const QStringList& names)
{
    QStringList all;
    for (const T& row : rows.listFields<T>({u"name"_qs}))
        all << row.name;
    const QString term = query::exactTerm(u"name"_qs, names, all);
    return query::Filter::compile(term, T::record()) ? term : QString();
}

/// The selected machines; where there are none, the other devices.
void showInTable(const Context& context, QWidget* window)
{
    const QStringList machines = chosenDevices(context, u"machine"_qs).names;
    const QStringList assets = chosenDevices(context, u"asset"_qs).names;
    const bool isOfMachines = !machines.isEmpty();
    context.records.fetch<QString>(
        window,
        [=](Rows& rows) {
            return isOfMachines ? termOf<Machine>(rows, machines) : termOf<Asset>(rows, assets);
        },
        [=](const QString& term) {
            auto* main = qobject_cast<MainWindow*>(window);
            if (term.isEmpty() && main != nullptr)
                main->toast(Tone::Warning, tr("So many devices whose names do not follow each "
                                              "other are too long for a filter. Select fewer."));
            else
                go(window, isOfMachines ? u"/machines"_qs : u"/assets"_qs, u"filter"_qs, term);
        });
}

QString whyNotOnFloor(const Context& context)
{
    const auto some = [&context](bool onlyInRack) {
        return !chosenDevices(context, u"machine"_qs, onlyInRack).ids.isEmpty() ||
               !chosenDevices(context, u"asset"_qs, onlyInRack).ids.isEmpty();
    };
    if (!some(false))
        return tr("Select a machine first");
    return some(true) ? QString() : tr("It is in no rack");
}

/// Ways from what is selected to the other views of it.
void addViewActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Machine");
    const auto whyNot = [=] {
        const bool some = !chosenDevices(context, u"machine"_qs).ids.isEmpty();
        return some ? QString() : tr("Select a machine first");
    };
    context.actions.add({.id = u"machine.floor"_qs,
                         .menu = menu,
                         .text = tr("Show on floor"),
                         .icon = u"floor"_qs,
                         .run = [=] { showOnFloor(context, window); },
                         .whyNot = [=] { return whyNotOnFloor(context); },
                         .help = tr("Go to the rack on the plan of its hall")});
    context.actions.add({.id = u"machine.table"_qs,
                         .menu = menu,
                         .text = tr("Show in table"),
                         .icon = u"server"_qs,
                         .run = [=] { showInTable(context, window); },
                         .whyNot =
                             [=] {
                                 // A difference between two switches has no machine.
                                 const bool some =
                                     context.focus.kind() == u"cabling_finding" &&
                                     !chosenDevices(context, u"asset"_qs).ids.isEmpty();
                                 return some ? QString() : whyNot();
                             },
                         .help = tr("Go to the table, with only these in it")});
    context.actions.add({.id = u"machine.fabric"_qs,
                         .menu = menu,
                         .text = tr("Show in fabric"),
                         .icon = u"switch"_qs,
                         .run =
                             [=] {
                                 go(window, u"/fabric"_qs, u"machine"_qs,
                                    chosenDevices(context, u"machine"_qs).ids.join(u','));
                             },
                         .whyNot = whyNot,
                         .help = tr("Go to the adapters of the machine in its fabric")});
}

/// The BMC of what is selected.
QString selectedBmc(const Context& context)
{
    const QString key = context.focus.kind() == u"bmc" ? u"id"_qs : u"bmc_id"_qs;
    return context.focus.rows().front().value(key).toString();
}

QString whyNotAccept(const Context& context, const ChangedCertificates& changed)
{
    const QString kind = context.focus.kind() == u"bmc" ? u"bmc"_qs : u"machine"_qs;
    const QString reason = whyNotOn(context, kind, Role::Operator, tr("Select a machine first"));
    if (!reason.isEmpty())
        return reason;
    if (context.focus.rows().size() > 1)
        return tr("Select one machine only: each fingerprint is compared by itself");
    return changed.of(selectedBmc(context)) ? QString()
                                            : tr("No new certificate of its BMC is waiting");
}

void addCertificateAction(Context context, QWidget* window)
{
    auto* changed = new ChangedCertificates(context.records, window);
    QObject::connect(changed, &ChangedCertificates::changed, &context.actions,
                     &ActionRegistry::refresh);
    context.actions.add({.id = u"bmc.accept-certificate"_qs,
                         .menu = QCoreApplication::translate("rackhouse::MainWindow", "&Machine"),
                         .text = tr("Accept certificate…"),
                         .icon = u"certificate-server"_qs,
                         .run =
                             [=] {
                                 if (const auto bmc = changed->of(selectedBmc(context)))
                                     context.prompts.open(makeCertificateDialog(
                                         atSiteOfSelection(context), *bmc, window));
                             },
                         .whyNot = [=] { return whyNotAccept(context, *changed); },
                         .help = tr("Compare and trust the new certificate of a BMC")});
}

/// The fabric that the page shows; empty on another page.
QString shownFabric(const QWidget* window)
{
    const auto* main = qobject_cast<const MainWindow*>(window);
    const QUrl link = main != nullptr ? main->currentPage()->link() : QUrl();
    return QUrlQuery(link).queryItemValue(u"fabric"_qs, QUrl::FullyDecoded);
}

void addFabricActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Site");
    context.actions.add(
        {.id = u"fabric.read"_qs,
         .menu = menu,
         .text = tr("Read fabric…"),
         .icon = u"switch"_qs,
         .run = [=] { context.prompts.open(makeReadFabricDialog(context, window)); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help =
             tr("Read what ibnetdiscover printed, to see how a fabric is cabled, what its ports "
                "counted, how its switches are, or how it is planned")});
    context.actions.add({.id = u"fabric.remove"_qs,
                         .menu = menu,
                         .text = tr("Remove fabric…"),
                         .icon = u"edit-delete"_qs,
                         .run =
                             [=] {
                                 context.prompts.open(
                                     makeRemoveFabricDialog(context, shownFabric(window), window));
                             },
                         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
                         .help = tr("Remove a fabric that was read, with all that is in it")});
}

void addJobAction(Context context, QWidget* window, const QString& verb, const QString& text,
                  const QString& icon, const QStringList& states)
{
    context.actions.add(
        {.id = u"job."_qs + verb,
         .menu = QCoreApplication::translate("rackhouse::MainWindow", "&Job"),
         .text = text,
         .icon = icon,
         .run =
             [=] {
                 for (const QJsonObject& job : context.focus.rows())
                     send(atSiteOfSelection(context), window,
                          u"/jobs/"_qs + job.value(u"id"_qs).toString() + u'/' + verb, {});
             },
         .whyNot = [=]() -> QString {
             const QString reason =
                 whyNotOn(context, u"job"_qs, Role::Operator, tr("Select a job first"));
             if (!reason.isEmpty())
                 return reason;
             for (const QJsonObject& job : context.focus.rows()) {
                 if (!states.contains(job.value(u"state"_qs).toString()))
                     return tr("The job is %1").arg(job.value(u"state"_qs).toString());
             }
             return {};
         }});
}

} // namespace

void addWorkActions(Context context, QWidget* window)
{
    addMachineActions(context, window);
    addViewActions(context, window);
    addCertificateAction(context, window);
    addCableActions(context, window);
    addCablingActions(context, window);
    addSwitchActions(context, window);
    addPowerActions(context, window);
    addJobAction(context, window, u"retry"_qs, tr("Retry"), u"edit-redo"_qs,
                 {u"failed"_qs, u"cancelled"_qs});
    addJobAction(context, window, u"hold"_qs, tr("Hold"), u"media-playback-pause"_qs,
                 {u"queued"_qs, u"running"_qs});
    addJobAction(context, window, u"release"_qs, tr("Go on"), u"media-playback-start"_qs,
                 {u"held"_qs});
    addJobAction(context, window, u"cancel"_qs, tr("Cancel job"), u"dialog-cancel"_qs,
                 {u"queued"_qs, u"running"_qs, u"held"_qs});
    addExchangeActions(context, window);
    const QString site = QCoreApplication::translate("rackhouse::MainWindow", "&Site");
    addFabricActions(context, window);
    context.actions.add({.id = u"image.add"_qs,
                         .menu = site,
                         .text = tr("Add image…"),
                         .icon = u"image"_qs,
                         .run = [=] { context.prompts.open(makeImageDialog(context, window)); },
                         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
                         .help = tr("Add an operating-system image to the catalog")});
    context.actions.add(
        {.id = u"image.remove"_qs,
         .menu = site,
         .text = tr("Remove image…"),
         .icon = u"edit-delete"_qs,
         .run =
             [=] {
                 context.prompts.open(makeRemoveImageDialog(atSiteOfSelection(context),
                                                            context.focus.rows().front(), window));
             },
         .whyNot =
             [=] {
                 return whyNotOn(context, u"image"_qs, Role::Operator, tr("Select an image first"));
             }});
}

} // namespace rackhouse
