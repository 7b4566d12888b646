#include "widgets/common/numbertile.h"

#include <QPainter>

namespace rackhouse
{

namespace
{

constexpr int kBesideWord = 44; ///< shape and margins
constexpr int kHeight = 92;
constexpr double kLeastPoints = 11; ///< of the number

} // namespace

NumberTile::NumberTile(const Theme& theme, const QString& name, QWidget* parent)
    : QPushButton(parent), m_theme(theme)
{
    setObjectName(name);
    setMinimumHeight(kHeight);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NumberTile::set(const Status& status, const QString& number, bool isNone, const QString& link)
{
    m_status = status;
    m_number = number;
    m_isNone = isNone;
    m_link = link;
    updateGeometry();
    setAccessibleName(status.word + u": "_qs + number);
    update();
}

void NumberTile::setNote(const QString& note, const QString& more)
{
    m_note = note;
    QStringList lines{tr("Show these")};
    for (const QString& line : {note, more}) {
        if (!line.isEmpty())
            lines.prepend(line);
    }
    lines.prepend(accessibleName()); // what does not fit is cut off
    setToolTip(lines.join(u'\n'));
    setAccessibleDescription(note);
    update();
}

QSize NumberTile::minimumSizeHint() const
{
    const int note = QFontMetrics(Theme::captionFont()).horizontalAdvance(m_note) + 28;
    return {qMax(kBesideWord + fontMetrics().horizontalAdvance(m_status.word), note), kHeight};
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
    // A long number is smaller before it is cut off.
    while (big.pointSizeF() > kLeastPoints &&
           QFontMetrics(big).horizontalAdvance(m_number) > width() - 28)
        big.setPointSizeF(big.pointSizeF() - 1);
    painter.setFont(big);
    painter.setPen(m_isNone ? t.secondary : t.text);
    painter.drawText(QRect(14, 8, width() - 28, 34), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_number, Qt::ElideRight, width() - 28));
    // A tone without a meaning needs no shape.
    const bool hasShape = m_status.tone != Tone::Neutral;
    const int left = hasShape ? 34 : 14;
    if (hasShape)
        paintTone(&painter, QRect(13, 43, 14, 20), m_isNone ? Tone::Neutral : m_status.tone, t);
    painter.setFont(font());
    painter.setPen(m_isNone ? t.secondary : hasShape ? t.tone(m_status.tone) : t.text);
    painter.drawText(QRect(left, 43, width() - left - 10, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(m_status.word, Qt::ElideRight, width() - left - 10));
    painter.setFont(Theme::captionFont());
    painter.setPen(t.secondary);
    painter.drawText(QRect(14, 64, width() - 28, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_note, Qt::ElideRight, width() - 28));
}

} // namespace rackhouse
