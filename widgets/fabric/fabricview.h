#pragma once

#include "widgets/common/theme.h"
#include "widgets/fabric/fabriclayout.h"

#include <QAbstractItemView>
#include <QSet>

#include <memory>

namespace rackhouse
{

class Paper;

class FabricModel;

/// A fabric as a drawing: rails as rows, scalable units as columns, leaf above node, spines on top.
/// What is wrong stands out by shape; a wrong cable is the only curved line. An item view on the
/// tree of the fabric, so that keyboard, selection and screen readers work.
class FabricView : public QAbstractItemView
{
    Q_OBJECT

public:
    FabricView(const Theme& theme, FabricModel* model, QWidget* parent);

    qreal zoom() const { return m_zoom; }
    /// 0.1 to 3; the point of the viewport keeps its place.
    void setZoom(qreal zoom, const QPointF& around);
    /// The whole fabric in the window.
    void fit();
    /// All of it on one page.
    std::shared_ptr<const Paper> paper(const QString& title, const QString& note) const;

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

signals:
    void zoomed(qreal zoom);

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
    /// The width at which a layout has the shape of the window.
    double shapedWidth(const FabricLayout& layout) const;
    /// At which all of a layout is seen.
    double fittingZoom(const FabricLayout& layout) const;
    QSet<int> spotsIn(const QItemSelection& selection) const;
    QPointF toScene(const QPointF& point) const;
    QRectF seen() const; ///< in scene coordinates
    int spotAt(const QPointF& scenePoint) const;
    int nearest(int from, const QPointF& direction);

    const Theme& m_theme;
    FabricModel* m_fabric;
    FabricLayout m_layout;
    qreal m_zoom = 1;
    bool m_fitting = true; ///< until the person zooms
    qreal m_column = -1;   ///< of the keyboard, in scene coordinates
    int m_hover = -1;
    QSet<int> m_selected; ///< spots
};

} // namespace rackhouse
