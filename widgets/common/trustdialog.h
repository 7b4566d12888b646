#pragma once

#include "widgets/common/formdialog.h"

namespace rackhouse
{

/// A device that presents another certificate than the pinned one.
struct ChangedCertificate {
    QString dialog; ///< object name of the dialog, which its help goes by
    QString title;
    QString text;
    QString known;     ///< SHA-256, hex
    QString presented; ///< SHA-256, hex
    QString path;      ///< of the device at the site API
};

/// Shows the pinned and the new fingerprint; the verb trusts the new one.
FormDialog* makeTrustDialog(Context context, const ChangedCertificate& certificate,
                            QWidget* parent);

} // namespace rackhouse
