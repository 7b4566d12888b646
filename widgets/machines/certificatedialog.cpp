#include "widgets/machines/certificatedialog.h"

#include "widgets/common/trustdialog.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("CertificateDialog", text);
}

} // namespace

FormDialog* makeCertificateDialog(Context context, const Bmc& bmc, QWidget* parent)
{
    return makeTrustDialog(
        context,
        {.dialog = u"bmc-certificate"_qs,
         .title = tr("Accept the new certificate of %1").arg(bmc.address),
         .text =
             tr("This BMC presents another certificate than before. That is so after a reset, an "
                "update or an exchange of the BMC, and also when something else answers at its "
                "address.\n\nCompare the new fingerprint with what the BMC itself shows. Once you "
                "accept it, the site sends this BMC its password again."),
         .known = bmc.certificate,
         .presented = bmc.presented,
         .path = u"/bmcs/"_qs + bmc.id.text()},
        parent);
}

} // namespace rackhouse
