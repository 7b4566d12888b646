#pragma once

#include "widgets/hall/hallpaint.h"

#include <vector>

namespace rackhouse
{

/// Draws a site in pixels of the view: its halls, and of each what can be told in a few words.
class SitePaint
{
public:
    /// What is said of a hall beside its drawing.
    struct Label {
        int hall = 0;
        QRect place;
        bool isInside = false; ///< of the walls, where it stands in a box
        bool isShort = false;  ///< all on one line
        QString name;
        QString words;
    };

    /// `hall` is the one that the person is in; -1 where all of the site is looked at.
    SitePaint(QPainter& painter, const Tokens& tokens, const SiteScene& scene,
              const HallCamera& camera, HallPaint::State state, int hall, HallMove move = {});

    void paint();
    /// Walls and racks alone, for the small map.
    void paintRacks();
    /// Of the halls that are seen and have room for one: none covers a rack, a hall beside its own
    /// or another label.
    std::vector<Label> labels() const;

private:
    QRectF areaOf(int hall) const; ///< in pixels
    void paintStoreys();
    void paintLabel(const Label& label);
    Label labelText(int hall) const;
    QSize labelSize(const Label& label) const;
    bool isMarked(int hall) const;
    bool findPlace(Label& label, const std::vector<Label>& others) const;
    bool isFree(const Label& label, const std::vector<Label>& others) const;
    void paintProblem(int hall);
    void paintMove();

    QPainter& m_painter;
    const Tokens& m_tokens;
    const SiteScene& m_scene;
    HallCamera m_camera;
    HallPaint::State m_state;
    int m_hall;
    HallMove m_move;
    std::vector<HallPaint> m_paints; ///< of the halls that are seen
    std::vector<int> m_seen;         ///< their numbers
};

} // namespace rackhouse
