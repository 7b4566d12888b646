#pragma once

#include "models/topology/fabricpicture.h"
#include "widgets/common/context.h"

class QTreeWidget;

namespace rackhouse
{

/// What is known of one place in a fabric: what its ports counted and how its parts are.
QTreeWidget* makeFabricDetails(QWidget* parent);
/// Shows the node; -1: no single one is selected. Lines that stay keep their place. What the site
/// was asked for stands in place of what the picture has older.
void fillFabricDetails(QTreeWidget* list, const FabricPicture* picture, int node,
                       const std::vector<FabricCounters>& asked, Context context);

} // namespace rackhouse
