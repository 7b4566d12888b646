#pragma once

#include "widgets/common/formdialog.h"

namespace rackhouse
{

/// Sends what NetQ or NMX tells of the network to the site.
FormDialog* makeReadNetqDialog(Context context, QWidget* window);
/// Takes out of the copy what they told.
FormDialog* makeForgetNetqDialog(Context context, QWidget* window);

} // namespace rackhouse
