#pragma once

#include "models/topology/lldpmib.h"

#include <QString>

#include <span>

namespace rackhouse::mib
{

/// Numbers of a name, of a subtree or of what stands behind it.
using Index = std::span<const quint32>;

/// What stands behind the subtree in a name; empty where the name is not below it.
Index indexOf(const Oid& name, Index subtree);

/// The name of a column of a table.
Oid columnOf(Index entry, quint32 column);

/// Text as agents send it: UTF-8, or Latin-1 of an old one, perhaps with a NUL at its end.
QString textOf(QByteArray bytes);

} // namespace rackhouse::mib
