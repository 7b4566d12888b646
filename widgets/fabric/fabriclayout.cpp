#include "widgets/fabric/fabriclayout.h"

#include <algorithm>

namespace rackhouse
{
namespace
{

constexpr qreal margin = 24;
constexpr qreal spineWidth = 148;
constexpr qreal chipHeight = 24;
constexpr qreal spineGap = 12;
constexpr qreal spinesToUnits = 84; // room for the uplinks
constexpr qreal unitHead = 26;
constexpr qreal unitGap = 32;
constexpr qreal leastUnitWidth = 196;
constexpr qreal railPitch = 54;
constexpr qreal chipToCells = 6;

std::size_t at(int row)
{
    return static_cast<std::size_t>(row);
}

} // namespace

FabricLayout::FabricLayout(const FabricPicture& picture, qreal width)
    : m_nodes(picture.nodes().size())
{
    width = std::max(width, 4 * leastUnitWidth);
    placeUnits(picture, placeSpines(picture, width), width);
    placeAdapters(picture);
    m_size += QSizeF(margin, margin);
}

qreal FabricLayout::placeSpines(const FabricPicture& picture, qreal width)
{
    std::vector<int> spines;
    for (int node = 0; node < static_cast<int>(picture.nodes().size()); ++node) {
        if (picture.node(node).kind == FabricNodeKind::Switch && picture.place(node).tier != 1)
            spines.push_back(node);
    }
    // The highest tier on top, each by name.
    std::stable_sort(spines.begin(), spines.end(), [&](int a, int b) {
        const int above = picture.place(a).tier - picture.place(b).tier;
        return above != 0 ? above > 0 : picture.node(a).name < picture.node(b).name;
    });
    QPointF next(margin, margin);
    int tier = spines.empty() ? 0 : picture.place(spines.front()).tier;
    for (const int spine : spines) {
        const bool full = next.x() + spineWidth > width - margin;
        if (full || picture.place(spine).tier != tier) {
            next = {margin, next.y() + chipHeight + spineGap};
            tier = picture.place(spine).tier;
        }
        m_nodes[at(spine)] = QRectF(next, QSizeF(spineWidth, chipHeight));
        m_size = m_size.expandedTo({next.x() + spineWidth, next.y() + chipHeight});
        next.rx() += spineWidth + spineGap;
    }
    return spines.empty() ? margin : next.y() + chipHeight + spinesToUnits;
}

void FabricLayout::placeUnits(const FabricPicture& picture, qreal top, qreal width)
{
    QHash<std::pair<int, int>, int> extra;
    for (int node = 0; node < static_cast<int>(picture.nodes().size()); ++node) {
        const auto& place = picture.place(node);
        if (picture.node(node).kind == FabricNodeKind::Adapter && place.unit >= 0 &&
            picture.node(node).host.isEmpty())
            ++extra[{place.unit, picture.shape().leafOf(node)}];
    }
    QPointF next(margin, top);
    qreal bandHeight = 0;
    for (std::size_t row = 0; row < picture.shape().units().size(); ++row) {
        const auto& unit = picture.shape().units()[row];
        int most = 0;
        for (const int leaf : unit.leaves)
            most = std::max(most, extra.value({static_cast<int>(row), leaf}));
        const int columns = static_cast<int>(unit.hosts.size()) + most;
        const QSizeF size(std::max(leastUnitWidth, columns * pitch),
                          unitHead + static_cast<qreal>(unit.leaves.size()) * railPitch);
        if (next.x() > margin && next.x() + size.width() > width - margin) {
            next = {margin, next.y() + bandHeight + unitGap};
            bandHeight = 0;
        }
        m_units.push_back({QRectF(next, size), columns});
        bandHeight = std::max(bandHeight, size.height());
        m_size = m_size.expandedTo({next.x() + size.width(), next.y() + size.height()});
        next.rx() += size.width() + unitGap;
    }
    for (std::size_t row = 0; row < m_units.size(); ++row) {
        const auto& leaves = picture.shape().units()[row].leaves;
        for (std::size_t rail = 0; rail < leaves.size(); ++rail) {
            if (leaves[rail] >= 0)
                m_nodes[at(leaves[rail])] = rectOfLeaf(row, rail);
        }
    }
}

QRectF FabricLayout::rectOfLeaf(std::size_t unit, std::size_t row) const
{
    const QRectF& rect = m_units[unit].rect;
    return {rect.left(), rect.top() + unitHead + static_cast<qreal>(row) * railPitch, rect.width(),
            chipHeight};
}

void FabricLayout::placeAdapters(const FabricPicture& picture)
{
    QHash<QString, int> columns;
    for (const auto& unit : picture.shape().units()) {
        for (qsizetype i = 0; i < unit.hosts.size(); ++i)
            columns.insert(unit.hosts[i], static_cast<int>(i));
    }
    QHash<int, int> strangers; // by leaf
    for (int node = 0; node < static_cast<int>(picture.nodes().size()); ++node) {
        const auto& place = picture.place(node);
        const FabricNode& row = picture.node(node);
        if (row.kind != FabricNodeKind::Adapter || place.unit < 0)
            continue;
        const int leaf = picture.shape().leafOf(node);
        const auto& unit = picture.shape().units()[at(place.unit)];
        // Where it belongs: by its own rail. Without one, below the leaf that it is plugged into.
        auto rail = std::find(unit.leaves.begin(), unit.leaves.end(), leaf) - unit.leaves.begin();
        if (!row.host.isEmpty() && place.rail >= 0 && place.rail < std::ssize(unit.leaves) &&
            picture.findingOf(node))
            rail = place.rail;
        if (rail >= std::ssize(unit.leaves))
            continue;
        const int column = row.host.isEmpty()
                               ? static_cast<int>(unit.hosts.size()) + strangers[leaf]++
                               : columns.value(row.host);
        const QRectF chip = rectOfLeaf(at(place.unit), static_cast<std::size_t>(rail));
        m_nodes[at(node)] =
            QRectF(chip.left() + column * pitch, chip.bottom() + chipToCells, cell, cell);
    }
}

QRectF FabricLayout::rectOfNode(int node) const
{
    return node >= 0 && at(node) < m_nodes.size() ? m_nodes[at(node)] : QRectF();
}

} // namespace rackhouse
