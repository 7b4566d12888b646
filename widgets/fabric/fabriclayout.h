#pragma once

#include "models/topology/fabricpicture.h"

#include <QLineF>
#include <QRectF>
#include <QSizeF>

namespace rackhouse
{

/// Where everything of a fabric stands at 100 %, in pixels: spines on top, scalable units as
/// columns below them, in each unit a row a rail, the leaf above its hosts. Hosts keep their
/// columns over all rails of their unit.
class FabricLayout
{
public:
    static constexpr qreal cell = 13; ///< edge of an adapter
    static constexpr qreal pitch = 16;

    FabricLayout() = default;
    /// Units go into another row of units beyond `width`. `scale`: how much larger spines and the
    /// heads of units are, so that their names can be read where all of a large fabric is seen.
    FabricLayout(const FabricPicture& picture, qreal width, qreal scale = 1);

    /// Of a node or another spot; empty for what is not drawn: aggregators, adapters of no unit.
    QRectF rectOfNode(int spot) const;
    QRectF rectOfUnit(std::size_t unit) const { return m_units[unit].rect; }
    /// The place of a unit's leaf, there or missing.
    QRectF rectOfLeaf(std::size_t unit, std::size_t row) const;
    /// A leaf with all that is plugged into it.
    QRectF rectOfBand(std::size_t unit, std::size_t row) const;
    QRectF rectOfHead(std::size_t unit) const;
    /// Above the spines, where the fabric is large.
    QRectF rectOfLegend() const;
    /// The uplinks of a unit to one switch as one line, and those between higher tiers.
    const std::vector<QLineF>& trunks() const { return m_trunks; }
    qreal scale() const { return m_scale; }
    std::size_t unitCount() const { return m_units.size(); }
    QSizeF size() const { return m_size; }

private:
    struct Unit {
        QRectF rect;
        int columns = 0;
    };

    qreal placeSpines(const FabricPicture& picture, qreal width);
    void placeUnits(const FabricPicture& picture, qreal top, qreal width);
    void placeAdapters(const FabricPicture& picture);
    void bundleUplinks(const FabricPicture& picture);
    void countColumns(const FabricPicture& picture);
    /// The row of a unit that an adapter stands in; -1: in none.
    static int rowOf(const FabricPicture& picture, int adapter);

    qreal m_scale = 1;
    std::vector<QLineF> m_trunks;
    std::vector<QRectF> m_nodes;  ///< by spot
    QHash<QString, int> m_widths; ///< of hosts, in columns: what they have on one rail at most
    std::vector<Unit> m_units;
    QSizeF m_size;
};

} // namespace rackhouse
