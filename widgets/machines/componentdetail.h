#pragma once

#include <QJsonObject>
#include <QString>

namespace rackhouse
{

/// What of a component's detail the columns of the list do not say, in words with units: "driver
/// e1000e, NUMA node 0". A field that has no words here goes by its own name.
QString componentDetailText(const QJsonObject& detail);

} // namespace rackhouse
