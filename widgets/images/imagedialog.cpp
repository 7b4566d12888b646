#include "widgets/images/imagedialog.h"

#include "models/domain/enums.h"
#include "widgets/common/prompts.h"
#include "widgets/common/sitelink.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

#include <memory>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("ImageDialog", text);
}

/// An image in the catalog whose content has not arrived.
struct Made {
    QJsonObject body;
    QString id;
};

QString formatOf(const QString& file)
{
    if (file.endsWith(u".tar.zst"))
        return u"tar.zst"_qs;
    return file.endsWith(u".qcow2") ? u"qcow2"_qs : u"raw"_qs;
}

void upload(Context context, FormDialog* dialog, QProgressBar* bar, const QString& id,
            const QString& file)
{
    dialog->setRowVisible(bar, true);
    context.site.upload(
        u"/images/"_qs + id + u"/content"_qs, file,
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

} // namespace

FormDialog* makeImageDialog(Context context, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"image"_qs, tr("Add an image"),
        tr("Choose a file of this computer, or give the path of one that is on the appliance."),
        tr("Add image"), parent);
    QLineEdit* name = dialog->addLine(u"name"_qs, tr("Name"), u"debian-12"_qs);
    auto* source = new QWidget(dialog);
    auto* file = new QLineEdit(source);
    file->setObjectName(u"dialog.image.file"_qs);
    file->setAccessibleName(tr("File to upload"));
    auto* choose = new QPushButton(tr("Choose file…"), source);
    choose->setObjectName(u"dialog.image.choose"_qs);
    choose->setAccessibleName(tr("Choose file"));
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(file, 1);
    row->addWidget(choose);
    dialog->addWidget(u"source"_qs, tr("File to upload"), source);
    QLineEdit* path = dialog->addLine(u"path"_qs, tr("Or path on the appliance"));
    QLineEdit* hash = dialog->addLine(u"sha256"_qs, tr("SHA-256 (optional)"));
    auto* bar = new QProgressBar(dialog);
    bar->setRange(0, 1000);
    bar->setTextVisible(false);
    dialog->addWidget(u"progress"_qs, tr("Uploaded"), bar);
    dialog->setRowVisible(bar, false);
    QObject::connect(choose, &QPushButton::clicked, dialog, [=] {
        context.prompts.openFile(dialog, tr("Image"), tr("Images (*.raw *.img *.zst *.qcow2)"),
                                 [=](const QString& chosen) {
                                     file->setText(chosen);
                                     if (name->text().isEmpty())
                                         name->setText(QFileInfo(chosen).baseName());
                                 });
    });
    // A second try after an upload that broke off goes into the image that the first one made.
    const auto made = std::make_shared<Made>();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        if (name->text().isEmpty())
            return dialog->fail(tr("Give the image a name."));
        if (file->text().isEmpty() == path->text().isEmpty())
            return dialog->fail(tr("Choose a file or give a path, not both."));
        const QString chosen = file->text().isEmpty() ? path->text() : file->text();
        QJsonObject body{{u"name"_qs, name->text()},
                         {u"architecture"_qs, u"x86_64"_qs},
                         {u"format"_qs, formatOf(chosen)}};
        if (!hash->text().isEmpty())
            body.insert(u"sha256"_qs, hash->text().trimmed().toLower());
        if (!path->text().isEmpty())
            body.insert(u"path"_qs, path->text());
        dialog->setBusy(true);
        const QString local = file->text();
        if (!made->id.isEmpty() && made->body == body)
            return upload(context, dialog, bar, made->id, local);
        context.site.post(u"/images"_qs, body, dialog, [=](const Result<QJsonObject>& answer) {
            if (!answer)
                return dialog->fail(problemText(answer.error()), answer.error().detail);
            if (local.isEmpty())
                return dialog->accept();
            *made = {body, answer->value(u"id"_qs).toString()};
            upload(context, dialog, bar, made->id, local);
        });
    });
    return dialog;
}

FormDialog* makeRemoveImageDialog(Context context, const QJsonObject& image, QWidget* parent)
{
    const QString name = image.value(u"name"_qs).toString();
    auto* dialog = new FormDialog(
        context, u"image-remove"_qs, tr("Remove %1").arg(name),
        tr("The file is deleted on the appliance. Machines that run it are not changed."),
        tr("Remove %1").arg(name), parent);
    dialog->makeDangerous();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        dialog->setBusy(true);
        context.site.remove(u"/images/"_qs + image.value(u"id"_qs).toString(), dialog,
                            [dialog](const Result<QJsonObject>& answer) {
                                if (answer)
                                    dialog->accept();
                                else
                                    dialog->fail(problemText(answer.error()),
                                                 answer.error().detail);
                            });
    });
    return dialog;
}

} // namespace rackhouse
