#pragma once

#include "models/base/result.h"

#include <QByteArray>
#include <QString>

namespace rackhouse
{

/// The bytes of a file that a person chose, no more of them than one over the limit: readers refuse
/// what is larger than theirs, and a disk image chosen by mistake does not fill the memory first.
/// Error: "file-unreadable" (path).
Result<QByteArray> readChosenFile(const QString& path, qsizetype limit);

} // namespace rackhouse
