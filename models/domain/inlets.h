#pragma once

#include "models/domain/floor.h"
#include "models/domain/wiring.h"

#include <QStringList>

#include <functional>
#include <vector>

namespace rackhouse
{

/// The power inlets of a device type, as its ports are called there; none where it does not say.
QStringList inletsOf(const DeviceType& type);

/// The ports of an asset through which power cables of the books feed it, by name: those that lead
/// to it from a feed, or from an asset that hands on power and is the first end of the cable.
QStringList inletsOf(const AssetId& asset, const std::vector<Cable>& cables,
                     const std::function<bool(const QString& asset)>& handsOn);

/// Whether it is one of them. Case makes no difference, as in the power of a site.
bool isInlet(const QStringList& inlets, const QString& name);

} // namespace rackhouse
