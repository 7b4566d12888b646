#pragma once

#include "models/exchange/floorchanges.h"
#include "models/exchange/rowimport.h"

namespace rackhouse
{

/// Plans the lines of a file of rentals: a line means the one of its id, else the one of its
/// machine that begins at the same moment with the same GPUs, else a new one.
class RentalImport
{
public:
    explicit RentalImport(ImportContext& context);

    Result<void> plan(size_t number, PlannedRow& planned);
    /// Makes problems of those that would hold GPUs that another one holds, and lets the others
    /// wait for those that give up what they are to hold. "machine-held", "machine-held-open".
    void finish(ChangePlan& plan) const;

private:
    ImportContext& m_context;
    QHash<QString, const Allocation*> m_byId;
    QHash<QString, const Allocation*> m_byWhat;
    Planned<Allocation> m_planned;
};

} // namespace rackhouse
