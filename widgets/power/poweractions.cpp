#include "widgets/power/poweractions.h"

#include "widgets/common/focus.h"
#include "widgets/common/prompts.h"
#include "widgets/common/sitelink.h"
#include "widgets/power/feeddialog.h"
#include "widgets/shell/actionregistry.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("PowerActions", text);
}

/// The selected feed; without id where there is none.
PowerFeed selectedFeed(const Context& context)
{
    const auto& rows = context.focus.rows();
    if (context.focus.kind() != u"power_feed" || rows.size() != 1)
        return {};
    return fromJson<PowerFeed>(rows.front()).value_or(PowerFeed());
}

QString whyNot(const Context& context)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    return selectedFeed(context).id.isEmpty() ? tr("Select a feed first") : QString();
}

FormDialog* makeRemoveDialog(Context context, QWidget* parent)
{
    const PowerFeed feed = selectedFeed(context);
    auto* dialog = new FormDialog(
        context, u"feed-remove"_qs, tr("Remove a feed"),
        tr("%1 leaves the books. The site refuses it while a cable or another feed hangs from it.")
            .arg(feed.name),
        tr("Remove feed"), parent);
    dialog->makeDangerous();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        sendItem(context, dialog,
                 {{u"op"_qs, u"remove"_qs},
                  {u"kind"_qs, u"power_feed"_qs},
                  {u"id"_qs, feed.id.text()},
                  {u"revision"_qs, feed.revision}});
    });
    return dialog;
}

} // namespace

void addPowerActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Site");
    context.actions.add(
        {.id = u"power.add"_qs,
         .menu = menu,
         .text = tr("Add feed…"),
         .icon = u"list-add"_qs,
         .run = [=] { context.prompts.open(new FeedDialog(context, {}, window)); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help = tr("Enter a stage of the power: the grid, a UPS, a panel or a breaker")});
    context.actions.add(
        {.id = u"power.edit"_qs,
         .menu = menu,
         .text = tr("Change feed…"),
         .icon = u"document-edit"_qs,
         .run =
             [=] { context.prompts.open(new FeedDialog(context, selectedFeed(context), window)); },
         .whyNot = [=] { return whyNot(context); },
         .help = tr("Change the rating, the side or the source of the selected feed")});
    context.actions.add({.id = u"power.remove"_qs,
                         .menu = menu,
                         .text = tr("Remove feed…"),
                         .icon = u"edit-delete"_qs,
                         .run = [=] { context.prompts.open(makeRemoveDialog(context, window)); },
                         .whyNot = [=] { return whyNot(context); },
                         .help = tr("Take the selected feed out of the books")});
}

} // namespace rackhouse
