#pragma once

#include "models/base/result.h"

#include <QtGlobal>

#include <string>

namespace rackhouse
{

/// Whether a YAML text has at most that many values once each alias is written out. Looks at the
/// text only and never writes an alias out, so that a text of aliases of aliases takes no longer
/// than any other of its length; one that contains itself has no end and too many values.
/// Error: "yaml-too-many-values" (limit). Throws what yaml-cpp throws.
Result<void> checkYamlSize(const std::string& text, qint64 most);

} // namespace rackhouse
