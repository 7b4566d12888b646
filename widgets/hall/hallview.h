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

/// A hall from above: rows, aisles and racks, each rack a tile with one number and one shade. An
/// item view on the tree of the floor, so that keyboard, selection and screen readers work: arrow
/// keys go to the rack that is nearest in their direction.
class HallView : public QAbstractItemView
{
    Q_OBJECT

public:
    HallView(const Theme& theme, FloorModel* model, QWidget* parent);

    /// By name; each hall keeps its zoom and place.
    void setHall(const QString& name);
    const QString& hall() const { return m_hallName; }
    /// How the halls were looked at.
    void forget();
    void setMeasure(FloorMeasure measure);
    FloorMeasure measure() const { return m_measure; }

    /// Pixels a millimetre.
    qreal zoom() const { return m_zoom; }
    /// From the whole hall to a rack that fills the view; the point of the viewport keeps its
    /// place. Beyond that, rackEntered() is emitted.
    void setZoom(qreal zoom, const QPointF& around);
    /// The whole hall in the window.
    void fit();
    bool isFitting() const { return m_fitting; }
    /// The whole hall with its legend, on one sheet.
    std::shared_ptr<const Paper> paper(const QString& title, const QString& note) const;
    /// That rack in the middle and as near as can be, to come back from its elevation.
    void comeFrom(int rack);

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

signals:
    /// The person goes nearer to a rack than the plan can show.
    void rackEntered(int rack);
    void zoomChanged(qreal zoom);

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
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void updateGeometries() override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    /// How a person looked at a hall.
    struct Look {
        qreal zoom = 0;
        QPointF middle; ///< in millimetres
        bool fitting = true;
    };

    void arrange();
    void makeScene();
    void updateView();
    QRectF bounds() const;
    qreal fittingZoom() const;
    HallCamera camera() const;
    void center(const QPointF& hallPoint);
    QPointF middle() const { return QRectF(viewport()->rect()).center(); }
    QRect miniMapPlace() const;
    QRectF areaOf(const QModelIndex& index) const; ///< in millimetres; empty: not in this hall
    int rackAt(const QPointF& point) const;
    int nearest(int from, const QPointF& direction) const;
    int endOfRow(int rack, bool last) const;
    void hover(int rack);

    const Theme& m_theme;
    FloorModel* m_floor;
    HallScene m_scene;
    MiniMap m_map;
    QString m_hallName;
    FloorMeasure m_measure = FloorMeasure::Occupancy;
    qreal m_zoom = 0.02;
    bool m_fitting = true; ///< until the person zooms
    QHash<QString, Look> m_looks;
    int m_hover = -1;
    QSet<int> m_selected; ///< racks of the picture
    QPoint m_pressed;
    bool m_panning = false;
    bool m_onMap = false;
};

} // namespace rackhouse
