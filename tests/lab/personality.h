#pragma once

#include "tests/lab/hardware.h"

#include <QStringList>

#include <optional>

namespace rackhouse::lab
{

/// How one vendor's BMC behaves: its names, its quirks, its limits. The facts come from trees of
/// real machines and from maintainers' notes; the values are made up.
struct Personality {
    QString name;   ///< as the command line and the ready line say it: "dgx-h100"
    QString vendor; ///< ServiceRoot.Vendor; empty where the root has none
    QString product;
    QString redfishVersion;
    QString oemKey;
    QString systemId;
    QString managerId;
    QString managerModel;
    QString chassisId;
    QStringList resetTypes;
    bool inlineAllowable = true; ///< ResetType@Redfish.AllowableValues beside the action
    bool actionInfo = false;     ///< @Redfish.ActionInfo
    QStringList bootTargets;
    QString settings; ///< where boot overrides are written, below the system ("SD"); empty: itself
    bool bootTogether = false; ///< target, enabled and mode must come in one request
    bool bootNoneRejected = false;
    bool etags = true;
    bool weakEtags = false;
    bool needsIfMatch = false; ///< a PATCH without If-Match is answered 428
    bool jobOnReset = false;   ///< a reset is answered 202 with a task
    bool trailingSlash = false;
    bool ignoreCase = false; ///< paths match in any case, and some links use another one
    bool legacyPower = true; ///< Power and Thermal
    bool sensors = false;    ///< PowerSubsystem, ThermalSubsystem and Sensors
    int pageSize = 0;        ///< members of one page of a collection, 0: no paging
    int sessionLimit = 16;
    int rackUnits = 1;
    Hardware hardware; ///< of a paper machine, with placeholders
};

QStringList personalityNames();
std::optional<Personality> personalityByName(const QString& name);

} // namespace rackhouse::lab
