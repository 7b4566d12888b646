#include "widgets/racks/flooractions.h"

#include "widgets/common/focus.h"
#include "widgets/common/prompts.h"
#include "widgets/common/sitelink.h"
#include "widgets/racks/floorbooks.h"
#include "widgets/racks/floordialogs.h"
#include "widgets/racks/printdialog.h"
#include "widgets/racks/rackview.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"

#include <QCoreApplication>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("FloorActions", text);
}

QString menu()
{
    return QCoreApplication::translate("rackhouse::MainWindow", "&Floor");
}

/// The one device that is selected.
std::optional<Device> selectedDevice(const Context& context)
{
    if (context.focus.rows().size() != 1)
        return std::nullopt;
    return Device::fromRow(context.focus.kind(), context.focus.rows().front());
}

template <class T>
std::optional<T> selectedRow(const Context& context)
{
    if (context.focus.rows().size() != 1 || context.focus.kind() != T::record().kindText())
        return std::nullopt;
    const auto row = fromJson<T>(context.focus.rows().front());
    return row ? std::optional<T>(*row) : std::nullopt;
}

bool stands(const Device& device)
{
    return device.rackId() && (device.takesUnits() || device.mount() != Mount::Units);
}

QString whyNotMove(const Context& context, bool placed)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    const auto device = selectedDevice(context);
    if (!device)
        return tr("Select one device first");
    if (stands(*device) == placed)
        return {};
    return placed ? tr("%1 stands in no rack yet: place it").arg(device->name())
                  : tr("%1 stands in a rack already: move it").arg(device->name());
}

QString whyNotChange(const Context& context)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    if (selectedRow<Rack>(context) || selectedRow<Asset>(context))
        return {};
    return tr("Select a rack, or one device that is no machine");
}

void say(QWidget* window, Tone tone, const QString& text)
{
    if (auto* main = qobject_cast<MainWindow*>(window))
        main->toast(tone, text);
}

void place(Context context, QWidget* window)
{
    if (const auto device = selectedDevice(context))
        context.prompts.open(makePlaceDialog(context, *device, window));
}

/// Those that are selected where they are seen.
std::vector<Device> nudged(QWidget* window)
{
    const auto* racks = window->findChild<RackView*>(u"racks"_qs);
    return racks != nullptr && racks->isVisible() ? racks->selectedDevices()
                                                  : std::vector<Device>();
}

QString whyNotNudge(const Context& context, QWidget* window)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    const std::vector<Device> devices = nudged(window);
    if (devices.empty())
        return tr("Open a rack and select devices in it first");
    return std::all_of(
               devices.begin(), devices.end(),
               [&](const Device& device) { return device.rackId() == devices.front().rackId(); })
               ? QString()
               : tr("Select devices of one rack: they move together");
}

QString groupName(const std::vector<Device>& devices)
{
    return devices.size() == 1 ? devices.front().name()
                               : tr("%L1 devices").arg(int(devices.size()));
}

/// To the next units above or below that are free for all of them.
void nudge(Context context, QWidget* window, bool up)
{
    QStringList ids;
    for (const Device& device : nudged(window))
        ids << device.id();
    if (ids.isEmpty() || context.edits->isBusy()) // a key that is held down
        return;
    context.records.fetch<FloorBooks>(window, FloorBooks::read, [=](const FloorBooks& read) {
        const FloorBooks books = read.freshened(*context.edits);
        std::vector<Device> from, to;
        std::vector<Occupant> group;
        for (const QString& id : ids) {
            const auto now = books.device(id);
            if (!now || !now->takesUnits())
                return;
            from.push_back(*now);
            group.push_back(now->occupant());
        }
        const Rack* rack = books.rack(from.front().rackId());
        if (rack == nullptr)
            return;
        const int shift = nextShift(*rack, books.occupants(rack->id), group, up);
        if (shift == 0)
            return say(window, Tone::Neutral,
                       up ? tr("Nothing is free above %1.").arg(groupName(from))
                          : tr("Nothing is free below %1.").arg(groupName(from)));
        const std::vector<Occupant> there = shifted(group, shift);
        for (std::size_t i = 0; i < from.size(); ++i)
            to.push_back(from[i].at(rack->id, there[i].position(), from[i].face()));
        moveDevices(context, from, to, window);
    });
}

void change(Context context, QWidget* window)
{
    if (const auto rack = selectedRow<Rack>(context))
        context.prompts.open(makeRackDialog(context, rack, *rack, window));
    else if (const auto asset = selectedRow<Asset>(context))
        context.prompts.open(makeAssetDialog(context, asset, {}, window));
}

void removeSelected(Context context, QWidget* window)
{
    if (const auto rack = selectedRow<Rack>(context))
        context.prompts.open(makeRemoveDialog(context, rack->name, Edits::removal(*rack), window));
    else if (const auto asset = selectedRow<Asset>(context))
        context.prompts.open(
            makeRemoveDialog(context, asset->name, Edits::removal(*asset), window));
}

/// The rack that is selected or has what is selected.
RackId rackOfSelection(const Context& context)
{
    if (const auto rack = selectedRow<Rack>(context))
        return rack->id;
    const auto device = selectedDevice(context);
    return device ? device->rackId() : RackId();
}

/// Where a new rack goes: at the end of the row of the selected rack, else of the last one.
Rack besideNew(const FloorBooks& books, const RackId& selected)
{
    const Rack* near = books.rack(selected);
    if (near == nullptr && !books.racks.empty())
        near = &books.racks.back();
    if (near == nullptr)
        return {};
    Rack last = *near;
    for (const Rack& rack : books.racks) {
        if (rack.hall == last.hall && rack.row == last.row)
            last.position = qMax(last.position, rack.position);
    }
    return last;
}

void addRack(Context context, QWidget* window)
{
    context.records.fetch<FloorBooks>(
        window, FloorBooks::read, [=, near = rackOfSelection(context)](const FloorBooks& books) {
            const Rack beside = besideNew(books.freshened(*context.edits), near);
            context.prompts.open(makeRackDialog(context, {}, beside, window));
        });
}

void addMoves(Context context, QWidget* window)
{
    ActionRegistry& actions = context.actions;
    const auto whyNot = [=] {
        return whyNotMove(context, true);
    };
    const auto whyNotStep = [=] {
        return whyNotNudge(context, window);
    };
    actions.add({.id = u"floor.show"_qs,
                 .menu = menu(),
                 .text = tr("Show in rack"),
                 .icon = u"rack"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
                 .run =
                     [=] {
                         const auto device = selectedDevice(context);
                         if (auto* main = qobject_cast<MainWindow*>(window); device && main)
                             main->open(Page::makeLink(u"/floor"_qs, u"device"_qs, device->id()));
                     },
                 .whyNot =
                     [=] {
                         const auto device = selectedDevice(context);
                         return device && stands(*device) ? QString()
                                                          : tr("Select one device in a rack");
                     },
                 .help = tr("Open the rack that it stands in")});
    actions.add({.id = u"floor.move"_qs,
                 .menu = menu(),
                 .text = tr("Move…"),
                 .icon = u"transform-move"_qs,
                 .shortcut = QKeySequence(Qt::CTRL | Qt::Key_M),
                 .run = [=] { place(context, window); },
                 .whyNot = whyNot,
                 .help = tr("Give the device another place")});
    actions.add({.id = u"floor.up"_qs,
                 .menu = menu(),
                 .text = tr("Move up"),
                 .icon = u"go-up"_qs,
                 .shortcut = QKeySequence(Qt::ALT | Qt::Key_Up),
                 .run = [=] { nudge(context, window, true); },
                 .whyNot = whyNotStep,
                 .help = tr("Move the selected devices of a rack to the next free units above")});
    actions.add({.id = u"floor.down"_qs,
                 .menu = menu(),
                 .text = tr("Move down"),
                 .icon = u"go-down"_qs,
                 .shortcut = QKeySequence(Qt::ALT | Qt::Key_Down),
                 .run = [=] { nudge(context, window, false); },
                 .whyNot = whyNotStep,
                 .help = tr("Move the selected devices of a rack to the next free units below")});
    actions.add({.id = u"floor.place"_qs,
                 .menu = menu(),
                 .text = tr("Place…"),
                 .icon = u"rack"_qs,
                 .run = [=] { place(context, window); },
                 .whyNot = [=] { return whyNotMove(context, false); },
                 .help = tr("Put a device that stands nowhere into a rack")});
}

void addBooks(Context context, QWidget* window)
{
    ActionRegistry& actions = context.actions;
    const auto operates = [=] {
        return context.site.whyNot(Role::Operator);
    };
    actions.add({.id = u"floor.add-rack"_qs,
                 .menu = menu(),
                 .text = tr("Add rack…"),
                 .icon = u"list-add"_qs,
                 .run = [=] { addRack(context, window); },
                 .whyNot = operates,
                 .help = tr("Enter a rack in the books")});
    actions.add({.id = u"floor.add-asset"_qs,
                 .menu = menu(),
                 .text = tr("Add device…"),
                 .icon = u"list-add"_qs,
                 .run =
                     [=] {
                         context.prompts.open(
                             makeAssetDialog(context, {}, rackOfSelection(context), window));
                     },
                 .whyNot = operates,
                 .help = tr("Enter a switch, PDU, patch panel, blank or reservation")});
    actions.add({.id = u"floor.change"_qs,
                 .menu = menu(),
                 .text = tr("Change…"),
                 .icon = u"document-edit"_qs,
                 .shortcut = QKeySequence(Qt::Key_F2),
                 .run = [=] { change(context, window); },
                 .whyNot = [=] { return whyNotChange(context); },
                 .help = tr("Change what the books say of a rack or device")});
    actions.add({.id = u"floor.remove"_qs,
                 .menu = menu(),
                 .text = tr("Remove…"),
                 .icon = u"edit-delete"_qs,
                 .run = [=] { removeSelected(context, window); },
                 .whyNot = [=] { return whyNotChange(context); },
                 .help = tr("Take a rack or device out of the books")});
}

void addUndo(Context context, QWidget* window)
{
    ActionRegistry* actions = &context.actions;
    Edits* edits = context.edits;
    const auto whyNot = [=](bool possible, const QString& none) {
        const QString reason = context.site.whyNot(Role::Operator);
        return !reason.isEmpty() ? reason : possible ? QString() : none;
    };
    QAction* undo = actions->add(
        {.id = u"floor.undo"_qs,
         .menu = menu(),
         .text = tr("Undo"),
         .icon = u"edit-undo"_qs,
         .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Z),
         .run = [=] { edits->undo(); },
         .whyNot = [=] { return whyNot(edits->stack().canUndo(), tr("Nothing was changed here")); },
         .help = tr("Take the latest change of the floor back")});
    QAction* redo = actions->add(
        {.id = u"floor.redo"_qs,
         .menu = menu(),
         .text = tr("Redo"),
         .icon = u"edit-redo"_qs,
         .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z),
         .run = [=] { edits->redo(); },
         .whyNot = [=] { return whyNot(edits->stack().canRedo(), tr("Nothing was undone")); },
         .help = tr("Make the change that was undone again")});
    QObject::connect(edits, &Edits::changed, window, [=] {
        undo->setText(QString(tr("Undo") + u' ' + edits->stack().undoText()).trimmed());
        redo->setText(QString(tr("Redo") + u' ' + edits->stack().redoText()).trimmed());
        actions->refresh();
    });
    QObject::connect(edits, &Edits::refused, window, [=](const QString& text) {
        say(window, Tone::Critical, text);
        actions->refresh();
    });
}

} // namespace

void moveDevices(Context context, const std::vector<Device>& from, const std::vector<Device>& to,
                 QWidget* window)
{
    std::vector<Edits::Row> rows;
    for (std::size_t i = 0; i < from.size(); ++i)
        rows.push_back(from[i].changeTo(to[i]));
    const QString name = groupName(from);
    context.edits->make({tr("move of %1").arg(name), std::move(rows), true}, window,
                        [window, name, one = from.size() == 1](const Result<void>& sent) {
                            if (sent)
                                return;
                            const QString stays = one ? tr("%1 stays where it is. %2")
                                                      : tr("%1 stay where they are. %2");
                            say(window, Tone::Critical, stays.arg(name, refusalText(sent.error())));
                        });
}

void addFloorActions(Context context, QWidget* window)
{
    addMoves(context, window);
    addBooks(context, window);
    addUndo(context, window);
    addPrintActions(context, window);
}

} // namespace rackhouse
