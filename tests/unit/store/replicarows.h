#pragma once

#include "models/domain/floor.h"
#include "models/store/change.h"

namespace rackhouse
{

inline const QString kParis = QStringLiteral("paris");
inline const QString kOslo = QStringLiteral("oslo");

template <class T>
Change changeOf(qint64 seq, const T& record)
{
    return {seq, {1}, T::record().kindText(), record.id.text(), false, toJson(record)};
}

inline Machine machineNamed(const QString& name)
{
    Machine machine;
    machine.id = MachineId::create();
    machine.name = name;
    machine.macs = {QStringLiteral("02:00:00:00:00:01")};
    return machine;
}

} // namespace rackhouse
