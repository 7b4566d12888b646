#pragma once

#include "models/domain/rentprice.h"

#include <QHash>

#include <vector>

namespace rackhouse
{

/// Whether it holds its machine at that moment: from its start on, and no longer from its end on.
bool holds(const Allocation& allocation, Instant at);

/// Whether both hold one machine at one moment with a GPU in common. One of the whole machine has
/// all GPUs in common with any other.
bool collide(const Allocation& a, const Allocation& b);

/// What holds machines at one moment, by machine. Keeps pointers into the list that it is made
/// from.
class Holdings
{
public:
    Holdings() = default;
    Holdings(const std::vector<Allocation>& allocations, Instant at);

    /// In the order of the list.
    QList<const Allocation*> of(const MachineId& machine) const;
    /// GPUs of a machine that nothing holds.
    qint64 freeGpus(const MachineId& machine, qint64 machineGpus) const;

private:
    QHash<QString, QList<const Allocation*>> m_held;
};

} // namespace rackhouse
