#include "widgets/fabric/fabricdialog.h"

#include "models/domain/fabric.h"
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

void upload(Context context, FormDialog* dialog, QProgressBar* bar, const QString& id,
            const QString& file)
{
    dialog->setRowVisible(bar, true);
    context.site.upload(
        u"/fabrics/"_qs + id + u"/scan"_qs, file,
        [bar](qint64 sent, qint64 total) {
            bar->setValue(total > 0 ? int(sent * 1000 / total) : 0);
        },
        dialog,
        [dialog](const Result<QJsonObject>& answer) {
            if (answer)
                dialog->accept();
            else
                dialog->fail(problemText(answer.error()), answer.error().detail);
        });
}

/// The fabrics that are there, to take the text in to; a name that is not among them is a new one.
QComboBox* addNames(Context context, FormDialog* dialog)
{
    auto* name = new QComboBox(dialog);
    name->setEditable(true);
    name->setInsertPolicy(QComboBox::NoInsert);
    dialog->addWidget(u"name"_qs, tr("Fabric"), name);
    context.records.fetch<std::vector<Fabric>>(
        name, [](Rows& rows) { return rows.list<Fabric>({.orderBy = u"name"_qs}); },
        [name](const std::vector<Fabric>& fabrics) {
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
           "What is in the fabric is replaced by what the file shows."),
        tr("Read fabric"), parent);
    QComboBox* name = addNames(context, dialog);
    auto* source = new QWidget(dialog);
    auto* file = new QLineEdit(source);
    file->setObjectName(u"dialog.fabric-read.file"_qs);
    file->setAccessibleName(tr("File that ibnetdiscover printed"));
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
        context.prompts.openFile(dialog, tr("Output of ibnetdiscover"), tr("Text (*)"),
                                 [=](const QString& chosen) { file->setText(chosen); });
    });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const QString wanted = name->currentText().trimmed();
        if (wanted.isEmpty())
            return dialog->fail(tr("Give the fabric a name."));
        if (!QFileInfo(file->text()).isReadable())
            return dialog->fail(tr("Choose a file that can be read."));
        dialog->setBusy(true);
        if (const int known = name->findText(wanted, Qt::MatchFixedString | Qt::MatchCaseSensitive);
            known >= 0)
            return upload(context, dialog, bar, name->itemData(known).toString(), file->text());
        context.site.post(
            u"/fabrics"_qs, {{u"name"_qs, wanted}}, dialog, [=](const Result<QJsonObject>& answer) {
                if (!answer)
                    return dialog->fail(problemText(answer.error()), answer.error().detail);
                // A second try after a bad file goes into the same one.
                const QString id = answer->value(u"id"_qs).toString();
                name->addItem(wanted, id);
                upload(context, dialog, bar, id, file->text());
            });
    });
    return dialog;
}

} // namespace rackhouse
