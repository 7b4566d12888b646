#pragma once

#include "app/redfish/inventory.h"

namespace rackhouse::redfish
{

/// What a machine draws and how warm it is; 0 where it does not tell.
struct Telemetry {
    double powerW = 0;
    double inletC = 0;             ///< of the air that it takes in
    double hottestC = 0;           ///< of the hottest sensor inside
    Health leak = Health::Unknown; ///< worst of its leak detectors
    QStringList leakAt;            ///< names of those that are not dry
};

/// Where the telemetry of one system is read, once it has been found. Kept by who asks, so that the
/// next reading is one or two requests.
struct TelemetrySource {
    QStringList paths;
    QStringList leakPaths; ///< of its leak detectors, as an inventory found them
    bool searched = false;
    bool complete = false; ///< both the load and the inlet were found
};

/// The readings of a resource, by its type: Power, Thermal, EnvironmentMetrics, ThermalMetrics,
/// LeakDetector or Sensor. Pure.
std::vector<Reading> readingsOf(const QJsonObject& resource);
/// Picks from the readings of a machine what concerns it as a whole. A sensor goes by its name, as
/// what BMCs say of where it sits is wrong as often as right. Pure.
Telemetry telemetryOf(const std::vector<Reading>& readings);

/// Whether a reading of that name is of the power of the whole machine, or of the air at its inlet.
bool namesWholePower(const QString& name);
bool namesInlet(const QString& name);

} // namespace rackhouse::redfish
