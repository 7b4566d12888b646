#pragma once

#include "widgets/racks/racklayout.h"

#include <QPoint>

#include <optional>

class QPainter;

namespace rackhouse
{

class RackModel;
struct Tokens;

/// Devices on their way to other units, all by the same number of them: where they would stand, and
/// what speaks against it.
class RackDrag
{
public:
    /// The first of the devices is held; `grip` is its half unit, from its bottom, that the pointer
    /// holds. One that goes alone and is of half depth comes to `face`.
    RackDrag(std::vector<Device> devices, int grip, RackFace face);

    /// The pointer is here, in contents coordinates. Snaps to free units that are near.
    void moveTo(const QPoint& at, const RackModel& model, const RackLayout& layout);
    const std::vector<Device>& devices() const { return m_devices; }
    /// What they would be when they are let go here; empty where they cannot stand.
    std::vector<Device> targets(const RackModel& model) const;
    bool fits() const { return m_row >= 0 && m_fits; }
    QString text() const { return m_text; }
    void paint(QPainter& painter, const RackLayout& layout, const Tokens& tokens) const;

private:
    int wanted(int half, const Rack& rack) const;

    std::vector<Device> m_devices;
    std::vector<Occupant> m_group; ///< as they would stand
    int m_grip;
    int m_row = -1;
    bool m_fits = false;
    bool m_warns = false;
    QString m_text;
};

/// What speaks against a place, one sentence a problem.
QString placementText(const std::vector<PlacementProblem>& problems);

} // namespace rackhouse
