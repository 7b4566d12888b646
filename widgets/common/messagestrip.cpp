#include "widgets/common/messagestrip.h"

#include "widgets/common/status.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTimer>

namespace rackhouse
{

MessageStrip::MessageStrip(const Theme& theme, const QString& name, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_text(new QLabel(this)),
      m_copy(new QPushButton(tr("Copy details"), this)), m_close(new QPushButton(tr("Close"), this))
{
    setObjectName(name);
    m_text->setWordWrap(true);
    m_text->setObjectName(name + u".text"_qs);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    for (auto* button : {m_copy, m_close}) {
        button->setProperty("look", u"plain"_qs);
        button->setAccessibleName(button->text());
    }
    m_copy->setObjectName(name + u".copy"_qs);
    m_close->setObjectName(name + u".close"_qs);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(36, 4, space::small, 4);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_copy);
    layout->addWidget(m_close);
    connect(m_close, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->text() + u'\n' + m_details); });
    hide();
}

void MessageStrip::setMessage(Tone tone, const QString& text, const QString& details)
{
    m_tone = tone;
    m_details = details;
    m_text->setText(text);
    m_text->setToolTip(details);
    m_copy->setVisible(!details.isEmpty());
    setVisible(!text.isEmpty());
    update();
}

void MessageStrip::setClosable(bool closable)
{
    m_close->setVisible(closable);
}

QString MessageStrip::text() const
{
    return m_text->text();
}

void MessageStrip::addButton(QWidget* button)
{
    static_cast<QHBoxLayout*>(layout())->insertWidget(1, button);
}

void MessageStrip::paintEvent(QPaintEvent*)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Tokens::blend(t.tone(m_tone), t.app, 12));
    painter.drawRoundedRect(rect(), space::radius, space::radius);
    paintTone(&painter, QRect(8, 0, 20, height()), m_tone, t);
}

Toast::Toast(const Theme& theme, Tone tone, const QString& text, QWidget* window)
    : QWidget(window), m_theme(theme), m_tone(tone)
{
    setObjectName(u"toast"_qs);
    setAccessibleName(text);
    auto* label = new QLabel(text, this);
    if (const int most = window->width() / 2; label->sizeHint().width() > most) {
        label->setWordWrap(true);
        label->setFixedWidth(most);
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(36, 12, 16, 12);
    layout->addWidget(label);
    adjustSize();
    move(window->width() - width() - space::huge, window->height() - height() - 56);
    show();
    raise();
    auto* stay = new QTimer(this);
    connect(stay, &QTimer::timeout, this, &QObject::deleteLater);
    stay->start(6000);
}

void Toast::paintEvent(QPaintEvent*)
{
    const Tokens& t = m_theme.tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.border);
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), space::radius,
                            space::radius);
    paintTone(&painter, QRect(8, 0, 20, height()), m_tone, t);
}

} // namespace rackhouse
