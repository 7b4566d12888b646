#pragma once

class QWidget;

namespace rackhouse
{

struct Context;

/// Commands that read a fabric into the site and remove one.
void addFabricActions(Context context, QWidget* window);

} // namespace rackhouse
