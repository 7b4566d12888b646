#include "widgets/common/numbertile.h"

#include <QLocale>
#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int kBesideWord = 44; ///< shape and margins

} // namespace

NumberTile::NumberTile(const Theme& theme, const QString& name, QWidget* parent)
    : QPushButton(parent), m_theme(theme)
{
    setObjectName(name);
    setMinimumHeight(76);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NumberTile::set(const Status& status, qint64 number, const QString& link)
{
    m_status = status;
    m_number = number;
    m_link = link;
    updateGeometry();
    setAccessibleName(status.word + u": "_qs + QString::number(number));
    setToolTip(tr("Show these"));
    update();
}

QSize NumberTile::minimumSizeHint() const
{
    return {kBesideWord + fontMetrics().horizontalAdvance(m_status.word), 76};
}

void NumberTile::paintEvent(QPaintEvent*)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? t.accent : t.border);
    painter.setBrush(underMouse() ? Tokens::blend(t.text, t.surface, 4) : t.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), space::radius,
                            space::radius);
    QFont big = font();
    big.setPointSizeF(20);
    big.setWeight(QFont::DemiBold);
    painter.setFont(big);
    painter.setPen(m_number == 0 ? t.secondary : t.text);
    painter.drawText(rect().adjusted(14, 8, -14, -30), Qt::AlignLeft | Qt::AlignVCenter,
                     QLocale().toString(m_number));
    const Tone tone = m_number == 0 ? Tone::Unknown : m_status.tone;
    paintTone(&painter, QRect(13, height() - 30, 14, 20), m_number == 0 ? Tone::Neutral : tone, t);
    painter.setFont(font());
    painter.setPen(m_number == 0 ? t.secondary : t.tone(m_status.tone));
    painter.drawText(
        QRect(34, height() - 30, width() - kBesideWord, 20), Qt::AlignLeft | Qt::AlignVCenter,
        fontMetrics().elidedText(m_status.word, Qt::ElideRight, width() - kBesideWord));
}

} // namespace rackhouse
