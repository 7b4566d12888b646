#pragma once

#include "models/domain/floor.h"

#include <QRectF>
#include <QStringList>

#include <optional>
#include <vector>

namespace rackhouse
{

/// What is drawn of a hall besides its racks, in millimetres from its top left corner, and where
/// that corner is on the site.
struct HallPlan {
    struct Aisle {
        QString name;
        QRectF area;
        bool hot = false;
        bool contained = false;

        bool operator==(const Aisle&) const = default;
    };
    struct Door {
        QString name;
        QPointF at; ///< its left or upper end, on the wall
        double width = 0;
        PlanSide side = PlanSide::Bottom;

        bool operator==(const Door&) const = default;
    };
    struct Zone {
        QString name;
        QRectF area;

        bool operator==(const Zone&) const = default;
    };

    HallId id; ///< empty where racks name a hall that nobody has entered
    QString name;
    QSizeF size; ///< inside; empty where nobody has entered it
    double tileMm = 600;
    double northDegrees = 0;
    std::vector<Aisle> aisles;
    std::vector<Door> doors;
    std::vector<Zone> zones;
    std::optional<QPointF> place; ///< on the site
    QString building;
    QString storey;
    qint64 revision = 0;
    QStringList problems; ///< what of the plan could not be read, for a person

    /// What cannot be read is left out and named in `problems`.
    static HallPlan of(const Hall& hall);
    /// Hall::plan of it.
    QJsonObject toJson() const;
};

} // namespace rackhouse
