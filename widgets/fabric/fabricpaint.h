#pragma once

#include "widgets/common/theme.h"
#include "widgets/fabric/fabriclayout.h"

#include <QLineF>
#include <QPainter>
#include <QPen>
#include <QSet>

namespace rackhouse
{

/// Draws a fabric by its layout, in scene coordinates.
class FabricPaint
{
public:
    struct State {
        const QSet<int>& selected; ///< spots
        int hovered = -1;
        int current = -1; ///< spot with the keyboard; -1 where the view has no focus
        QRectF seen;      ///< what is outside is not drawn
        qreal zoom = 1;
    };

    FabricPaint(QPainter& painter, const Tokens& tokens, const FabricPicture& picture,
                const FabricLayout& layout, State state);

    void paint();

private:
    static constexpr qreal faded = 0.3; ///< opacity of what the filter does not keep

    void paintUplinks();
    void paintTrunks();
    void paintUnits();
    void paintHead(std::size_t unit);
    void paintRail(std::size_t unit, std::size_t rail);
    void paintBand(const QRectF& band, int leaf, std::size_t rail);
    void paintLegend();
    void paintChip(const QRectF& rect, int node, const QString& figures);
    void paintWords(const QRectF& rect, int node, const QString& figures, bool wrong);
    void paintMissing(const QRectF& rect, int spot);
    void paintSpines();
    void paintAdapters();
    void paintAdapter(const QRectF& rect, int node);
    void paintWrongCables();
    void paintSlowLinks(bool ofHosts);
    qreal shareSeen(const QLineF& line, int leaf) const;
    void paintRate(const QPointF& center, const QString& text);
    void frame(const QRectF& rect, int spot);
    bool isSelected(int spot) const { return m_state.selected.contains(spot); }
    bool isSeen(const QRectF& rect) const { return m_state.seen.intersects(rect); }
    bool hasText() const { return m_state.zoom >= 0.5; }
    /// Spines and units of a large fabric are named from farther away.
    bool hasHeadText() const { return m_state.zoom * m_layout.scale() >= 0.5; }
    /// All of a large fabric is seen: leaves are bands, and what is plugged into them is not drawn.
    bool isFar() const { return m_layout.scale() > 1 && !hasText(); }
    bool isPlainFromAfar(int adapter) const;
    QColor railColour(std::size_t rail) const;
    QFont headFont() const;
    /// A line that is as wide from afar.
    QPen line(const QColor& colour, qreal width = 1) const;
    QPen dashed(const QColor& colour, qreal width) const;

    QPainter& m_painter;
    const Tokens& m_tokens;
    const FabricPicture& m_picture;
    const FabricLayout& m_layout;
    State m_state;
};

} // namespace rackhouse
