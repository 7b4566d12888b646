#include "widgets/jobs/stepdelegate.h"

#include "widgets/common/status.h"
#include "widgets/jobs/stepmodel.h"

#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int kShapeWidth = 20;
constexpr int kBarHeight = 3;

} // namespace

StepDelegate::StepDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

QSize StepDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width() + space::small,
            m_theme.rowHeight() + space::tiny};
}

void StepDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    QStyleOptionViewItem shifted = option;
    if (index.column() == StepModel::StateColumn) {
        const QString word = index.data(StepModel::StatusFieldRole).toString();
        const QRect shape(option.rect.left() + space::tiny, option.rect.top(), kShapeWidth,
                          option.rect.height());
        paintTone(painter, shape,
                  statusOfWord(JobStep::record().kindText(), QStringLiteral("state"), word).tone,
                  m_theme.tokens());
        shifted.rect.setLeft(shape.right());
    }
    QStyledItemDelegate::paint(painter, shifted, index);
    const QVariant permille = index.data(StepModel::PermilleRole);
    if (index.column() == StepModel::ProgressColumn && permille.isValid())
        paintBar(painter, option.rect, permille.toInt());
}

void StepDelegate::paintBar(QPainter* painter, const QRect& rect, int permille) const
{
    const QRect groove(rect.left() + space::tiny, rect.bottom() - kBarHeight - 1,
                       rect.width() - space::medium, kBarHeight);
    painter->fillRect(groove, m_theme.tokens().sunken);
    QRect done = groove;
    done.setWidth(groove.width() * permille / 1000);
    painter->fillRect(done, permille == 1000 ? m_theme.tokens().ok : m_theme.tokens().running);
}

} // namespace rackhouse
