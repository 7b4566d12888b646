#pragma once

#include "widgets/racks/bayhealth.h"
#include "widgets/racks/device.h"

#include <QColor>

class QPainter;

namespace rackhouse
{

/// The outlets of a type, in its order.
QStringList outletsOf(const DeviceType& type);

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

    /// The lamps of its bays: a dot is well, a bay half full a warning, a full one critical.
    struct Lamps {
        const BayHealth* bays = nullptr; ///< null: nothing is known of them
        QColor ok = {};                  ///< not set: what is well is not lit now
        QColor warning = {};
        QColor critical = {};
    };

    const Device& device;
    const DeviceType* type = nullptr;
    RackFace side = RackFace::Front; ///< of the device itself
    QColor line;
    Lamps lamps = {};

    Parts parts() const;
    void paint(QPainter& painter, const QRectF& area) const;

private:
    using States = std::vector<Health>;

    const States* states(States BayHealth::*of) const;
    void paintRow(QPainter& painter, const QRectF& area, int count, double width, double height,
                  const States* states) const;
    void paintPorts(QPainter& painter, const QRectF& area, int count) const;
    void paintSleds(QPainter& painter, const QRectF& area, int count) const;
    void paintSupplies(QPainter& painter, const QRectF& area, int count) const;
    void paintLamp(QPainter& painter, const QRectF& bay, const States* states, int number) const;
};

} // namespace rackhouse
