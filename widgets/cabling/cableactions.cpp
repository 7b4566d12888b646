#include "widgets/cabling/cableactions.h"

#include "widgets/cabling/cabledialog.h"
#include "widgets/cabling/sheetdialog.h"
#include "widgets/common/edits.h"
#include "widgets/common/focus.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/racks/floordialogs.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"

#include <QCoreApplication>

#include <algorithm>
#include <memory>

namespace rackhouse
{

namespace
{

constexpr std::size_t kNamed = 8; ///< cables that a question names one by one

using CablingRead = std::shared_ptr<const Cabling>;

QString tr(const char* text)
{
    return QCoreApplication::translate("CableActions", text);
}

bool isOfDevices(const Focus& focus)
{
    return focus.kind() == u"machine" || focus.kind() == u"asset";
}

QString textOf(const QJsonObject& row, QStringView field)
{
    return row.value(field).toString();
}

/// Of cables, or of the lines of the work list that have one.
QStringList selectedCables(const Focus& focus)
{
    const bool isFinding = focus.kind() == u"cabling_finding";
    QStringList ids;
    for (const QJsonObject& row : focus.rows()) {
        if (isFinding || focus.kind() == u"cable")
            ids << textOf(row, isFinding ? u"cable" : u"id");
    }
    ids.removeAll(QString());
    ids.removeDuplicates();
    return ids;
}

QString whyNotCables(const Context& context, bool onlyOne)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    const auto count = selectedCables(context.focus).size();
    if (count == 0)
        return tr("Select a cable first");
    return onlyOne && count > 1 ? tr("Select one cable only") : QString();
}

QString whyNotConnect(const Context& context)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    const bool tooMany = isOfDevices(context.focus) && context.focus.rows().size() > 2;
    return tooMany ? tr("Select one device, or the two that are to be connected") : QString();
}

/// A cable between what is selected.
Cable wantedCable(const Focus& focus)
{
    Cable cable;
    const auto& rows = focus.rows();
    if (isOfDevices(focus)) {
        if (!rows.empty())
            cable.aId = textOf(rows.front(), u"id");
        if (rows.size() == 2)
            cable.bId = textOf(rows.back(), u"id");
    } else if (focus.kind() == u"cabling_finding" && rows.size() == 1 &&
               textOf(rows.front(), u"cable").isEmpty()) {
        cable.aId = textOf(rows.front(), u"from");
        cable.aPort = textOf(rows.front(), u"from_port");
        cable.bId = textOf(rows.front(), u"to");
        cable.bPort = textOf(rows.front(), u"to_port");
    }
    return cable;
}

/// Reads the selected cables as they are now.
void withCables(Context context, QWidget* window,
                const std::function<void(const std::vector<Cable>&)>& then)
{
    context.records.fetch<std::vector<Cable>>(
        window,
        [ids = selectedCables(context.focus)](Rows& rows) {
            std::vector<Cable> cables;
            for (const QString& id : ids) {
                if (auto cable = rows.find<Cable>(id))
                    cables.push_back(*std::move(cable));
            }
            return cables;
        },
        then);
}

void changeEnds(Context context, QWidget* window)
{
    withCables(context, window, [=](const std::vector<Cable>& cables) {
        if (!cables.empty())
            context.prompts.open(new CableDialog(context, cables.front(), window));
    });
}

QString namesOf(const std::vector<Cable>& cables)
{
    QStringList names;
    for (std::size_t i = 0; i < std::min(cables.size(), kNamed); ++i)
        names << Cabling::labelText(&cables[i]);
    if (cables.size() > kNamed)
        names << tr("%L1 more").arg(cables.size() - kNamed);
    return names.join(u", "_qs);
}

void removeCables(Context context, QWidget* window)
{
    withCables(context, window, [=](const std::vector<Cable>& cables) {
        if (cables.empty())
            return;
        const bool isOne = cables.size() == 1;
        const QString verb =
            isOne ? tr("Remove 1 cable") : tr("Remove %L1 cables").arg(cables.size());
        auto* dialog =
            new FormDialog(context, u"cable-remove"_qs, verb,
                           tr("Taken out of the books: %1. Undo brings back what was removed.")
                               .arg(namesOf(cables)),
                           verb, window);
        dialog->makeDangerous();
        Edits::Edit edit{
            isOne ? tr("removal of 1 cable") : tr("removal of %L1 cables").arg(cables.size()), {}};
        for (const Cable& cable : cables)
            edit.rows.push_back(Edits::removal(cable));
        QObject::connect(dialog, &FormDialog::submitted, dialog,
                         [=] { submitEdit(context, dialog, edit); });
        context.prompts.open(dialog);
    });
}

void withCabling(Context context, QWidget* window, const std::function<void(const Cabling&)>& then)
{
    context.records.fetch<CablingRead>(
        window,
        [now = context.clock.now()](Rows& rows) {
            return std::make_shared<const Cabling>(CableBooks::readCabling(rows, now));
        },
        [then](const CablingRead& cabling) { then(*cabling); });
}

void trace(Context context, QWidget* window)
{
    QStringList devices;
    if (isOfDevices(context.focus)) {
        for (const QJsonObject& row : context.focus.rows())
            devices << textOf(row, u"id");
    }
    const QStringList cables = selectedCables(context.focus);
    if (context.focus.kind() == u"cabling_finding" && cables.isEmpty())
        devices << textOf(context.focus.rows().front(), u"from");
    withCabling(context, window, [=](const Cabling& cabling) {
        std::vector<CableTrace> ways;
        QStringList names;
        for (const QString& id : cables) {
            if (const Cable* cable = cabling.cable(CableId(id))) {
                ways.push_back(cabling.wayOf(*cable));
                names << Cabling::labelText(cable);
            }
        }
        for (const QString& device : devices) {
            for (CableTrace& way : cabling.waysAt(device))
                ways.push_back(std::move(way));
            names << cabling.nameOf(device);
        }
        const QString what = names.size() == 1 ? names.front() : tr("the selection");
        if (ways.empty()) {
            if (auto* main = qobject_cast<MainWindow*>(window))
                main->toast(Tone::Neutral, tr("The books have no cable at %1.").arg(what));
            return;
        }
        context.prompts.open(new SheetDialog(
            context, u"trace"_qs, CableSheet::ofWays(cabling, tr("The way of %1").arg(what), ways),
            window));
    });
}

QString whyNotTrace(const Context& context)
{
    const bool fits = isOfDevices(context.focus) || context.focus.kind() == u"cable" ||
                      context.focus.kind() == u"cabling_finding";
    return fits && !context.focus.rows().empty() ? QString() : tr("Select cables or devices first");
}

bool isRow(const CablingFinding& finding, const QJsonObject& row)
{
    return findingCode(finding.kind) == textOf(row, u"finding") &&
           finding.cable.text() == textOf(row, u"cable") &&
           finding.from.device == textOf(row, u"from") &&
           finding.from.port == textOf(row, u"from_port");
}

void order(Context context, QWidget* window)
{
    withCabling(context, window, [=, rows = context.focus.rows()](const Cabling& cabling) {
        std::vector<CablingFinding> chosen;
        for (const CablingFinding& finding : cabling.findings()) {
            if (std::any_of(rows.begin(), rows.end(),
                            [&](const QJsonObject& row) { return isRow(finding, row); }))
                chosen.push_back(finding);
        }
        if (!chosen.empty())
            context.prompts.open(new SheetDialog(context, u"work-order"_qs,
                                                 CableSheet::ofOrders(cabling, chosen), window));
    });
}

void addEdits(Context context, QWidget* window, const QString& menu)
{
    context.actions.add({.id = u"cable.connect"_qs,
                         .menu = menu,
                         .text = tr("Connect…"),
                         .icon = u"cable"_qs,
                         .shortcut = QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K),
                         .run =
                             [=] {
                                 context.prompts.open(
                                     new CableDialog(context, wantedCable(context.focus), window));
                             },
                         .whyNot = [=] { return whyNotConnect(context); },
                         .help = tr("Enter a cable between the selected devices in the books")});
    context.actions.add(
        {.id = u"cable.change"_qs,
         .menu = menu,
         .text = tr("Change ends…"),
         .icon = u"document-edit"_qs,
         .run = [=] { changeEnds(context, window); },
         .whyNot = [=] { return whyNotCables(context, true); },
         .help = tr("Change where the selected cable goes, its label or its kind")});
    context.actions.add({.id = u"cable.remove"_qs,
                         .menu = menu,
                         .text = tr("Remove cables…"),
                         .icon = u"edit-delete"_qs,
                         .run = [=] { removeCables(context, window); },
                         .whyNot = [=] { return whyNotCables(context, false); },
                         .help = tr("Take the selected cables out of the books")});
}

} // namespace

void addCableActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Site");
    addEdits(context, window, menu);
    context.actions.add({.id = u"cable.trace"_qs,
                         .menu = menu,
                         .text = tr("Trace"),
                         .icon = u"network-connect"_qs,
                         .shortcut = QKeySequence(Qt::CTRL | Qt::Key_T),
                         .run = [=] { trace(context, window); },
                         .whyNot = [=] { return whyNotTrace(context); },
                         .help = tr("Follow the selected cables, or those of the selected devices, "
                                    "from end to end")});
    context.actions.add(
        {.id = u"cabling.order"_qs,
         .menu = menu,
         .text = tr("Work order"),
         .icon = u"document-print"_qs,
         .run = [=] { order(context, window); },
         .whyNot =
             [=] {
                 const bool some =
                     context.focus.kind() == u"cabling_finding" && !context.focus.rows().empty();
                 return some ? QString() : tr("Select lines of the work list first");
             },
         .help = tr("Say what is to be done about the selected lines, where and along which way")});
}

} // namespace rackhouse
