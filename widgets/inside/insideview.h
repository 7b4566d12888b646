#pragma once

#include "models/base/clock.h"
#include "widgets/common/theme.h"
#include "widgets/inside/insidelayout.h"

#include <QAbstractItemView>
#include <QSet>

namespace rackhouse
{

class HardwareModel;

/// The inside of a machine as a drawing: sockets as columns, the PCIe tree downwards, devices in
/// lanes. A link that lacks lanes or speed is dashed and says what it has and could have. An item
/// view on the tree of the hardware, so that keyboard, selection and screen readers work.
class InsideView : public QAbstractItemView
{
    Q_OBJECT

public:
    InsideView(const Theme& theme, const Clock& clock, HardwareModel* model, QWidget* parent);

    qreal zoom() const { return m_zoom; }
    /// 0.4 to 3; the point of the viewport keeps its place.
    void setZoom(qreal zoom, const QPointF& around);
    /// All of it in the window, as far as it can be read then.
    void fit();
    /// The nodes of a way from one device to another, which then stands out; empty: none.
    void setWay(const std::vector<int>& nodes);
    QSet<int> way() const { return m_way; }

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

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
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void updateGeometries() override;
    void selectionChanged(const QItemSelection& selected,
                          const QItemSelection& deselected) override;

private:
    void arrange();
    int nodeCount() const;
    QPointF toScene(const QPointF& point) const;
    int nodeAt(const QPointF& scenePoint) const;
    int nearest(int from, const QPointF& direction) const;

    const Theme& m_theme;
    const Clock& m_clock;
    HardwareModel* m_hardware;
    InsideLayout m_layout;
    qreal m_zoom = 1;
    bool m_fitting = true; ///< until the person zooms
    int m_hover = -1;
    QSet<int> m_way;
};

} // namespace rackhouse
