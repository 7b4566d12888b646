#pragma once

#include "models/domain/record.h"
#include "widgets/common/status.h"

#include <QStyledItemDelegate>

namespace rackhouse
{

/// Cells of a record table: statuses with shape and word, serials in the fixed-width font, times in
/// the secondary colour. What the hardware has not confirmed for a while stands behind a clock, a
/// status says its age too.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CellDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    /// Of a cell that is one: with shape, and with its age where it is stale.
    static Status statusAt(const QModelIndex& index);
    static const FieldInfo* fieldAt(const QModelIndex& index);
    /// What stands behind its number; empty where there is no number or no unit.
    static QString unitAt(const QStyleOptionViewItem& item, const QModelIndex& index);
    void paintNumber(QPainter* painter, QStyleOptionViewItem item, const QString& unit) const;
    void paintStatus(QPainter* painter, QStyleOptionViewItem item, const Status& status) const;

    const Theme& m_theme;
};

} // namespace rackhouse
