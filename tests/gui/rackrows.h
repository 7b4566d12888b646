#pragma once

#include "widgets/racks/rackmodel.h"

namespace rackhouse
{

/// Racks and what stands in them, for tests of the elevation.
struct RackRows {
    static Rack rack(qint64 units = 42)
    {
        Rack made;
        made.id = RackId::create();
        made.name = u"B07"_qs;
        made.heightUnits = units;
        return made;
    }

    static Asset asset(const Rack& rack, const QString& name, double unit, double height = 1)
    {
        Asset made;
        made.id = AssetId::create();
        made.name = name;
        made.rackId = rack.id;
        made.position = unit;
        made.heightUnits = height;
        return made;
    }

    static Machine machine(const Rack& rack, const QString& name, qint64 unit, qint64 height = 1)
    {
        Machine made;
        made.id = MachineId::create();
        made.name = name;
        made.rackId = rack.id;
        made.position = unit;
        made.heightUnits = height;
        return made;
    }

    static QModelIndex find(const RackModel& model, const QString& name)
    {
        for (int row = 0; row < model.rowCount(); ++row) {
            const QModelIndex rack = model.index(row, 0);
            for (int i = 0; i < model.rowCount(rack); ++i) {
                if (model.index(i, 0, rack).data().toString() == name)
                    return model.index(i, 0, rack);
            }
        }
        return {};
    }
};

} // namespace rackhouse
