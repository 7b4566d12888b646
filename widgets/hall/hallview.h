#pragma once

#include "models/items/floormodel.h"
#include "widgets/common/theme.h"
#include "widgets/hall/minimap.h"

#include <QAbstractItemView>
#include <QHash>
#include <QSet>

namespace rackhouse
{

class Paper;

/// A site from above: its halls with rows, aisles and racks, each rack a tile with one number and
/// one shade. A person is in one of the halls or sees all of them; going nearer and further away
/// leads from the one to the other without a break. An item view on the tree of the floor, so that
/// keyboard, selection and screen readers work: arrow keys go to the rack that is nearest in their
/// direction.
class HallView : public QAbstractItemView
{
    Q_OBJECT

public:
    HallView(const Theme& theme, FloorModel* model, QWidget* parent);

    /// Goes into a hall, by name; each keeps its zoom and place.
    void setHall(const QString& name);
    /// The one that the person is in, or was in last.
    const QString& hall() const { return m_hallName; }
    /// Goes where all halls are seen. Where there is but one, that is the hall.
    void showSite();
    bool isSite() const { return m_site && m_scene.halls().size() > 1; }
    /// How the halls were looked at.
    void forget();
    void setMeasure(FloorMeasure measure);
    FloorMeasure measure() const { return m_measure; }

    /// Pixels a millimetre.
    qreal zoom() const { return m_zoom; }
    /// From the whole site to a rack that fills the view; the point of the viewport keeps its
    /// place. Beyond that, rackEntered() is emitted.
    void setZoom(qreal zoom, const QPointF& around);
    /// The whole hall, or the whole site, in the window.
    void fit();
    bool isFitting() const { return m_fitting; }
    /// Moves what is seen, in pixels.
    void pan(const QPointF& by);
    /// The whole hall or site with its legend, on one sheet.
    std::shared_ptr<const Paper> paper(const QString& title, const QString& note) const;

    /// Halls are moved instead of racks being selected: with the mouse, or chosen with Page Up and
    /// Page Down, moved with the arrow keys and put down with Enter.
    void setArranging(bool arranging);
    bool isArranging() const { return m_arranging; }
    /// A hall that was put down stands where it stood.
    void dropMove();

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

signals:
    /// The person goes nearer to a rack than the plan can show.
    void rackEntered(int rack);
    void zoomChanged(qreal zoom);
    /// By going nearer, further away or aside the person came into another hall or out of it.
    void placeChanged();
    /// Where a hall that is moved would stand, for a person.
    void moveTold(const QString& text);
    /// The person puts a hall where the site has this point.
    void hallPut(int hall, const QPointF& place);
    void arrangingLeft();

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void updateGeometries() override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    /// How a person looked at a hall.
    struct Look {
        qreal zoom = 0;
        QPointF middle; ///< in millimetres of the hall
        bool fitting = true;
    };

    void arrange();
    void makeScene();
    void updateView();
    int currentHall() const; ///< -1: the person sees the site
    qreal fittingZoom(const QRectF& area) const;
    qreal siteZoom() const { return fittingZoom(m_scene.bounds()); }
    HallCamera camera() const;
    void center(const QPointF& sitePoint);
    void settle(const QPointF& around);
    void keepLook();
    QPointF middle() const { return QRectF(viewport()->rect()).center(); }
    QRect miniMapPlace() const;
    void goByMap(const QPoint& point);
    QRectF areaOf(const QModelIndex& index) const; ///< in millimetres; empty: no rack
    int rackAt(const QPointF& point) const;
    int hallAt(const QPointF& point) const;
    int firstRack() const;
    int nearest(int from, const QPointF& direction) const;
    int endOfRow(int rack, bool last) const;
    void hover(int rack);
    bool showHallTip(const QHelpEvent& event);

    bool canMove(int hall) const;
    bool arrangeByKey(QKeyEvent* event);
    bool arrangeByMouse(QMouseEvent* event);
    void chooseMove(int hall);
    void moveBy(const QPointF& by);
    void putMove();

    const Theme& m_theme;
    FloorModel* m_floor;
    SiteScene m_scene;
    MiniMap m_map;
    QString m_hallName;
    FloorMeasure m_measure = FloorMeasure::Occupancy;
    bool m_site = false; ///< all halls are seen
    qreal m_zoom = 0.02;
    QPointF m_middle;      ///< of what is seen, in millimetres of the site
    bool m_fitting = true; ///< until the person zooms
    QHash<QString, Look> m_looks;
    int m_hover = -1;
    QSet<int> m_selected; ///< racks of the picture
    QPoint m_pressed;
    bool m_panning = false;
    bool m_onMap = false;
    bool m_arranging = false;
    bool m_grabbed = false; ///< the mouse has the hall that is moved
    HallMove m_move;
    QPointF m_moveFrom; ///< where the hall stood that is moved
    QPointF m_grab;     ///< where the mouse took it, as if it had not been moved
};

} // namespace rackhouse
