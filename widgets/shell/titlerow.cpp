#include "widgets/shell/titlerow.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/shell/actionregistry.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int leastWay = 120; ///< room for the way here, however narrow the window is

} // namespace

TitleRow::TitleRow(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_way(new QLabel(this)), m_actions(new QHBoxLayout),
      m_more(new QToolButton(this))
{
    setObjectName(u"title"_qs);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::large, space::small);
    layout->setSpacing(space::small);
    for (const auto& id : {u"go.back"_qs, u"go.forward"_qs}) {
        QToolButton* button = m_context.actions.button(id, this);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        layout->addWidget(button);
        m_travel.push_back(button);
    }
    m_way->setObjectName(u"title.way"_qs);
    m_way->setFont(Theme::titleFont());
    m_way->setTextFormat(Qt::RichText);
    m_way->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_way->setMinimumWidth(leastWay);
    layout->addWidget(m_way, 1);
    buildMore();
    layout->addWidget(m_more);
    m_actions->setSpacing(space::small);
    layout->addLayout(m_actions);
    m_search = new QPushButton(m_context.icons.icon(u"edit-find"_qs), tr("Search  Ctrl+K"), this);
    m_search->setObjectName(u"title.palette"_qs);
    m_search->setAccessibleName(tr("Search and commands"));
    m_search->setToolTip(tr("Go to anything, do anything (Ctrl+K)"));
    connect(m_search, &QPushButton::clicked, m_context.actions.action(u"view.palette"_qs),
            &QAction::trigger);
    layout->addWidget(m_search);
    connect(m_way, &QLabel::linkActivated, this,
            [this](const QString& link) { emit open(QUrl(link)); });
}

void TitleRow::buildMore()
{
    m_more->setObjectName(u"title.more"_qs);
    m_more->setText(tr("More"));
    m_more->setAccessibleName(tr("More actions"));
    m_more->setToolTip(tr("Actions for which the window is too narrow"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setFocusPolicy(Qt::TabFocus);
    m_more->setMenu(new QMenu(m_more));
    m_more->menu()->setToolTipsVisible(true);
    m_more->hide();
}

void TitleRow::show(const Page& page)
{
    m_crumbs = page.crumbs();
    QStringList plain;
    for (const Page::Crumb& crumb : m_crumbs)
        plain << crumb.text;
    m_way->setAccessibleName(plain.join(u" › "_qs));
    setActions(page.titleActions());
}

QString TitleRow::wayFrom(size_t first, const QString& last) const
{
    const QString secondary = m_context.theme.tokens().secondary.name();
    const auto linked = [&](const QString& text, const QString& link) {
        return u"<a style='color:%1;text-decoration:none;font-weight:400' href='%2'>%3</a>"_qs.arg(
            secondary, link.toHtmlEscaped(), text.toHtmlEscaped());
    };
    QStringList words;
    if (first > 0)
        words << linked(u"…"_qs, m_crumbs[first - 1].link);
    for (size_t i = first; i + 1 < m_crumbs.size(); ++i)
        words << linked(m_crumbs[i].text, m_crumbs[i].link);
    words << last.toHtmlEscaped();
    return words.join(u"<span style='color:%1;font-weight:400'> › </span>"_qs.arg(secondary));
}

int TitleRow::widthOfWay(size_t first) const
{
    QString text = first > 0 ? u"… › "_qs : QString();
    for (size_t i = first; i < m_crumbs.size(); ++i)
        text += (i > first ? u" › "_qs : QString()) + m_crumbs[i].text;
    return QFontMetrics(m_way->font()).horizontalAdvance(text) + space::tiny;
}

void TitleRow::fitWay(int room)
{
    if (m_crumbs.empty())
        return m_way->clear();
    size_t first = 0;
    while (first + 1 < m_crumbs.size() && widthOfWay(first) > room)
        ++first;
    QString last = m_crumbs.back().text;
    if (const int tooWide = widthOfWay(first) - room; tooWide > 0) {
        const QFontMetrics metrics(m_way->font());
        last = metrics.elidedText(last, Qt::ElideRight, metrics.horizontalAdvance(last) - tooWide);
    }
    m_way->setText(wayFrom(first, last));
    m_way->setToolTip(first > 0 || last != m_crumbs.back().text ? m_way->accessibleName()
                                                                : QString());
}

void TitleRow::setActions(const QStringList& ids)
{
    if (ids.join(u' ') != m_shown) {
        m_shown = ids.join(u' ');
        for (const auto& [action, button] : m_buttons)
            button->deleteLater();
        m_buttons.clear();
        for (const QString& id : ids)
            m_buttons.emplace_back(m_context.actions.action(id), addAction(id, m_buttons.empty()));
    }
    fitActions();
}

QPushButton* TitleRow::addAction(const QString& id, bool isPrimary)
{
    const QAction* action = m_context.actions.action(id);
    auto* button = new QPushButton(action->icon(), action->text(), this);
    button->setObjectName(u"title."_qs + id);
    button->setAccessibleName(action->text());
    button->setCheckable(action->isCheckable());
    if (isPrimary) {
        button->setProperty("look", u"primary"_qs);
        button->setIcon({});
    }
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setChecked(action->isChecked());
        button->setToolTip(action->toolTip());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    m_actions->insertWidget(0, button); // the primary one is the last, at the right
    return button;
}

int TitleRow::widthOf(const QWidget* widget) const
{
    return widget->sizeHint().width() + layout()->spacing();
}

int TitleRow::fixedWidth() const
{
    const QMargins margins = layout()->contentsMargins();
    int width = margins.left() + margins.right() + leastWay + widthOf(m_search);
    for (const QToolButton* button : m_travel)
        width += widthOf(button);
    return width;
}

QSize TitleRow::minimumSizeHint() const
{
    int width = fixedWidth();
    if (!m_buttons.empty())
        width += widthOf(m_buttons.front().second);
    if (m_buttons.size() > 1)
        width += widthOf(m_more);
    return {width, QWidget::minimumSizeHint().height()};
}

void TitleRow::fitActions()
{
    int all = 0;
    for (const auto& [action, button] : m_buttons)
        all += widthOf(button);
    // The way here keeps what it needs while more than the primary action can give it.
    int room = width() - fixedWidth() - std::max(0, widthOfWay(0) - leastWay);
    const bool isAll = all <= room;
    if (!isAll)
        room -= widthOf(m_more);
    m_more->menu()->clear();
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        const auto& [action, button] = m_buttons[i];
        room -= widthOf(button);
        const bool fits = isAll || i == 0 || (room >= 0 && m_more->menu()->isEmpty());
        button->setVisible(fits);
        if (!fits)
            m_more->menu()->addAction(action);
    }
    const bool hasMore = !m_more->menu()->isEmpty();
    m_more->setVisible(hasMore);
    int taken = fixedWidth() - leastWay + (hasMore ? widthOf(m_more) : 0);
    for (const auto& [action, button] : m_buttons)
        taken += button->isHidden() ? 0 : widthOf(button);
    fitWay(std::max(leastWay, width() - taken));
    updateGeometry();
}

void TitleRow::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitActions();
}

bool TitleRow::event(QEvent* event)
{
    const bool handled = QWidget::event(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitActions();
    return handled;
}

} // namespace rackhouse
