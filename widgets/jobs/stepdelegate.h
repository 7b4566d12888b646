#pragma once

#include <QStyledItemDelegate>

namespace rackhouse
{

class Theme;

/// Draws a step's state with its shape and its progress as a slim bar under the numbers.
class StepDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    StepDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintBar(QPainter* painter, const QRect& rect, int permille) const;

    const Theme& m_theme;
};

} // namespace rackhouse
