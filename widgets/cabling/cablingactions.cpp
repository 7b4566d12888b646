#include "widgets/cabling/cablingactions.h"

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"
#include "widgets/common/focus.h"
#include "widgets/common/formdialog.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/shell/actionregistry.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QJsonArray>
#include <QPlainTextEdit>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("CablingActions", text);
}

struct Teller {
    QString name;
    QString kind;
    QString id;
};

/// Switches first: they are the ones that are asked by hand.
std::vector<Teller> tellers(Rows& rows)
{
    std::vector<Teller> list;
    for (const Asset& asset : rows.list<Asset>({.orderBy = u"name"_qs})) {
        if (asset.kind == AssetKind::Switch)
            list.push_back({asset.name, enumText(EndKind::Asset), asset.id.text()});
    }
    for (const Machine& machine : rows.list<Machine>({.orderBy = u"name"_qs}))
        list.push_back({machine.name, enumText(EndKind::Machine), machine.id.text()});
    return list;
}

FormDialog* makeReadDialog(Context context, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"neighbors-read"_qs, tr("Read LLDP neighbours"),
        tr("Paste what the device prints of its neighbours: lldpctl -f json, show lldp neighbors "
           "of EOS, NX-OS or Junos, or the JSON of eAPI, NVUE or SONiC. It replaces what was "
           "read of this device before."),
        tr("Read neighbours"), parent);
    auto* device = new QComboBox(dialog);
    device->setEditable(true);
    device->setInsertPolicy(QComboBox::NoInsert);
    dialog->addWidget(u"device"_qs, tr("Device"), device);
    context.records.fetch<std::vector<Teller>>(
        device, [](Rows& rows) { return tellers(rows); },
        [device](const std::vector<Teller>& list) {
            for (const Teller& teller : list)
                device->addItem(teller.name, QStringList{teller.kind, teller.id});
        });
    QPlainTextEdit* text = dialog->addText(u"text"_qs, tr("Neighbours"));
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const int row = device->findText(device->currentText().trimmed(), Qt::MatchFixedString);
        if (row < 0)
            return dialog->fail(tr("Choose a switch or machine of the books."));
        const QStringList teller = device->itemData(row).toStringList();
        dialog->setBusy(true);
        context.site.post(u"/neighbors/read"_qs,
                          {{u"kind"_qs, teller.at(0)},
                           {u"id"_qs, teller.at(1)},
                           {u"text"_qs, text->toPlainText()}},
                          dialog, [dialog](const Result<QJsonObject>& answer) {
                              if (answer)
                                  return dialog->accept();
                              dialog->fail(problemText(answer.error()), answer.error().detail);
                          });
    });
    return dialog;
}

/// Why the selected lines of the work list are not of that kind.
QString whyNot(const Context& context, const QString& finding, const QString& otherwise)
{
    if (const QString reason = context.site.whyNot(Role::Operator); !reason.isEmpty())
        return reason;
    const auto& rows = context.focus.rows();
    const bool fits = context.focus.kind() == u"cabling_finding" && !rows.empty() &&
                      std::all_of(rows.begin(), rows.end(), [&](const QJsonObject& row) {
                          return row.value(u"finding"_qs).toString() == finding;
                      });
    return fits ? QString() : otherwise;
}

void send(Context context, QWidget* window, const QJsonArray& items)
{
    context.site.post(
        u"/changesets"_qs, {{u"items"_qs, items}}, window,
        [context, window](const Result<QJsonObject>& answer) {
            if (!answer) {
                new Toast(context.theme, Tone::Critical, problemText(answer.error()), window);
                return;
            }
            const QJsonArray results = answer->value(u"items"_qs).toArray();
            for (const QJsonValue& result : results) {
                const QJsonObject problem = result.toObject().value(u"problem"_qs).toObject();
                if (!problem.isEmpty()) {
                    new Toast(context.theme, Tone::Critical, problem.value(u"title"_qs).toString(),
                              window);
                    return;
                }
            }
        });
}

void confirmCables(Context context, QWidget* window)
{
    QJsonArray items;
    for (const QJsonObject& row : context.focus.rows())
        items << QJsonObject{
            {u"op"_qs, u"change"_qs},
            {u"kind"_qs, u"cable"_qs},
            {u"id"_qs, row.value(u"cable"_qs)},
            {u"revision"_qs, row.value(u"revision"_qs)},
            {u"fields"_qs, QJsonObject{{u"state"_qs, enumText(CableState::Connected)}}}};
    send(context, window, items);
}

/// The kind of end that an id is of, in the rows that a worker has read.
QString endKind(Rows& rows, const QString& id)
{
    return enumText(rows.find<Machine>(id) ? EndKind::Machine : EndKind::Asset);
}

void enterCables(Context context, QWidget* window)
{
    context.records.fetch<QJsonArray>(
        window,
        [found = context.focus.rows()](Rows& rows) {
            QJsonArray items;
            for (const QJsonObject& row : found) {
                const QString from = row.value(u"from"_qs).toString();
                const QString to = row.value(u"to"_qs).toString();
                items << QJsonObject{
                    {u"op"_qs, u"create"_qs},
                    {u"kind"_qs, u"cable"_qs},
                    {u"fields"_qs, QJsonObject{{u"a_kind"_qs, endKind(rows, from)},
                                               {u"a_id"_qs, from},
                                               {u"a_port"_qs, row.value(u"from_port"_qs)},
                                               {u"b_kind"_qs, endKind(rows, to)},
                                               {u"b_id"_qs, to},
                                               {u"b_port"_qs, row.value(u"to_port"_qs)}}}};
            }
            return items;
        },
        [context, window](const QJsonArray& items) { send(context, window, items); });
}

} // namespace

void addCablingActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Site");
    context.actions.add({.id = u"cabling.read"_qs,
                         .menu = menu,
                         .text = tr("Read LLDP neighbours…"),
                         .icon = u"switch"_qs,
                         .run = [=] { context.prompts.open(makeReadDialog(context, window)); },
                         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
                         .help = tr("Take in what a switch or machine prints of its neighbours")});
    context.actions.add({.id = u"cabling.confirm"_qs,
                         .menu = menu,
                         .text = tr("Mark as connected"),
                         .icon = u"dialog-ok"_qs,
                         .run = [=] { confirmCables(context, window); },
                         .whyNot =
                             [=] {
                                 return whyNot(context, u"confirm"_qs,
                                               tr("Select planned cables that are there already"));
                             },
                         .help = tr("Planned cables that the wire shows become connected ones")});
    context.actions.add({.id = u"cabling.enter"_qs,
                         .menu = menu,
                         .text = tr("Enter in the books"),
                         .icon = u"list-add"_qs,
                         .run = [=] { enterCables(context, window); },
                         .whyNot =
                             [=] {
                                 return whyNot(context, u"not-in-books"_qs,
                                               tr("Select connections that the books do not have"));
                             },
                         .help = tr("Connections that the wire shows become cables of the books")});
}

} // namespace rackhouse
