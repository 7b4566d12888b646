#include "widgets/common/celldelegate.h"

#include "models/domain/registry.h"
#include "models/items/roles.h"
#include "widgets/common/format.h"
#include "widgets/common/status.h"

#include <QApplication>
#include <QPainter>

namespace rackhouse
{

CellDelegate::CellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const Tokens& t = m_theme.tokens();
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    item.state &= ~QStyle::State_HasFocus;
    const QString kind = index.data(KindRole).toString();
    const QString field = index.data(FieldRole).toString();
    const RecordInfo* info = recordOfKind(kind);
    const FieldInfo* described = info != nullptr ? info->field(field) : nullptr;
    if (described != nullptr && format::isMono(*described))
        item.font = Theme::monoFont();
    if (isStatusField(kind, field)) {
        const Status status = statusOfWord(kind, field, index.data(SortRole).toString());
        item.text.clear();
        QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
        paintTone(painter, QRect(item.rect.left() + 6, item.rect.top(), 16, item.rect.height()),
                  status.tone, t);
        const QRect text = item.rect.adjusted(28, 0, -4, 0);
        painter->setFont(item.font);
        painter->setPen(t.tone(status.tone));
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                          item.fontMetrics.elidedText(status.word, Qt::ElideRight, text.width()));
        return;
    }
    if (kind == u"job" && field == u"step")
        item.text = format::stepName(item.text);
    const bool stale = index.data(StaleRole).toBool();
    if (stale || (described != nullptr && described->type == FieldType::Time))
        item.palette.setColor(QPalette::Text, t.secondary);
    if (index.column() == 0)
        item.font.setWeight(QFont::Medium);
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
}

} // namespace rackhouse
