#include "widgets/fabric/fabricdialog.h"

#include "models/domain/fabric.h"
#include "models/topology/ibnetdiscover.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/uploadfields.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileInfo>
#include <QLineEdit>

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

/// What is sent: as it was when the verb was pressed.
struct Picture {
    UploadFields fields;
    QString file;
    QString query;
};

void upload(Context context, FormDialog* dialog, const Picture& picture, const QString& id,
            const Failed& failed)
{
    picture.fields.send(context, dialog, pathOf(id) + u"/scan?"_qs + picture.query, picture.file,
                        [dialog, failed](const Result<QJsonObject>& answer) {
                            if (answer)
                                dialog->accept();
                            else
                                failed(answer.error());
                        });
}

/// A new fabric, which is taken away again where nothing can be read into it.
void create(Context context, FormDialog* dialog, QComboBox* name, const Picture& picture)
{
    const QString wanted = name->currentText().trimmed();
    context.site.post(
        u"/fabrics"_qs, {{u"name"_qs, wanted}}, dialog, [=](const Result<QJsonObject>& made) {
            if (!made)
                return failWith(dialog, made.error());
            const QString id = made->value(u"id"_qs).toString();
            upload(context, dialog, picture, id, [=](const Error& error) {
                context.site.remove(pathOf(id), dialog, [=](const Result<QJsonObject>& removed) {
                    if (!removed) // the next try goes into it
                        name->addItem(wanted, id);
                    failWith(dialog, error);
                });
            });
        });
}

QString whyNotRead(const UploadFields& fields)
{
    if (const QString why = fields.whyNot(); !why.isEmpty())
        return why;
    const auto fits = checkTopologySize(QFileInfo(fields.file->text()).size());
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

/// Asks again where much of what is known would go: the second press is of a dangerous verb. It is
/// asked of one file and one fabric.
struct Replacement {
    FormDialog* dialog;

    bool isAsked() const { return dialog->property("replaces").toBool(); }
    void ask(bool asked) const
    {
        dialog->setProperty("replaces", asked);
        dialog->makeDangerous(asked);
        dialog->setVerb(asked ? tr("Replace all the same") : tr("Read fabric"));
    }
    void failed(const Error& error) const
    {
        ask(error.code == u"fabric-would-shrink"_qs);
        failWith(dialog, error);
    }
};

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
    UploadFields fields = UploadFields::add(
        context, dialog,
        {u"fabric-read"_qs, tr("File"), tr("What tells of the fabric"), tr("Text (*)")});
    fields.addBar(dialog);
    const Replacement replacement{dialog};
    for (const QLineEdit* changed : {name->lineEdit(), fields.file})
        QObject::connect(changed, &QLineEdit::textChanged, dialog, [=] { replacement.ask(false); });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const QString wanted = name->currentText().trimmed();
        if (wanted.isEmpty())
            return dialog->fail(tr("Give the fabric a name."));
        if (const QString reason = whyNotRead(fields); !reason.isEmpty())
            return dialog->fail(reason);
        dialog->setBusy(true);
        const QString replaces = replacement.isAsked() ? u"replace=yes&"_qs : QString();
        const Picture picture{fields, fields.file->text(), replaces + fields.query()};
        const int known = name->findText(wanted, Qt::MatchFixedString | Qt::MatchCaseSensitive);
        if (known < 0)
            return create(context, dialog, name, picture);
        upload(context, dialog, picture, name->itemData(known).toString(),
               [replacement](const Error& error) { replacement.failed(error); });
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
