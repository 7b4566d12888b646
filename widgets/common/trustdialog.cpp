#include "widgets/common/trustdialog.h"

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
    return QCoreApplication::translate("TrustDialog", text);
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

FormDialog* makeTrustDialog(Context context, const ChangedCertificate& certificate, QWidget* parent)
{
    auto* dialog = new FormDialog(context, certificate.dialog, certificate.title, certificate.text,
                                  tr("Accept new certificate"), parent);
    addFingerprint(dialog, u"old"_qs, tr("Known"), certificate.known);
    addFingerprint(dialog, u"new"_qs, tr("New"), certificate.presented);
    dialog->makeDangerous();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [context, dialog, certificate] {
        dialog->setBusy(true);
        context.site.post(certificate.path + u"/accept-certificate"_qs,
                          {{u"fingerprint"_qs, certificate.presented}}, dialog,
                          [dialog](const Result<QJsonObject>& answer) {
                              if (answer)
                                  dialog->accept();
                              else
                                  dialog->fail(problemText(answer.error()), answer.error().detail);
                          });
    });
    return dialog;
}

} // namespace rackhouse
