#include "widgets/market/rentalactions.h"

#include "models/market/holding.h"
#include "widgets/common/edits.h"
#include "widgets/common/focus.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/market/holdingtext.h"
#include "widgets/market/rentaldialog.h"
#include "widgets/market/timezonedialog.h"
#include "widgets/racks/floordialogs.h"
#include "widgets/shell/actionregistry.h"

#include <QCoreApplication>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr std::size_t kNamed = 8; ///< rentals that a question names one by one

QString tr(const char* text)
{
    return QCoreApplication::translate("RentalActions", text);
}

bool isOf(const Context& context, const RecordInfo& info)
{
    return context.focus.kind() == QLatin1String(info.kind) && !context.focus.rows().empty();
}

QStringList selectedIds(const Context& context, const RecordInfo& info)
{
    QStringList ids;
    if (isOf(context, info)) {
        for (const QJsonObject& row : context.focus.rows())
            ids << row.value(u"id"_qs).toString();
    }
    return ids;
}

QString whyNotRentals(const Context& context, bool onlyOne, bool alsoMachines)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    if (alsoMachines && isOf(context, Machine::record()))
        return {};
    if (!isOf(context, Allocation::record()))
        return alsoMachines ? tr("Select rentals or machines first") : tr("Select a rental first");
    return onlyOne && context.focus.rows().size() > 1 ? tr("Select one rental only") : QString();
}

void openNew(Context context, QWidget* window, AllocationKind kind)
{
    Allocation allocation;
    allocation.kind = kind;
    context.prompts.open(
        new RentalDialog(context, allocation, selectedIds(context, Machine::record()), window));
}

/// An allocation as a question names it.
struct Named {
    Allocation row;
    QString text; ///< "r1-u07: rented to Customer A"
};

/// Those that are selected, or that hold a selected machine now.
void withRentals(Context context, QWidget* window,
                 const std::function<void(const std::vector<Named>&)>& then)
{
    context.records.fetch<std::vector<Named>>(
        window,
        [ids = selectedIds(context, Allocation::record()),
         machines = selectedIds(context, Machine::record()),
         now = context.clock.now()](Rows& rows) {
            std::vector<Named> found;
            for (const Allocation& row : rows.list<Allocation>()) {
                const bool isHeld = machines.contains(row.machineId.text()) && holds(row, now);
                if (!ids.contains(row.id.text()) && !isHeld)
                    continue;
                const auto machine = rows.find<Machine>(row.machineId.text());
                found.push_back(
                    {row, tr("%1: %2").arg(machine ? machine->name : tr("a machine that is gone"),
                                           holdingText(row))});
            }
            return found;
        },
        then);
}

QString textOf(const std::vector<Named>& rentals)
{
    QStringList lines;
    for (std::size_t i = 0; i < std::min(rentals.size(), kNamed); ++i)
        lines << rentals[i].text;
    if (rentals.size() > kNamed)
        lines << tr("%L1 more").arg(rentals.size() - kNamed);
    return lines.join(u'\n');
}

void change(Context context, QWidget* window)
{
    withRentals(context, window, [=](const std::vector<Named>& rentals) {
        if (!rentals.empty())
            context.prompts.open(new RentalDialog(context, rentals.front().row,
                                                  {rentals.front().row.machineId.text()}, window));
    });
}

/// What has begun ends now, what has not is taken out of the books.
std::vector<Edits::Row> endings(const std::vector<Named>& rentals, Instant now)
{
    std::vector<Edits::Row> rows;
    for (const Named& rental : rentals) {
        Allocation after = rental.row;
        after.endsAt = now;
        if (now <= rental.row.startsAt)
            rows.push_back(Edits::removal(rental.row));
        else if (holds(rental.row, now))
            rows.push_back(Edits::change(rental.row, after));
    }
    return rows;
}

void end(Context context, QWidget* window)
{
    withRentals(context, window, [=](const std::vector<Named>& rentals) {
        const auto rows = endings(rentals, context.clock.now());
        const QString verb =
            rows.size() == 1 ? tr("End 1 rental now") : tr("End %L1 rentals now").arg(rows.size());
        auto* dialog = new FormDialog(
            context, u"rental-end"_qs, tr("End rental"),
            rows.empty()
                ? tr("Nothing of what is selected is held now, so there is nothing to end.")
                : textOf(rentals) + u"\n\n"_qs +
                      tr("From now on nobody holds it and it brings no revenue. What is to begin "
                         "later is taken out of the books. Undo brings it back."),
            verb, window);
        dialog->setReady(!rows.empty(), tr("Nothing of it is held now"));
        QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
            submitEdit(context, dialog, {tr("end of a rental"), rows});
        });
        context.prompts.open(dialog);
    });
}

void remove(Context context, QWidget* window)
{
    withRentals(context, window, [=](const std::vector<Named>& rentals) {
        if (rentals.empty())
            return;
        const QString verb = rentals.size() == 1 ? tr("Remove 1 rental")
                                                 : tr("Remove %L1 rentals").arg(rentals.size());
        auto* dialog = new FormDialog(
            context, u"rental-remove"_qs, verb,
            textOf(rentals) + u"\n\n"_qs +
                tr("They are taken out of the books with the revenue that they brought; to stop "
                   "one today, end it instead. Undo brings back what was removed."),
            verb, window);
        dialog->makeDangerous();
        Edits::Edit edit{tr("removal of a rental"), {}};
        for (const Named& rental : rentals)
            edit.rows.push_back(Edits::removal(rental.row));
        QObject::connect(dialog, &FormDialog::submitted, dialog,
                         [=] { submitEdit(context, dialog, edit); });
        context.prompts.open(dialog);
    });
}

void addNew(Context context, QWidget* window, const QString& menu)
{
    context.actions.add({.id = u"rental.add"_qs,
                         .menu = menu,
                         .text = tr("Rent out…"),
                         .icon = u"market"_qs,
                         .run = [=] { openNew(context, window, AllocationKind::Rental); },
                         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
                         .help = tr("Enter who rents the selected machines and at which price")});
    context.actions.add(
        {.id = u"rental.reserve"_qs,
         .menu = menu,
         .text = tr("Reserve…"),
         .icon = u"market"_qs,
         .run = [=] { openNew(context, window, AllocationKind::Reservation); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help = tr("Keep the selected machines for a customer, maintenance or an own job")});
}

} // namespace

void addRentalActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Machine");
    addNew(context, window, menu);
    context.actions.add({.id = u"rental.change"_qs,
                         .menu = menu,
                         .text = tr("Change rental…"),
                         .icon = u"document-edit"_qs,
                         .run = [=] { change(context, window); },
                         .whyNot = [=] { return whyNotRentals(context, true, false); },
                         .help = tr("Change customer, time or price of the selected rental")});
    context.actions.add({.id = u"rental.end"_qs,
                         .menu = menu,
                         .text = tr("End rental…"),
                         .icon = u"process-stop"_qs,
                         .run = [=] { end(context, window); },
                         .whyNot = [=] { return whyNotRentals(context, false, true); },
                         .help = tr("Give the machines back to the site from now on")});
    context.actions.add({.id = u"rental.remove"_qs,
                         .menu = menu,
                         .text = tr("Remove rentals…"),
                         .icon = u"edit-delete"_qs,
                         .run = [=] { remove(context, window); },
                         .whyNot = [=] { return whyNotRentals(context, false, false); },
                         .help = tr("Take the selected rentals out of the books")});
    context.actions.add({.id = u"site.time-zone"_qs,
                         .menu = QCoreApplication::translate("rackhouse::MainWindow", "&Site"),
                         .text = tr("Time zone…"),
                         .icon = u"view-history"_qs,
                         .run = [=] { context.prompts.open(makeTimeZoneDialog(context, window)); },
                         .whyNot = [=] { return context.site.whyNot(Role::Admin); },
                         .help = tr("Set the time zone of the site, whose months are billed")});
}

} // namespace rackhouse
