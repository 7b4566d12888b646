#pragma once

#include "models/domain/asset.h"
#include "widgets/common/formdialog.h"

namespace rackhouse
{

/// Shows the pinned and the new fingerprint of a BMC; the verb trusts the new one.
FormDialog* makeCertificateDialog(Context context, const Bmc& bmc, QWidget* parent);

} // namespace rackhouse
