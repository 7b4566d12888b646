#pragma once

#include "widgets/racks/device.h"

#include <QColor>

class QPainter;

namespace rackhouse
{

/// The front or the rear of a device in thin shapes: as its type describes it, else as far as the
/// hardware has told. Sizes follow the area, so that screen and paper are drawn alike.
struct DeviceFace {
    /// What there is to draw on one face.
    struct Parts {
        int gpus = 0;
        int drives = 0;
        int psus = 0;
        int ports = 0;
        bool patch = false; ///< its ports are those of a patch panel
    };

    const Device& device;
    const DeviceType* type = nullptr;
    RackFace side = RackFace::Front; ///< of the device itself
    QColor line;
    QColor lit = {}; ///< of lights; not set: none is lit

    Parts parts() const;
    void paint(QPainter& painter, const QRectF& area) const;

private:
    void paintRow(QPainter& painter, const QRectF& area, int count, double width, double height,
                  bool lights) const;
    void paintPorts(QPainter& painter, const QRectF& area, int count) const;
    void paintSleds(QPainter& painter, const QRectF& area, int count) const;
    void paintSupplies(QPainter& painter, const QRectF& area, int count) const;
};

} // namespace rackhouse
