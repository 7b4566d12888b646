#pragma once

#include "models/base/result.h"

#include <QString>

namespace rackhouse::lab
{

/// The network on which real machines boot: a bridge in user, network and process namespaces of
/// its own, with one tap a machine. It needs no privilege and ends with the last process inside.
class ProvisioningNetwork
{
public:
    static constexpr char kBridge[] = "prov0";
    static constexpr char kAddress[] = "10.77.0.1";

    /// Moves the process into new namespaces, as root there and as its first process (see
    /// superviseChild). Must be called while there is one thread.
    static Result<void> enter();
    /// Brings up lo and the bridge. In the namespace, with a QCoreApplication.
    static Result<void> setUp();

    static QString tapOf(int machineNumber);
    static Result<void> addTap(const QString& tap);
    /// Pulls or plugs the cable of a tap.
    static Result<void> setPlugged(const QString& tap, bool plugged);
};

} // namespace rackhouse::lab
