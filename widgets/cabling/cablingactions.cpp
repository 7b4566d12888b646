#include "widgets/cabling/cablingactions.h"

#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/domain/wiring.h"
#include "widgets/cabling/netqdialog.h"
#include "widgets/common/edits.h"
#include "widgets/common/focus.h"
#include "widgets/common/formdialog.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/shell/actionregistry.h"

#include <QComboBox>
#include <QCoreApplication>
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

/// Where it is refused, the window says why; what it changes can be undone.
void make(Context context, QWidget* window, const Edits::Edit& edit)
{
    if (edit.rows.empty())
        return;
    context.edits->make(edit, window, [context, window](const Result<void>& sent) {
        if (!sent)
            new Toast(context.theme, Tone::Critical, refusalText(sent.error()), window);
    });
}

void confirmCables(Context context, QWidget* window)
{
    QStringList ids;
    for (const QJsonObject& row : context.focus.rows())
        ids << row.value(u"cable"_qs).toString();
    context.records.fetch<std::vector<Edits::Row>>(
        window,
        [ids](Rows& rows) {
            std::vector<Edits::Row> changes;
            for (const QString& id : ids) {
                const auto cable = rows.find<Cable>(id);
                if (!cable)
                    continue;
                Cable connected = *cable;
                connected.state = CableState::Connected;
                changes.push_back(Edits::change(*cable, connected));
            }
            return changes;
        },
        [=](const std::vector<Edits::Row>& changes) {
            const QString text =
                changes.size() == 1
                    ? tr("marking of 1 cable as connected")
                    : tr("marking of %L1 cables as connected").arg(int(changes.size()));
            make(context, window, {text, changes});
        });
}

/// The kind of end that an id is of, in the rows that a worker has read.
EndKind endKind(Rows& rows, const QString& id)
{
    return rows.find<Machine>(id) ? EndKind::Machine : EndKind::Asset;
}

void enterCables(Context context, QWidget* window)
{
    context.records.fetch<std::vector<Edits::Row>>(
        window,
        [found = context.focus.rows()](Rows& rows) {
            std::vector<Edits::Row> made;
            for (const QJsonObject& row : found) {
                Cable cable;
                cable.id = CableId::create();
                cable.aId = row.value(u"from"_qs).toString();
                cable.aKind = endKind(rows, cable.aId);
                cable.aPort = row.value(u"from_port"_qs).toString();
                cable.bId = row.value(u"to"_qs).toString();
                cable.bKind = endKind(rows, cable.bId);
                cable.bPort = row.value(u"to_port"_qs).toString();
                made.push_back(Edits::creation(cable));
            }
            return made;
        },
        [=](const std::vector<Edits::Row>& made) {
            make(context, window,
                 {made.size() == 1 ? tr("entry of 1 cable")
                                   : tr("entry of %L1 cables").arg(int(made.size())),
                  made});
        });
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
    context.actions.add({.id = u"netq.read"_qs,
                         .menu = menu,
                         .text = tr("Read NetQ…"),
                         .icon = u"switch"_qs,
                         .run = [=] { context.prompts.open(makeReadNetqDialog(context, window)); },
                         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
                         .help = tr("Take in what NetQ and NMX tell of the network")});
    context.actions.add(
        {.id = u"netq.forget"_qs,
         .menu = menu,
         .text = tr("Forget NetQ…"),
         .icon = u"edit-delete"_qs,
         .run = [=] { context.prompts.open(makeForgetNetqDialog(context, window)); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help = tr("Remove what NetQ and NMX told")});
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
