#pragma once

#include "models/base/result.h"
#include "tests/lab/plan.h"

#include <optional>

namespace rackhouse::lab
{

/// The options, or nothing after --help was printed. Starts no thread, so that a namespace can
/// still be entered. Creates the directory.
Result<std::optional<LabOptions>> parseCommandLine(int argc, char** argv);

} // namespace rackhouse::lab
