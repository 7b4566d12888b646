#pragma once

#include "widgets/common/theme.h"
#include "widgets/racks/deviceface.h"
#include "widgets/racks/linecache.h"
#include "widgets/racks/rackslots.h"
#include "widgets/racks/stamps.h"

namespace rackhouse
{

/// How a device is drawn in a rack: a flat plate with a status edge, its name and its real face.
/// What is only on the other face is faint and hatched; a reservation is hatched with its note.
struct DevicePlate {
    const Device& device;
    const DeviceType* type = nullptr;
    const BayHealth* bays = nullptr; ///< null: nothing is known of its parts
    QSet<QString> plugged = {};      ///< outlets that a cable is in, in lower case
    RackSlot slot = {};
    RackFace seenFrom = RackFace::Front;
    FloorMeasure measure = FloorMeasure::Occupancy;
    const MeasureValue* value = nullptr; ///< that it is shaded by; null: by nothing
    Instant now = {};
    bool selected = false;
    bool hovered = false;
    bool focused = false;
    bool onPaper = false;     ///< without what changes by the minute: status and lights
    Stamps* stamps = nullptr; ///< of the grounds of plates; null: each is drawn by itself

    /// It stands in the other half of the depth.
    bool isBehind() const { return device.halfDepth() && device.face() != seenFrom; }
    /// Of the outlets that its type has, from the top: whether a cable is in it.
    std::vector<bool> outlets() const;
    void paint(QPainter& painter, const QRectF& rect, const Tokens& tokens, const QFont& font,
               LineCache& lines) const;

private:
    void paintGround(QPainter& painter, const QRectF& rect, const Tokens& tokens) const;
    void paintText(QPainter& painter, const QRect& rect, const Tokens& tokens, const QFont& font,
                   LineCache& lines) const;
    void paintFace(QPainter& painter, const QRectF& rect, const Tokens& tokens) const;
    void paintLight(QPainter& painter, bool on, const Tokens& tokens) const;
    void paintStrip(QPainter& painter, const QRect& rect, const Tokens& tokens,
                    const QFont& font) const;
    /// As much of the height as they take.
    int paintOutlets(QPainter& painter, const QRect& rect, const Tokens& tokens) const;
    QString detail() const;
    bool isHatched() const;
};

} // namespace rackhouse
