#pragma once

#include "models/base/result.h"
#include "models/domain/wiring.h"

#include <QFuture>

namespace rackhouse
{

/// Asks a switch for its LLDP neighbours at once.
class SwitchAsking
{
public:
    virtual ~SwitchAsking() = default;

    /// Any thread. The row as it is after the answer came, or its absence was noted there; one that
    /// is being asked already is not asked twice. Errors: "not-found", "stopping", those of the
    /// store.
    virtual QFuture<Result<SwitchAccess>> ask(SwitchAccessId id) = 0;
};

} // namespace rackhouse
