#include "widgets/exchange/exchangeactions.h"

#include "models/domain/registry.h"
#include "widgets/common/focus.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/exchange/bulkdialog.h"
#include "widgets/exchange/importdialog.h"
#include "widgets/shell/actionregistry.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("ExchangeActions", text);
}

QString siteMenu()
{
    return QCoreApplication::translate("rackhouse::MainWindow", "&Site");
}

QString wordsOf(ExchangeTable table)
{
    switch (table) {
    case ExchangeTable::Racks:
        return tr("racks");
    case ExchangeTable::Placements:
        return tr("placements");
    case ExchangeTable::Cables:
        return tr("cables");
    case ExchangeTable::Rentals:
        break;
    }
    return tr("rentals");
}

/// Import and export of one table; those of racks stand in the menu, since they offer the others.
void addTable(Context context, QWidget* window, ExchangeTable table)
{
    const QString word = enumText(table);
    const bool inMenu = table == ExchangeTable::Racks;
    const QString of = wordsOf(table);
    context.actions.add(
        {.id = u"import."_qs + word,
         .menu = inMenu ? siteMenu() : QString(),
         .text = inMenu ? tr("Import…") : tr("Import %1…").arg(of),
         .icon = u"document-import"_qs,
         .run = [=] { context.prompts.open(makeImportDialog(context, table, window)); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help = tr("Take in %1 from a CSV file, after showing the difference").arg(of)});
    context.actions.add(
        {.id = u"export."_qs + word,
         .menu = inMenu ? siteMenu() : QString(),
         .text = inMenu ? tr("Export…") : tr("Export %1…").arg(of),
         .icon = u"document-export"_qs,
         .run = [=] { context.prompts.open(makeExportDialog(context, table, window)); },
         .whyNot =
             [=] {
                 return context.records.site().isEmpty()
                            ? tr("All sites are shown; choose the one that this is for")
                            : QString();
             },
         .help = tr("Write %1 as CSV, to be changed and imported again").arg(of)});
}

QString whyNotEdit(const Context& context)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    return isBulkEditable(context.focus.kind()) && !context.focus.rows().empty()
               ? QString()
               : tr("Select rows of a table first");
}

} // namespace

void addExchangeActions(Context context, QWidget* window)
{
    for (const auto& [table, word] : EnumWords<ExchangeTable>::words)
        addTable(context, window, table);
    context.actions.add(
        {.id = u"device-types.import"_qs,
         .menu = siteMenu(),
         .text = tr("Import device types…"),
         .icon = u"document-import"_qs,
         .run = [=] { context.prompts.open(makeDeviceTypesDialog(context, window)); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help = tr("Take in models of devices from files of the NetBox library")});
    context.actions.add({.id = u"rows.edit"_qs,
                         .menu = siteMenu(),
                         .text = tr("Edit selected…"),
                         .icon = u"document-edit"_qs,
                         .shortcut = QKeySequence(Qt::CTRL | Qt::Key_E),
                         .run =
                             [=] {
                                 const RecordInfo* info = recordOfKind(context.focus.kind());
                                 context.prompts.open(
                                     new BulkDialog(context, *info, context.focus.rows(), window));
                             },
                         .whyNot = [=] { return whyNotEdit(context); },
                         .help = tr("Give a field of all selected rows the same value")});
}

} // namespace rackhouse
