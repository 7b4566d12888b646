#include "widgets/machines/certificatedialog.h"

#include "widgets/common/format.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"

#include <QCoreApplication>
#include <QLabel>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("CertificateDialog", text);
}

void addFingerprint(FormDialog* dialog, const QString& name, const QString& label,
                    const QString& hex)
{
    auto* text = new QLabel(format::fingerprint(hex), dialog);
    text->setFont(Theme::monoFont());
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setFocusPolicy(Qt::NoFocus);
    text->setToolTip(hex);
    text->setMinimumHeight(text->sizeHint().height());
    dialog->addWidget(name, label, text);
}

} // namespace

FormDialog* makeCertificateDialog(Context context, const Bmc& bmc, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"bmc-certificate"_qs, tr("Accept the new certificate of %1").arg(bmc.address),
        tr("This BMC presents another certificate than before. That is so after a reset, an "
           "update or an exchange of the BMC, and also when something else answers at its "
           "address.\n\nCompare the new fingerprint with what the BMC itself shows. Once you "
           "accept it, the site sends this BMC its password again."),
        tr("Accept new certificate"), parent);
    addFingerprint(dialog, u"old"_qs, tr("Known"), bmc.certificate);
    addFingerprint(dialog, u"new"_qs, tr("New"), bmc.presented);
    dialog->makeDangerous();
    QObject::connect(dialog, &FormDialog::submitted, dialog,
                     [context, dialog, id = bmc.id.text(), presented = bmc.presented] {
                         dialog->setBusy(true);
                         context.site.post(u"/bmcs/"_qs + id + u"/accept-certificate"_qs,
                                           {{u"fingerprint"_qs, presented}}, dialog,
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
