#include "widgets/inside/insidelayout.h"

#include <algorithm>
#include <cmath>

namespace rackhouse
{
namespace
{

constexpr qreal margin = 12;
constexpr qreal pitch = InsideLayout::plateWidth + 5;
constexpr qreal gutter = 10; ///< left of devices: the wire that goes down along the lanes
constexpr qreal rowHeight = InsideLayout::plateHeight + InsideLayout::gap;
constexpr qreal between = 6; ///< blocks side by side
constexpr qreal betweenColumns = 16;

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

bool hasNvLinks(const HardwareTree& tree)
{
    return std::any_of(tree.nodes().begin(), tree.nodes().end(),
                       [](const HardwareNode& node) { return node.nvLinks.isKnown(); });
}

} // namespace

InsideLayout::InsideLayout(const HardwareTree& tree)
    : m_rects(tree.nodes().size()), m_blocks(tree.nodes().size()), m_widths(tree.nodes().size())
{
    for (const int socket : tree.sockets())
        measure(tree, socket, 0);
    qreal top = margin + (m_depth + 1) * rowHeight;
    for (std::size_t lane = 0; lane < laneCount; ++lane) {
        m_laneTops[lane] = top;
        top += m_laneRows[lane] * rowHeight;
        if (lane == laneOf(HardwareKind::Gpu) && hasNvLinks(tree))
            top += rowHeight;
    }
    qreal left = margin;
    for (const int socket : tree.sockets()) {
        place(tree, socket, left, 0);
        m_columns.emplace_back(left - between, margin - between, m_widths[at(socket)] + 2 * between,
                               top - margin + between);
        left += m_widths[at(socket)] + betweenColumns;
    }
    m_size = {left - betweenColumns + margin, top + margin};
    placeNvLinkBar(tree);
}

void InsideLayout::placeNvLinkBar(const HardwareTree& tree)
{
    for (std::size_t row = 0; row < tree.nodes().size(); ++row) {
        if (tree.nodes()[row].nvLinks.isKnown())
            m_nvLinkBar |= m_rects[row].translated(0, rowHeight);
    }
}

std::size_t InsideLayout::laneOf(HardwareKind kind)
{
    return at(static_cast<int>(kind) - static_cast<int>(HardwareKind::Gpu));
}

std::vector<std::vector<int>> InsideLayout::lanesOf(const HardwareTree& tree, int node) const
{
    std::vector<std::vector<int>> lanes(laneCount);
    for (const int child : tree.node(node).children) {
        if (tree.node(child).isDevice())
            lanes[laneOf(tree.node(child).kind)].push_back(child);
    }
    return lanes;
}

/// Devices fill about a square, but GPUs always make one row, and as wide as that the others may
/// be.
void InsideLayout::measure(const HardwareTree& tree, int node, int depth)
{
    m_depth = std::max(m_depth, depth);
    Block& block = m_blocks[at(node)];
    const auto lanes = lanesOf(tree, node);
    for (const auto& lane : lanes) {
        const int count = static_cast<int>(lane.size());
        const int square = static_cast<int>(std::lround(std::sqrt(count)));
        block.columns = std::max(block.columns, square);
    }
    block.columns = std::max(block.columns, static_cast<int>(lanes.front().size()));
    for (std::size_t lane = 0; lane < laneCount && block.columns > 0; ++lane) {
        const int rows = (static_cast<int>(lanes[lane].size()) + block.columns - 1) / block.columns;
        m_laneRows[lane] = std::max(m_laneRows[lane], rows);
    }
    block.width = block.columns > 0 ? gutter + block.columns * pitch : 0;
    qreal width = block.width;
    for (const int child : tree.node(node).children) {
        if (tree.node(child).isDevice())
            continue;
        measure(tree, child, depth + 1);
        width += m_widths[at(child)] + (width > 0 ? between : 0);
    }
    m_widths[at(node)] = std::max(width, depth == 0 ? 2 * pitch : pitch);
}

void InsideLayout::place(const HardwareTree& tree, int node, qreal left, int depth)
{
    m_rects[at(node)] = {left, margin + depth * rowHeight, m_widths[at(node)], plateHeight};
    placeDevices(tree, node, left);
    qreal next = left + m_blocks[at(node)].width + (m_blocks[at(node)].width > 0 ? between : 0);
    for (const int child : tree.node(node).children) {
        if (tree.node(child).isDevice())
            continue;
        place(tree, child, next, depth + 1);
        next += m_widths[at(child)] + between;
    }
}

void InsideLayout::placeDevices(const HardwareTree& tree, int node, qreal left)
{
    const auto lanes = lanesOf(tree, node);
    const int columns = m_blocks[at(node)].columns;
    for (std::size_t lane = 0; lane < laneCount; ++lane) {
        for (std::size_t i = 0; i < lanes[lane].size(); ++i) {
            const int column = static_cast<int>(i) % columns;
            const int row = static_cast<int>(i) / columns;
            m_rects[at(lanes[lane][i])] = {left + gutter + column * pitch,
                                           m_laneTops[lane] + row * rowHeight, plateWidth,
                                           plateHeight};
        }
    }
}

std::vector<QPointF> InsideLayout::wire(const HardwareTree& tree, int node) const
{
    const int parent = tree.node(node).parent;
    if (parent < 0)
        return {};
    const QRectF own = rectOfNode(node);
    const QRectF above = rectOfNode(parent);
    const qreal x = own.left() + gutter;
    if (!tree.node(node).isDevice())
        return {{x, above.bottom()}, {x, own.top()}};
    const qreal trunk = above.left() + gutter / 2;
    const qreal turn = own.top() - gap + 3;
    return {{trunk, above.bottom()}, {trunk, turn}, {x, turn}, {x, own.top()}};
}

} // namespace rackhouse
