#pragma once

#include "models/domain/enums.h"
#include "widgets/common/theme.h"

#include <QAbstractItemView>

#include <vector>

namespace rackhouse
{

class RackModel;
struct Machine;
struct Rack;

/// Racks side by side, seen from the front or the rear. An item view, so that keyboard, selection
/// and screen readers work: Up and Down walk a rack, Left and Right the row.
class RackView : public QAbstractItemView
{
    Q_OBJECT

public:
    RackView(const Theme& theme, RackModel* model, QWidget* parent);

    void setFace(RackFace face);
    RackFace face() const { return m_face; }
    /// Height of one unit in pixels at 100 % is 22; fitting shrinks it to the window, down to 13.
    void setFitting(bool fitting);
    bool isFitting() const { return m_fitting; }

    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& point) const override;

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

private:
    QModelIndex sideways(int step) const;
    QRect rackRect(int row) const; ///< of the units, in contents coordinates
    QRect deviceRect(const Machine& machine, int rack) const;
    int rackAt(const QPoint& point) const; ///< row of the rack under a point of the contents, or -1
    void paintRack(QPainter& painter, int row) const;
    void paintGutter(QPainter& painter, const QRect& units, int count) const;
    void paintDevice(QPainter& painter, const QModelIndex& index) const;
    int tallest() const;

    const Theme& m_theme;
    RackModel* m_racks;
    RackFace m_face = RackFace::Front;
    bool m_fitting = true;
    int m_unit = 22;
    QPersistentModelIndex m_hover;
};

} // namespace rackhouse
