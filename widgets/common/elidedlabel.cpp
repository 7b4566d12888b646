#include "widgets/common/elidedlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace rackhouse
{

QSize ElidedLabel::minimumSizeHint() const
{
    constexpr int leastCharacters = 10;
    const QSize whole = sizeHint();
    return {std::min(whole.width(), leastCharacters * fontMetrics().averageCharWidth()),
            whole.height()};
}

QString ElidedLabel::elided() const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || elided() == text())
        return QLabel::event(event);
    const QString more = toolTip().isEmpty() ? QString() : QStringLiteral("\n") + toolTip();
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), text() + more, this);
    return true;
}

void ElidedLabel::paintEvent(QPaintEvent* /*event*/)
{
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(alignment()), palette(), isEnabled(),
                          elided(), foregroundRole());
}

} // namespace rackhouse
