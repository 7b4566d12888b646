#pragma once

#include "widgets/common/theme.h"
#include "widgets/racks/linecache.h"
#include "widgets/racks/rackdrag.h"
#include "widgets/racks/racklayout.h"
#include "widgets/racks/stamps.h"

#include <QAbstractItemView>
#include <QTimer>

#include <functional>
#include <optional>

namespace rackhouse
{

class EdgeScroll;
class RackModel;

/// Racks side by side, seen from the front or the rear. An item view, so that keyboard, selection
/// and screen readers work: Up and Down walk a rack, Left and Right the row, and above its topmost
/// device is the rack itself. Devices can be dragged to other units, several of one rack together.
class RackView : public QAbstractItemView
{
    Q_OBJECT

public:
    RackView(const Theme& theme, RackModel* model, QWidget* parent);

    void setFace(RackFace face);
    RackFace face() const { return m_face; }
    /// The whole rack in the window, else 100 %: a unit of 22 pixels. Until somebody has chosen, it
    /// is the whole rack where a device of one unit carries its name then, else as much as does.
    void setFitting(bool fitting);
    bool isFitting() const { return m_scale == Scale::Fitting; }
    int unit() const { return m_layout.unit(); }
    /// Those that are selected and have units, in their order in the racks.
    std::vector<Device> selectedDevices() const;
    /// Whether devices may be dragged; asked when one is taken.
    void setMovable(std::function<bool()> movable) { m_movable = std::move(movable); }

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

signals:
    /// Devices were let go where all of them can stand.
    void moveWanted(const std::vector<rackhouse::Device>& from,
                    const std::vector<rackhouse::Device>& to);
    /// The person goes further away than the elevation shows, or nearer to a machine.
    void leaveWanted();
    void insideWanted(const QString& machine);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override;
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex& index) const override;
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags flags) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void updateGeometries() override;
    bool viewportEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    enum class Scale { Opening, Fitting, Chosen };

    int stepTo(bool right) const;
    QModelIndex sideways(int step) const;
    QModelIndex fromRack(const QModelIndex& rack, CursorAction action) const;
    int wantedUnit() const;
    QPoint toContents(const QPoint& point) const;
    void remember();
    void restore();
    void zoom(bool in, const QPoint& around);
    void setUnit(int unit, const QPoint& around);
    void beginDrag(const QPoint& at);
    void dragTo(const QPoint& at);
    bool drop();
    void endDrag();
    void paintDevices(QPainter& painter, int row);
    void paintDevice(QPainter& painter, const QModelIndex& index);

    const Theme& m_theme;
    RackModel* m_racks;
    RackLayout m_layout;
    LineCache m_lines;
    Stamps m_stamps;
    RackFace m_face = RackFace::Front;
    Scale m_scale = Scale::Opening;
    int m_unit = RackLayout::fullUnit; ///< where it is chosen
    int m_wheel = 0;                   ///< of a notch
    QPersistentModelIndex m_hover;
    QStringList m_selected; ///< ids, while the model is another one
    QString m_current;
    std::function<bool()> m_movable;
    QPoint m_pressed;
    QPersistentModelIndex m_held; ///< pressed, and may become a drag
    std::optional<RackDrag> m_drag;
    EdgeScroll* m_edge;
    QTimer m_ageTick;
};

} // namespace rackhouse
