#pragma once

#include <QTableView>

namespace rackhouse
{

/// A table of whole rows whose first column stays in sight when the others scroll sideways.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(QWidget* parent);

    void setModel(QAbstractItemModel* model) override;
    QModelIndex indexAt(const QPoint& point) const override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void updateGeometries() override;

private:
    /// The first column covers what has scrolled below it.
    bool isHeld() const { return horizontalOffset() > 0; }
    QRect heldRect(int row) const;
    void paintHeld(const QRect& exposed);
    void placeHeldHeader();

    QHeaderView* m_heldHeader; ///< of the first column, over the header that scrolls
};

} // namespace rackhouse
