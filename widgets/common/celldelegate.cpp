#include "widgets/common/celldelegate.h"

#include "models/domain/registry.h"
#include "models/items/displaytext.h"
#include "models/items/roles.h"
#include "widgets/common/format.h"
#include "widgets/common/status.h"

#include <QApplication>
#include <QPainter>

#include <utility>

namespace rackhouse
{

namespace
{

constexpr int kClockWidth = 16;
constexpr int kStatusLeft = 28; ///< where the word of a status begins
constexpr int kMargin = 4;
constexpr int kNumberMargin = 7; ///< as titles at the right have it

/// A number whose unit is the one that fits it: "2 TiB", "400 Gbit/s".
bool saysItsUnit(const FieldInfo* field)
{
    return field != nullptr && field->type == FieldType::Integer && field->unit != nullptr &&
           unitText(*field).isEmpty();
}

} // namespace

CellDelegate::CellDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent), m_theme(theme)
{
}

Status CellDelegate::statusAt(const QModelIndex& index)
{
    Status status = statusOfWord(index.data(KindRole).toString(), index.data(FieldRole).toString(),
                                 index.data(SortRole).toString());
    if (const QString wrong = index.data(WarningRole).toString(); !wrong.isEmpty())
        status = {Tone::Warning, tr("%1, %2").arg(status.word, wrong)};
    return index.data(StaleRole).toBool() ? staleStatus(status, index.data(AgeRole).toString())
                                          : status;
}

const FieldInfo* CellDelegate::fieldAt(const QModelIndex& index)
{
    const RecordInfo* info = recordOfKind(index.data(KindRole).toString());
    return info != nullptr ? info->field(index.data(FieldRole).toString()) : nullptr;
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const FieldInfo* field = fieldAt(index);
    if (isStatusField(index.data(KindRole).toString(), index.data(FieldRole).toString()))
        return {kStatusLeft + item.fontMetrics.horizontalAdvance(statusAt(index).word) + kMargin,
                m_theme.rowHeight()};
    const QFontMetrics metrics = field != nullptr && format::isMono(*field)
                                     ? QFontMetrics(Theme::monoFont())
                                     : item.fontMetrics;
    const int clock = index.data(StaleRole).toBool() && !item.text.isEmpty() ? kClockWidth : 0;
    const QString unit = unitAt(item, index);
    const int behind = unit.isEmpty() ? 0 : metrics.horizontalAdvance(unit) + kMargin;
    return {metrics.horizontalAdvance(item.text) + behind + clock + kMargin + kNumberMargin,
            m_theme.rowHeight()};
}

QString CellDelegate::unitAt(const QStyleOptionViewItem& item, const QModelIndex& index)
{
    return item.text.isEmpty() ? QString() : index.data(UnitRole).toString();
}

void CellDelegate::paintStatus(QPainter* painter, QStyleOptionViewItem item,
                               const Status& status) const
{
    const Tokens& t = m_theme.tokens();
    item.text.clear();
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    paintTone(painter, QRect(item.rect.left() + 6, item.rect.top(), 16, item.rect.height()),
              status.tone, t);
    const QRect text = item.rect.adjusted(kStatusLeft, 0, -kMargin, 0);
    painter->setFont(item.font);
    painter->setPen(t.tone(status.tone));
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                      item.fontMetrics.elidedText(status.word, Qt::ElideRight, text.width()));
}

void CellDelegate::paintNumber(QPainter* painter, QStyleOptionViewItem item,
                               const QString& unit) const
{
    const QString number = std::exchange(item.text, QString());
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    QRect room = item.rect.adjusted(kMargin, 0, -kNumberMargin, 0);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    painter->setFont(item.font);
    painter->setPen(m_theme.tokens().secondary);
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight, unit);
    room.setRight(room.right() - item.fontMetrics.horizontalAdvance(unit) - kMargin);
    painter->setPen(item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(room, Qt::AlignVCenter | Qt::AlignRight,
                      item.fontMetrics.elidedText(number, Qt::ElideRight, room.width()));
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
    const FieldInfo* described = fieldAt(index);
    if (described != nullptr && format::isMono(*described))
        item.font = Theme::monoFont();
    if (isStatusField(kind, field))
        return paintStatus(painter, item, statusAt(index));
    if (kind == u"job" && field == u"step")
        item.text = format::stepName(item.text);
    if (described != nullptr && format::isReason(*described))
        item.text = format::shortReason(index.data(SortRole).toString());
    const bool stale = index.data(StaleRole).toBool();
    if (stale || (described != nullptr && described->type == FieldType::Time)) {
        for (const auto role : {QPalette::Text, QPalette::HighlightedText})
            item.palette.setColor(role, t.secondary);
    }
    if (index.column() == 0)
        item.font.setWeight(QFont::Medium);
    if (stale && !item.text.isEmpty()) {
        paintTone(painter, QRect(item.rect.left() + 2, item.rect.top(), 16, item.rect.height()),
                  Tone::Stale, t);
        item.rect.setLeft(item.rect.left() + kClockWidth);
    }
    QString unit = unitAt(item, index);
    if (const qsizetype space = item.text.lastIndexOf(u' '); space > 0 && saysItsUnit(described)) {
        unit = item.text.mid(space + 1);
        item.text.truncate(space);
    }
    if (!unit.isEmpty())
        return paintNumber(painter, item, unit);
    QApplication::style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
}

} // namespace rackhouse
