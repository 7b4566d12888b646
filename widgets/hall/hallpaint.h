#pragma once

#include "widgets/common/theme.h"
#include "widgets/hall/hallscene.h"
#include "widgets/hall/tilemark.h"

#include <QHash>
#include <QPainter>
#include <QPixmap>
#include <QSet>

namespace rackhouse
{

/// Draws a hall in pixels of the view: texts keep their size, and appear where there is room.
class HallPaint
{
public:
    struct State {
        QSet<int> selected; ///< racks of the picture
        int hovered = -1;
        int current = -1;     ///< rack with the keyboard; -1 where the view has no focus
        QRect view;           ///< in pixels; what is outside is not drawn
        bool onPaper = false; ///< shapes stay lines, and can be drawn on a worker
    };

    HallPaint(QPainter& painter, const Tokens& tokens, const HallScene& scene,
              const HallCamera& camera, State state);

    /// What the racks stand on.
    void paintGround();
    /// The racks with all that is told of them.
    void paintContents();
    /// The racks with their marks and without words, for the small map.
    void paintRacks();
    /// Beside the rows.
    void paintRowNames();
    /// The shapes of what is worst, where tiles are too small to have one.
    void paintWorst();
    /// Whether a rack is drawn there.
    bool hasRackIn(const QRect& area) const;
    /// Where north is, where somebody has entered it.
    void paintCompass();

    /// A rack's tile at this place; also in the legend.
    static QColor tileColour(const MeasureValue& value, FloorMeasure measure, const Tokens& tokens);
    static QColor textOn(const QColor& ground);

private:
    struct Tile {
        int rack = 0;
        size_t place = 0;
        QRect rect;
        bool faded = false;
        bool covered = false; ///< in part, by one that is drawn after it
    };

    void paintFloor();
    void paintGrid(const QRectF& floor);
    void paintAisles();
    void paintDoors();
    void paintZones();
    void paintTiles();
    void paintTile(const Tile& tile);
    void paintHealth(const Tile& tile);
    void paintFront(const Tile& tile);
    void paintTexts();
    void paintWords(const Tile& tile);
    void paintMarks();
    void paintLimits(const Tile& tile);
    void paintMatches(const Tile& tile);
    void paintFrames();
    /// The shape of a mark in the middle of a rectangle; drawn once, then copied.
    void stamp(const QRect& rect, TileMark mark);
    std::vector<Tile> seenTiles() const;
    void findCovered();
    const MeasureValue& value(const Tile& tile) const { return m_scene.value(tile.place); }
    QColor ground(const Tile& tile) const;

    QPainter& m_painter;
    const Tokens& m_tokens;
    const HallScene& m_scene;
    HallCamera m_camera;
    State m_state;
    std::vector<Tile> m_tiles;    ///< that are seen
    QHash<int, QPixmap> m_stamps; ///< by TileMark
};

} // namespace rackhouse
