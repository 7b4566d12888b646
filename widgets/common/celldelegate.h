#pragma once

#include <QStyledItemDelegate>

namespace rackhouse
{

class Theme;

/// Cells of a record table: statuses with shape and word, serials in the fixed-width font, units
/// and stale values in the secondary colour.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CellDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace rackhouse
