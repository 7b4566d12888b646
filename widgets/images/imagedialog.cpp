#include "widgets/images/imagedialog.h"

#include "models/domain/enums.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/uploadfields.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLineEdit>

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

void upload(Context context, FormDialog* dialog, const UploadFields& fields, const QString& id,
            const QString& local)
{
    fields.send(context, dialog, u"/images/"_qs + id + u"/content"_qs, local,
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
    UploadFields fields =
        UploadFields::add(context, dialog,
                          {u"image"_qs, tr("File to upload"), tr("File to upload"),
                           tr("Images (*.raw *.img *.zst *.qcow2)")},
                          [name](const QString& chosen) {
                              if (name->text().isEmpty())
                                  name->setText(QFileInfo(chosen).baseName());
                          });
    QLineEdit* path = dialog->addLine(u"path"_qs, tr("Or path on the appliance"));
    QLineEdit* hash = dialog->addLine(u"sha256"_qs, tr("SHA-256 (optional)"));
    fields.addBar(dialog);
    // A second try after an upload that broke off goes into the image that the first one made.
    const auto made = std::make_shared<Made>();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        if (name->text().isEmpty())
            return dialog->fail(tr("Give the image a name."));
        if (fields.file->text().isEmpty() == path->text().isEmpty())
            return dialog->fail(tr("Choose a file or give a path, not both."));
        const QString chosen = fields.file->text().isEmpty() ? path->text() : fields.file->text();
        QJsonObject body{{u"name"_qs, name->text()},
                         {u"architecture"_qs, u"x86_64"_qs},
                         {u"format"_qs, formatOf(chosen)}};
        if (!hash->text().isEmpty())
            body.insert(u"sha256"_qs, hash->text().trimmed().toLower());
        if (!path->text().isEmpty())
            body.insert(u"path"_qs, path->text());
        dialog->setBusy(true);
        const QString local = fields.file->text();
        if (!made->id.isEmpty() && made->body == body)
            return upload(context, dialog, fields, made->id, local);
        context.site.post(u"/images"_qs, body, dialog, [=](const Result<QJsonObject>& answer) {
            if (!answer)
                return dialog->fail(problemText(answer.error()), answer.error().detail);
            if (local.isEmpty())
                return dialog->accept();
            *made = {body, answer->value(u"id"_qs).toString()};
            upload(context, dialog, fields, made->id, local);
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
