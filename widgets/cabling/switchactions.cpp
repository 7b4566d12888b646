#include "widgets/cabling/switchactions.h"

#include "models/domain/floor.h"
#include "models/query/exactterm.h"
#include "widgets/cabling/switchdialog.h"
#include "widgets/common/focus.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/trustdialog.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"
#include "widgets/shell/selection.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("SwitchActions", text);
}

SwitchAccess selected(const Context& context)
{
    const auto& rows = context.focus.rows();
    return rows.size() == 1 ? fromJson<SwitchAccess>(rows.front()).value_or(SwitchAccess())
                            : SwitchAccess();
}

QString whyNot(const Context& context, bool onlyOne)
{
    const QString reason = whyNotOn(context, u"switch_access"_qs, Role::Operator,
                                    tr("Select a switch on the page Switches first"));
    if (!reason.isEmpty())
        return reason;
    return onlyOne && context.focus.rows().size() > 1 ? tr("Select one switch only") : QString();
}

/// What became of it; a failure is told whole, with what to do.
void tellAnswer(Context context, QWidget* window, const QString& address,
                const Result<QJsonObject>& answer)
{
    const auto row = answer ? fromJson<SwitchAccess>(*answer) : fail(answer.error());
    QString text;
    if (!row)
        text = problemText(row.error());
    else if (row->state == SwitchState::Failed)
        text = problemText(Error{row->reason, row->reasonArgs.toVariantMap(), {}});
    const bool failed = !text.isEmpty();
    if (!failed)
        text = tr("%1 answered. Neighbours: %2").arg(address).arg(row->neighborCount);
    new Toast(context.theme, failed ? Tone::Critical : Tone::Ok, text, window);
}

void ask(const Context& shown, QWidget* window)
{
    const Context context = atSiteOfSelection(shown);
    for (const QJsonObject& row : context.focus.rows()) {
        const QString address = row.value(u"address"_qs).toString();
        new Toast(context.theme, Tone::Running, tr("Asking %1…").arg(address), window);
        context.site.post(u"/switches/%1/ask"_qs.arg(row.value(u"id"_qs).toString()), {}, window,
                          [=](const Result<QJsonObject>& answer) {
                              tellAnswer(context, window, address, answer);
                          });
    }
}

QString whyNotPorts(const Context& context)
{
    const QString kind = context.focus.kind();
    const bool isSwitch = kind == u"switch_access"_qs || kind == u"switch_facts"_qs;
    return isSwitch && !context.focus.rows().empty()
               ? QString()
               : tr("Select a switch on the page Switches or Switch hardware first");
}

/// The ports of the selected switches, by a filter.
void showPorts(const Context& context, QWidget* window)
{
    QStringList ids;
    for (const QJsonObject& row : context.focus.rows())
        ids << row.value(u"asset_id"_qs).toString();
    context.records.fetch<QString>(
        window,
        [ids](Rows& rows) {
            QStringList names;
            QStringList all;
            for (const Asset& asset : rows.listFields<Asset>({u"id"_qs, u"name"_qs})) {
                all << asset.name;
                if (ids.contains(asset.id.text()))
                    names << asset.name;
            }
            return query::exactTerm(u"switch"_qs, names, all);
        },
        [window](const QString& term) {
            if (auto* main = qobject_cast<MainWindow*>(window))
                main->open(Page::makeLink(u"/switch-ports"_qs, u"filter"_qs, term));
        });
}

FormDialog* makeRemoveDialog(Context context, QWidget* parent)
{
    const SwitchAccess access = selected(context);
    auto* dialog = new FormDialog(
        context, u"switch-remove"_qs, tr("Ask a switch no more"),
        tr("The site forgets how %1 is asked, and its passwords. What it told of its neighbours "
           "stays, and the switch stays in the books.")
            .arg(access.address),
        tr("Ask no more"), parent);
    dialog->makeDangerous();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        dialog->setBusy(true);
        context.site.remove(u"/switches/"_qs + access.id.text(), dialog,
                            [dialog](const Result<QJsonObject>& answer) {
                                dialog->setBusy(false);
                                if (answer)
                                    return dialog->accept();
                                dialog->fail(problemText(answer.error()), answer.error().detail);
                            });
    });
    return dialog;
}

FormDialog* makeCertificateDialog(Context context, QWidget* parent)
{
    const SwitchAccess access = selected(context);
    return makeTrustDialog(
        context,
        {.dialog = u"switch-certificate"_qs,
         .title = tr("Accept the new certificate of %1").arg(access.address),
         .text = tr("This switch presents another certificate than before. That is so after a "
                    "reset, an update or an exchange, and also when something else answers at its "
                    "address.\n\nCompare the new fingerprint with what the switch itself shows. "
                    "Once you accept it, the site sends it its password again."),
         .known = access.certificate,
         .presented = access.presented,
         .path = u"/switches/"_qs + access.id.text()},
        parent);
}

} // namespace

void addSwitchActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Site");
    const auto open = [=](auto make) {
        return [=] {
            context.prompts.open(make(atSiteOfSelection(context)));
        };
    };
    const auto one = [=] {
        return whyNot(context, true);
    };
    context.actions.add(
        {.id = u"switch.add"_qs,
         .menu = menu,
         .text = tr("Add switch…"),
         .icon = u"list-add"_qs,
         .run = [=] { context.prompts.open(new SwitchDialog(context, {}, window)); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help = tr("Say how a switch is asked for its neighbours and ports")});
    context.actions.add(
        {.id = u"switch.ports"_qs,
         .menu = menu,
         .text = tr("Show ports"),
         .icon = u"network-connect"_qs,
         .run = [=] { showPorts(context, window); },
         .whyNot = [=] { return whyNotPorts(context); },
         .help = tr("Show the ports of the selected switches, as these tell them")});
    context.actions.add({.id = u"switch.ask"_qs,
                         .menu = menu,
                         .text = tr("Ask now"),
                         .icon = u"view-refresh"_qs,
                         .run = [=] { ask(context, window); },
                         .whyNot = [=] { return whyNot(context, false); },
                         .help = tr("Ask the selected switches for their neighbours at once")});
    context.actions.add(
        {.id = u"switch.change"_qs,
         .menu = menu,
         .text = tr("Change switch…"),
         .icon = u"document-edit"_qs,
         .run = open([=](const Context& at) { return new SwitchDialog(at, selected(at), window); }),
         .whyNot = one,
         .help = tr("Change the address, the method or the passwords")});
    context.actions.add(
        {.id = u"switch.remove"_qs,
         .menu = menu,
         .text = tr("Ask no more…"),
         .icon = u"edit-delete"_qs,
         .run = open([=](const Context& at) { return makeRemoveDialog(at, window); }),
         .whyNot = one,
         .help = tr("Forget how the selected switch is asked")});
    context.actions.add(
        {.id = u"switch.accept-certificate"_qs,
         .menu = menu,
         .text = tr("Accept switch certificate…"),
         .icon = u"certificate-server"_qs,
         .run = open([=](const Context& at) { return makeCertificateDialog(at, window); }),
         .whyNot =
             [=] {
                 const QString reason = one();
                 return !reason.isEmpty() || !selected(context).presented.isEmpty()
                            ? reason
                            : tr("It presents no new certificate");
             },
         .help = tr("Compare and trust the new certificate of the selected switch")});
}

} // namespace rackhouse
