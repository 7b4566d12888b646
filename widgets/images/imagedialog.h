#pragma once

#include "widgets/common/formdialog.h"

#include <QJsonObject>

namespace rackhouse
{

/// Adds an image: a file of this computer is uploaded with its progress shown, or a path on the
/// appliance is taken.
FormDialog* makeImageDialog(Context context, QWidget* parent);
FormDialog* makeRemoveImageDialog(Context context, const QJsonObject& image, QWidget* parent);

} // namespace rackhouse
