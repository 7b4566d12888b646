#include "widgets/fabric/fabriclayout.h"

#include <QSet>

#include <algorithm>
#include <cmath>

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

FabricLayout::FabricLayout(const FabricPicture& picture, qreal width, qreal scale)
    : m_scale(scale), m_nodes(at(picture.spotCount()))
{
    width = std::max(width, 4 * leastUnitWidth);
    countColumns(picture);
    placeUnits(picture, placeSpines(picture, width), width);
    placeAdapters(picture);
    bundleUplinks(picture);
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
    // Side by side while they can: names are short, and cables pass behind a second row.
    const QSizeF chip(spineWidth * (m_scale > 1 ? 0.8 * m_scale : 1), chipHeight * m_scale);
    const qreal gap = spineGap * std::sqrt(m_scale);
    QPointF next(margin, m_scale > 1 ? rectOfLegend().bottom() + gap : margin);
    int tier = spines.empty() ? 0 : picture.place(spines.front()).tier;
    for (const int spine : spines) {
        const bool full = next.x() + chip.width() > width - margin;
        if (full || picture.place(spine).tier != tier) {
            next = {margin, next.y() + chip.height() + gap};
            tier = picture.place(spine).tier;
        }
        m_nodes[at(spine)] = QRectF(next, chip);
        m_size = m_size.expandedTo({next.x() + chip.width(), next.y() + chip.height()});
        next.rx() += chip.width() + gap;
    }
    return spines.empty() ? next.y()
                          : next.y() + chip.height() + spinesToUnits * std::sqrt(m_scale);
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
        int columns = most;
        for (const QString& host : unit.hosts)
            columns += m_widths.value(host, 1);
        const QSizeF size(std::max(leastUnitWidth, columns * pitch),
                          unitHead * m_scale + static_cast<qreal>(unit.leaves.size()) * railPitch);
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
            const int spot =
                leaves[rail] >= 0 ? leaves[rail] : picture.missingAt(int(row), int(rail));
            if (spot >= 0)
                m_nodes[at(spot)] = rectOfLeaf(row, rail);
        }
    }
}

QRectF FabricLayout::rectOfLeaf(std::size_t unit, std::size_t row) const
{
    const QRectF& rect = m_units[unit].rect;
    return {rect.left(), rect.top() + unitHead * m_scale + static_cast<qreal>(row) * railPitch,
            rect.width(), chipHeight};
}

QRectF FabricLayout::rectOfBand(std::size_t unit, std::size_t row) const
{
    QRectF band = rectOfLeaf(unit, row);
    band.setBottom(band.bottom() + chipToCells + cell);
    return band;
}

QRectF FabricLayout::rectOfHead(std::size_t unit) const
{
    const QRectF& rect = m_units[unit].rect;
    return {rect.left(), rect.top(), rect.width(), (unitHead - 4) * m_scale};
}

QRectF FabricLayout::rectOfLegend() const
{
    return {margin, margin, m_size.width() - margin, chipHeight * m_scale};
}

void FabricLayout::bundleUplinks(const FabricPicture& picture)
{
    QSet<std::pair<int, int>> known; // unit and the switch above it
    for (const auto& [low, high, cables] : picture.bundles()) {
        const int unit = picture.place(low).unit;
        const QRectF above = m_nodes[at(high)];
        const QRectF below = unit >= 0 ? m_units[at(unit)].rect : m_nodes[at(low)];
        if (above.isEmpty() || below.isEmpty() || (unit >= 0 && known.contains({unit, high})))
            continue;
        known.insert({unit, high});
        m_trunks.emplace_back(above.center().x(), above.bottom(), below.center().x(), below.top());
    }
}

/// Where it belongs: by its own rail. Without one, below the leaf that it is plugged into.
int FabricLayout::rowOf(const FabricPicture& picture, int adapter)
{
    const auto& place = picture.place(adapter);
    const FabricNode& node = picture.node(adapter);
    if (node.kind != FabricNodeKind::Adapter || place.unit < 0)
        return -1;
    const auto& leaves = picture.shape().units()[at(place.unit)].leaves;
    if (!node.host.isEmpty() && place.rail >= 0 && place.rail < std::ssize(leaves) &&
        picture.findingOf(adapter))
        return place.rail;
    const auto leaf = std::find(leaves.begin(), leaves.end(), picture.shape().leafOf(adapter));
    return leaf == leaves.end() ? -1 : static_cast<int>(leaf - leaves.begin());
}

void FabricLayout::countColumns(const FabricPicture& picture)
{
    QHash<std::pair<QString, int>, int> counts;
    for (int node = 0; node < static_cast<int>(picture.nodes().size()); ++node) {
        const QString& host = picture.node(node).host;
        const int row = rowOf(picture, node);
        if (row < 0 || host.isEmpty())
            continue;
        int& width = m_widths[host];
        width = std::max(width, ++counts[{host, row}]);
    }
}

void FabricLayout::placeAdapters(const FabricPicture& picture)
{
    QHash<QString, int> columns;
    std::vector<int> taken; // by unit
    for (const auto& unit : picture.shape().units()) {
        taken.push_back(0);
        for (const QString& host : unit.hosts) {
            columns.insert(host, taken.back());
            taken.back() += m_widths.value(host, 1);
        }
    }
    QHash<int, int> strangers;                  // by leaf
    QHash<std::pair<QString, int>, int> placed; // of a host, by row
    for (int node = 0; node < static_cast<int>(picture.nodes().size()); ++node) {
        const int row = rowOf(picture, node);
        if (row < 0)
            continue;
        const QString& host = picture.node(node).host;
        const int unit = picture.place(node).unit;
        const int column = host.isEmpty()
                               ? taken[at(unit)] + strangers[picture.shape().leafOf(node)]++
                               : columns.value(host) + placed[{host, row}]++;
        const QRectF chip = rectOfLeaf(at(unit), at(row));
        m_nodes[at(node)] =
            QRectF(chip.left() + column * pitch, chip.bottom() + chipToCells, cell, cell);
    }
}

QRectF FabricLayout::rectOfNode(int spot) const
{
    return spot >= 0 && at(spot) < m_nodes.size() ? m_nodes[at(spot)] : QRectF();
}

} // namespace rackhouse
