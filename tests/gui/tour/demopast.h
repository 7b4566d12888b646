#pragma once

#include "tests/gui/tour/demosite.h"

namespace rackhouse
{

/// Answers for the past of the demo site: it was for two months as it is, and has summed itself up
/// for thirteen.
DemoLink::Reading demoPast(const Replica& replica, const Clock& clock, const QString& siteKey);

} // namespace rackhouse
