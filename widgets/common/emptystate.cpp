#include "widgets/common/emptystate.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace rackhouse
{

namespace
{

constexpr int kTextWidth = 420;

} // namespace

EmptyState::EmptyState(const Icons& icons, const QString& icon, const QString& title,
                       const QString& text, QAction* action, QWidget* parent)
    : QWidget(parent), m_icon(icons.icon(icon)), m_picture(new QLabel(this)),
      m_title(new QLabel(title, this)), m_text(new QLabel(text, this))
{
    setObjectName(u"empty"_qs);
    m_picture->setPixmap(m_icon.pixmap(32, 32));
    m_picture->setAccessibleName(title);
    m_title->setFont(Theme::sectionFont());
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setFixedWidth(kTextWidth);
    fitText();
    m_text->setForegroundRole(QPalette::PlaceholderText);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(space::medium);
    layout->addStretch(2);
    layout->addWidget(m_picture, 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    if (action != nullptr) {
        auto* button = m_button = new QPushButton(action->text(), this);
        button->setProperty("look", u"primary"_qs);
        button->setObjectName(u"empty.action"_qs);
        button->setAccessibleName(action->text());
        const auto follow = [button, action] {
            button->setEnabled(action->isEnabled());
            button->setToolTip(action->toolTip());
        };
        follow();
        connect(action, &QAction::changed, button, follow);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        layout->addWidget(button, 0, Qt::AlignHCenter);
    }
    layout->addStretch(3);
}

void EmptyState::changeEvent(QEvent* event)
{
    // The icon follows the text colour of the theme.
    if (event->type() == QEvent::PaletteChange)
        m_picture->setPixmap(m_icon.pixmap(32, 32));
    QWidget::changeEvent(event);
}

void EmptyState::setActionVisible(bool visible)
{
    if (m_button != nullptr)
        m_button->setVisible(visible);
}

void EmptyState::setText(const QString& title, const QString& text)
{
    m_title->setText(title);
    m_text->setText(text);
    fitText();
}

/// A layout gives a centred text of several lines the height of a wider one.
void EmptyState::fitText()
{
    m_text->setMinimumHeight(m_text->heightForWidth(kTextWidth));
}

} // namespace rackhouse
