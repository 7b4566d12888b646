#pragma once

#include "models/domain/fabric.h"
#include "models/topology/fabricfindings.h"

namespace rackhouse
{

/// The graph of a fabric's rows; nodes keep their order. Links to nodes that are not among them are
/// left out.
FabricGraph graphOf(const std::vector<FabricNode>& nodes, const std::vector<FabricLink>& links);

/// "wrong-rail": stable, for programs.
QString findingCode(FabricFinding::Kind kind);
/// What is wrong and where, for the person who goes there: "HCA-5 of b08-c03 is plugged into
/// leaf-04-08; it belongs into leaf-03-08."
QString findingText(const FabricFinding& finding, const FabricGraph& graph);

} // namespace rackhouse
