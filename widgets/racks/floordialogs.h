#pragma once

#include "widgets/common/formdialog.h"
#include "widgets/racks/device.h"

namespace rackhouse
{

/// Asks where a device is to stand, says what speaks against it and moves it there.
FormDialog* makePlaceDialog(Context context, const Device& device, QWidget* parent);
/// Asks for a new rack, or changes one; a new one stands in the hall and row of `beside`.
FormDialog* makeRackDialog(Context context, const std::optional<Rack>& rack, const Rack& beside,
                           QWidget* parent);
/// Asks for a new asset in `rack`, or changes one.
FormDialog* makeAssetDialog(Context context, const std::optional<Asset>& asset, const RackId& rack,
                            QWidget* parent);
/// Asks before a rack or an asset is removed from the books.
FormDialog* makeRemoveDialog(Context context, const QString& name, const Edits::Row& removal,
                             QWidget* parent);

/// Sends the edit for a dialog, which closes when it came true and says why not else.
void submitEdit(Context context, FormDialog* dialog, Edits::Edit edit);

} // namespace rackhouse
