#pragma once

#include <QStringList>

namespace rackhouse
{

/// The names that a numbering skips: "P22.1" beside P22.0 where all other ports are there twice,
/// "eth3" between eth2 and eth4. In natural order. Numberings with as many holes as ports are taken
/// for what they are: no mistake.
QStringList missingPorts(const QStringList& names);

} // namespace rackhouse
