#pragma once

#include "models/hardware/hardwaretree.h"

#include <QRectF>
#include <QSizeF>

namespace rackhouse
{

/// Where everything inside a machine stands at 100 %, in pixels: sockets as columns; below each the
/// PCIe tree, every port and switch as wide as what hangs below it; then the devices in lanes over
/// all columns: GPUs, NVSwitches, network cards, drives. Below GPUs that have NVLinks lies the bar
/// of what these lead to.
class InsideLayout
{
public:
    static constexpr qreal plateWidth = 80;
    static constexpr qreal plateHeight = 26;
    static constexpr qreal gap = 18; ///< above a plate: its link, and what it lacks

    InsideLayout() = default;
    explicit InsideLayout(const HardwareTree& tree);

    QRectF rectOfNode(int node) const { return m_rects[static_cast<std::size_t>(node)]; }
    /// The column of a socket, all of it.
    QRectF rectOfColumn(std::size_t socket) const { return m_columns[socket]; }
    std::size_t columnCount() const { return m_columns.size(); }
    /// The corners of the line from a node up to what it hangs from; the last stretch is its link.
    std::vector<QPointF> wire(const HardwareTree& tree, int node) const;
    /// Empty where no NVLink is told.
    QRectF nvLinkBar() const { return m_nvLinkBar; }
    QSizeF size() const { return m_size; }

private:
    struct Block {
        int columns = 0; ///< devices side by side
        qreal width = 0;
    };

    static std::size_t laneOf(HardwareKind kind);
    void measure(const HardwareTree& tree, int node, int depth);
    void place(const HardwareTree& tree, int node, qreal left, int depth);
    void placeNvLinkBar(const HardwareTree& tree);
    void placeDevices(const HardwareTree& tree, int node, qreal left);
    std::vector<std::vector<int>> lanesOf(const HardwareTree& tree, int node) const;

    static constexpr std::size_t laneCount = 5;
    std::vector<QRectF> m_rects;
    std::vector<QRectF> m_columns;
    std::vector<Block> m_blocks; ///< of the devices right below a node
    std::vector<qreal> m_widths;
    int m_depth = 0;             ///< the deepest port or switch
    int m_laneRows[laneCount]{}; ///< rows of devices that a lane needs
    qreal m_laneTops[laneCount]{};
    QRectF m_nvLinkBar;
    QSizeF m_size;
};

} // namespace rackhouse
