#include "widgets/inside/matrixdelegate.h"

#include "models/items/gpumatrixmodel.h"
#include "widgets/common/status.h"
#include "widgets/common/theme.h"

#include <QPainter>

namespace rackhouse
{
namespace
{

constexpr int shape = 14; ///< room of the warning

/// How much of the accent colour lies on the ground, in percent.
int strengthOf(GpuPath path)
{
    switch (path) {
    case GpuPath::NvLink:
    case GpuPath::Pix:
        return 26;
    case GpuPath::Pxb:
        return 18;
    case GpuPath::Phb:
        return 12;
    case GpuPath::Node:
        return 6;
    default:
        return 0;
    }
}

bool differs(const QModelIndex& index)
{
    return index.data(GpuMatrixModel::KindRole).toInt() ==
           static_cast<int>(MatrixComparison::Kind::Differs);
}

} // namespace

MatrixDelegate::MatrixDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize MatrixDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QFontMetrics metrics(option.font);
    const int text = metrics.horizontalAdvance(index.data().toString());
    return {text + 2 * space::small + (differs(index) ? shape : 0), metrics.height() + 6};
}

void MatrixDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const
{
    const Tokens& tokens = m_theme.tokens();
    const auto path = static_cast<GpuPath>(index.data(GpuMatrixModel::PathRole).toInt());
    const bool isChosen = option.state.testFlag(QStyle::State_Selected);
    const bool isUnlike = differs(index);
    QRect text = option.rect;
    painter->save();
    painter->fillRect(text, Tokens::blend(tokens.accent, tokens.surface, strengthOf(path)));
    if (isUnlike) {
        painter->setPen(QPen(tokens.warning, 1.4));
        painter->drawRect(QRectF(text).adjusted(1, 1, -1.5, -1.5));
        paintTone(painter, QRect(text.left() + 3, text.top(), shape, text.height()), Tone::Warning,
                  tokens);
        text.setLeft(text.left() + shape);
    }
    if (isChosen) {
        painter->setPen(QPen(tokens.accent, 2));
        painter->drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
    const bool isFaint = path == GpuPath::Self || path == GpuPath::Unknown;
    painter->setPen(isFaint ? tokens.secondary : tokens.text);
    painter->setFont(option.font);
    painter->drawText(text, Qt::AlignCenter, index.data().toString());
    painter->restore();
}

} // namespace rackhouse
