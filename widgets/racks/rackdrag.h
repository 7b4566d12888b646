#pragma once

#include "widgets/racks/racklayout.h"

#include <QPoint>

#include <optional>

class QPainter;

namespace rackhouse
{

class RackModel;
struct Tokens;

/// A device on its way to other units: where it would stand, and what speaks against it.
class RackDrag
{
public:
    /// `grip` is the half unit of the device, from its bottom, that the pointer holds.
    RackDrag(Device device, int grip, RackFace face)
        : m_device(std::move(device)), m_grip(grip), m_face(face)
    {
    }

    /// The pointer is here, in contents coordinates. Snaps to free units that are near.
    void moveTo(const QPoint& at, const RackModel& model, const RackLayout& layout);
    const Device& device() const { return m_device; }
    /// What it would be when it is let go here; nothing where it cannot stand.
    std::optional<Device> target(const RackModel& model) const;
    bool fits() const { return m_row >= 0 && m_fits; }
    QString text() const { return m_text; }
    void paint(QPainter& painter, const RackLayout& layout, const Tokens& tokens) const;

private:
    Device m_device;
    int m_grip;
    RackFace m_face;
    int m_row = -1;
    int m_bottom = 0;
    bool m_fits = false;
    bool m_warns = false;
    QString m_text;
};

/// What speaks against a place, one sentence a problem.
QString placementText(const std::vector<PlacementProblem>& problems);

} // namespace rackhouse
