#include "widgets/fabric/fabricdialog.h"

#include "models/domain/fabric.h"
#include "models/topology/ibnetdiscover.h"
#include "models/topology/topologytext.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricDialog", text);
}

QString pathOf(const QString& id)
{
    return u"/fabrics/"_qs + id;
}

void failWith(FormDialog* dialog, const Error& error)
{
    dialog->fail(problemText(error), error.detail);
}

using Failed = std::function<void(const Error& error)>;

void upload(Context context, FormDialog* dialog, QProgressBar* bar, const QString& id,
            const QString& file, const Failed& failed)
{
    dialog->setRowVisible(bar, true);
    context.site.upload(
        pathOf(id) + u"/scan?"_qs +
            topologyQuery(QFileInfo(file).fileName(), QFileInfo(file).lastModified()),
        file,
        [bar](qint64 sent, qint64 total) {
            bar->setValue(total > 0 ? int(sent * 1000 / total) : 0);
        },
        dialog,
        [dialog, failed](const Result<QJsonObject>& answer) {
            if (answer)
                dialog->accept();
            else
                failed(answer.error());
        });
}

/// A new fabric, which is taken away again where nothing can be read into it.
void create(Context context, FormDialog* dialog, QComboBox* name, QProgressBar* bar,
            const QString& file)
{
    const QString wanted = name->currentText().trimmed();
    context.site.post(
        u"/fabrics"_qs, {{u"name"_qs, wanted}}, dialog, [=](const Result<QJsonObject>& made) {
            if (!made)
                return failWith(dialog, made.error());
            const QString id = made->value(u"id"_qs).toString();
            upload(context, dialog, bar, id, file, [=](const Error& error) {
                context.site.remove(pathOf(id), dialog, [=](const Result<QJsonObject>& removed) {
                    if (!removed) // the next try goes into it
                        name->addItem(wanted, id);
                    failWith(dialog, error);
                });
            });
        });
}

QString whyNotRead(const QFileInfo& file)
{
    if (!file.isFile() || !file.isReadable())
        return tr("Choose a file that can be read.");
    const auto fits = checkTopologySize(file.size());
    return fits ? QString() : problemText(fits.error());
}

void fetchFabrics(Context context, QObject* guard,
                  const std::function<void(const std::vector<Fabric>&)>& then)
{
    context.records.fetch<std::vector<Fabric>>(
        guard, [](Rows& rows) { return rows.list<Fabric>({.orderBy = u"name"_qs}); }, then);
}

/// The fabrics that are there, to take the text in to; a name that is not among them is a new one.
QComboBox* addNames(Context context, FormDialog* dialog)
{
    auto* name = new QComboBox(dialog);
    name->setEditable(true);
    name->setInsertPolicy(QComboBox::NoInsert);
    dialog->addWidget(u"name"_qs, tr("Fabric"), name);
    fetchFabrics(context, name, [name](const std::vector<Fabric>& fabrics) {
        for (const Fabric& fabric : fabrics)
            name->addItem(fabric.name, fabric.id.text());
        if (fabrics.empty())
            name->setEditText(tr("compute"));
    });
    return name;
}

} // namespace

FormDialog* makeReadFabricDialog(Context context, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"fabric-read"_qs, tr("Read a fabric"),
        tr("Run ibnetdiscover on a host of the fabric, save what it prints, and choose the file. "
           "What is in the fabric is replaced by what the file shows. What perfquery -x and "
           "ibswinfo print, and a planned tree of switches in YAML, are read here as well: the "
           "file says what it is."),
        tr("Read fabric"), parent);
    QComboBox* name = addNames(context, dialog);
    auto* source = new QWidget(dialog);
    auto* file = new QLineEdit(source);
    file->setObjectName(u"dialog.fabric-read.file"_qs);
    file->setAccessibleName(tr("File of the fabric"));
    auto* choose = new QPushButton(tr("Choose file…"), source);
    choose->setObjectName(u"dialog.fabric-read.choose"_qs);
    choose->setAccessibleName(tr("Choose file"));
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(file, 1);
    row->addWidget(choose);
    dialog->addWidget(u"source"_qs, tr("File"), source);
    auto* bar = new QProgressBar(dialog);
    bar->setRange(0, 1000);
    bar->setTextVisible(false);
    dialog->addWidget(u"progress"_qs, tr("Sent"), bar);
    dialog->setRowVisible(bar, false);
    QObject::connect(choose, &QPushButton::clicked, dialog, [=] {
        context.prompts.openFile(dialog, tr("What tells of the fabric"), tr("Text (*)"),
                                 [=](const QString& chosen) { file->setText(chosen); });
    });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const QString wanted = name->currentText().trimmed();
        if (wanted.isEmpty())
            return dialog->fail(tr("Give the fabric a name."));
        if (const QString reason = whyNotRead(QFileInfo(file->text())); !reason.isEmpty())
            return dialog->fail(reason);
        dialog->setBusy(true);
        const int known = name->findText(wanted, Qt::MatchFixedString | Qt::MatchCaseSensitive);
        if (known < 0)
            return create(context, dialog, name, bar, file->text());
        upload(context, dialog, bar, name->itemData(known).toString(), file->text(),
               [dialog](const Error& error) { failWith(dialog, error); });
    });
    return dialog;
}

FormDialog* makeRemoveFabricDialog(Context context, const QString& shown, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"fabric-remove"_qs, tr("Remove a fabric"),
        tr("Its picture is removed, with its switches, adapters and links; nothing else is. To "
           "have it again, read what ibnetdiscover prints once more. Ethernet is drawn from LLDP "
           "and cannot be removed."),
        tr("Remove"), parent);
    dialog->makeDangerous();
    dialog->setReady(false, tr("No fabric has been read here"));
    auto* choice = new QComboBox(dialog);
    dialog->addWidget(u"fabric"_qs, tr("Fabric"), choice);
    QObject::connect(choice, &QComboBox::currentTextChanged, dialog, [dialog](const QString& name) {
        dialog->setReady(true);
        dialog->setVerb(tr("Remove %1").arg(name));
    });
    fetchFabrics(context, choice, [choice, shown](const std::vector<Fabric>& fabrics) {
        for (const Fabric& fabric : fabrics)
            choice->addItem(fabric.name, fabric.id.text());
        choice->setCurrentIndex(std::max(0, choice->findData(shown)));
    });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        dialog->setBusy(true);
        context.site.remove(pathOf(choice->currentData().toString()), dialog,
                            [dialog](const Result<QJsonObject>& answer) {
                                if (answer)
                                    dialog->accept();
                                else
                                    failWith(dialog, answer.error());
                            });
    });
    return dialog;
}

} // namespace rackhouse
