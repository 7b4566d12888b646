#pragma once

#include "models/domain/fabricfacts.h"

namespace rackhouse
{

/// The largest file that is read.
constexpr qsizetype kMostSwitchTreeBytes = 8 << 20;

/// Reads a planned tree of switches in YAML, as topology simulators take it: `switches`, each with
/// the switches below it, and `blocks`, each with a switch, the hosts below it as ranges and an
/// NVLink domain among its annotations. Switches come in the order of their names.
/// Errors: "plan-not-yaml" (line), "plan-no-switches", "plan-incomplete" (line), "plan-loop"
/// (name), "plan-switch-unnamed" (name), "plan-host-twice" (host, one, other), "plan-too-large"
/// (limit), "topology-too-large" (limit), "yaml-too-many-values" (limit) and those of
/// expandHosts().
Result<std::vector<FabricPlan>> readSwitchTree(const QByteArray& yaml);

} // namespace rackhouse
