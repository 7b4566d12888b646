#pragma once

#include <QStyledItemDelegate>

namespace rackhouse
{

class Theme;

/// Draws a load: solid what is drawn now, hatched what it would be by name plate, a line at the
/// limit. The numbers stand beside it, so that it says nothing by itself.
class LoadBar : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum Role { NowRole = Qt::UserRole + 50, PlateRole, LimitRole };

    LoadBar(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace rackhouse
