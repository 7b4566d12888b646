#pragma once

#include "widgets/hall/hallpaint.h"

namespace rackhouse
{

/// Draws a site in pixels of the view: its halls, and of each what can be told in a few words.
class SitePaint
{
public:
    /// `hall` is the one that the person is in; -1 where all of the site is looked at.
    SitePaint(QPainter& painter, const Tokens& tokens, const SiteScene& scene,
              const HallCamera& camera, HallPaint::State state, int hall, HallMove move = {});

    void paint();
    /// Walls and racks alone, for the small map.
    void paintRacks();

private:
    QRectF areaOf(int hall) const; ///< in pixels
    void paintStoreys();
    void paintLabel(int hall);
    QRect labelPlace(int hall, const QSize& size, bool& isInside) const;
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
