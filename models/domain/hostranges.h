#pragma once

#include "models/base/result.h"

#include <QStringList>

namespace rackhouse
{

/// The hosts of "node[001-018,020]", in its order; a name without brackets is one host. Numbers
/// keep the width that the first of a range has. Errors: "host-range-invalid" (range),
/// "host-range-too-large" (range, limit) for more than `most`.
Result<QStringList> expandHosts(const QString& range, qsizetype most);

} // namespace rackhouse
