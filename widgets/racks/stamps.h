#pragma once

#include <QCache>
#include <QColor>
#include <QPixmap>

#include <functional>

class QPainter;

namespace rackhouse
{

/// Boxes that are alike in many places of a screen, drawn once and then copied: racks of one height
/// differ in what stands in them, and plates of one height in what is written on them.
class Stamps
{
public:
    /// What one box differs from another by.
    struct Look {
        QSize size; ///< in logical pixels
        QColor ground;
        QColor line;
        int unit = 0; ///< height of the units that it is ruled in; 0: it is none that is
        bool hatched = false;

        bool operator==(const Look&) const = default;
    };

    Stamps();

    /// Shows at `place` what `draw` paints there, in the coordinates of the painter, over `under`
    /// where nothing else is. The look has the size of the place.
    void paint(QPainter& painter, const QPoint& place, const Look& look, const QColor& under,
               const std::function<void(QPainter&)>& draw);
    /// Forgets all, as when other fonts or colours are set.
    void clear() { m_pixmaps.clear(); }

private:
    struct Key {
        Look look;
        QRgb under = 0;
        double ratio = 1; ///< device pixels for each of the look's

        bool operator==(const Key&) const = default;
        friend size_t qHash(const Key& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.look.size.width(), key.look.size.height(),
                              key.look.ground.rgba(), key.look.line.rgba(), key.look.unit,
                              key.look.hatched, key.under, key.ratio);
        }
    };

    QCache<Key, QPixmap> m_pixmaps;
};

} // namespace rackhouse
