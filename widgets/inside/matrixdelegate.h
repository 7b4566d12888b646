#pragma once

#include <QStyledItemDelegate>

namespace rackhouse
{

class Theme;

/// A cell of the matrix of ways: the nearer, the stronger its ground; what nvidia-smi says
/// otherwise stands in a frame beside the shape of a warning.
class MatrixDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    MatrixDelegate(const Theme& theme, QObject* parent);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace rackhouse
