#include "widgets/shell/titlerow.h"

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/shell/actionregistry.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace rackhouse
{

TitleRow::TitleRow(Context context, QWidget* parent)
    : QWidget(parent), m_context(context), m_way(new QLabel(this)), m_actions(new QHBoxLayout)
{
    setObjectName(u"title"_qs);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(space::medium, space::small, space::large, space::small);
    layout->setSpacing(space::small);
    for (const auto& id : {u"go.back"_qs, u"go.forward"_qs}) {
        QToolButton* button = m_context.actions.button(id, this);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        layout->addWidget(button);
    }
    m_way->setObjectName(u"title.way"_qs);
    m_way->setFont(Theme::titleFont());
    m_way->setTextFormat(Qt::RichText);
    m_way->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    m_way->setMinimumWidth(120);
    layout->addWidget(m_way, 1);
    m_actions->setSpacing(space::small);
    layout->addLayout(m_actions);
    auto* search =
        new QPushButton(m_context.icons.icon(u"edit-find"_qs), tr("Search  Ctrl+K"), this);
    search->setObjectName(u"title.palette"_qs);
    search->setAccessibleName(tr("Search and commands"));
    search->setToolTip(tr("Go to anything, do anything (Ctrl+K)"));
    connect(search, &QPushButton::clicked, m_context.actions.action(u"view.palette"_qs),
            &QAction::trigger);
    layout->addWidget(search);
    connect(m_way, &QLabel::linkActivated, this,
            [this](const QString& link) { emit open(QUrl(link)); });
}

void TitleRow::show(const Page& page)
{
    const Tokens& t = m_context.theme.tokens();
    QStringList words;
    QStringList plain;
    const auto crumbs = page.crumbs();
    for (size_t i = 0; i < crumbs.size(); ++i) {
        const QString text = crumbs[i].text.toHtmlEscaped();
        plain << crumbs[i].text;
        words
            << (i + 1 == crumbs.size()
                    ? text
                    : u"<a style='color:%1;text-decoration:none;font-weight:400' href='%2'>%3</a>"_qs
                          .arg(t.secondary.name(), crumbs[i].link.toHtmlEscaped(), text));
    }
    const QString arrow =
        u"<span style='color:%1;font-weight:400'> › </span>"_qs.arg(t.secondary.name());
    m_way->setText(words.join(arrow));
    m_way->setAccessibleName(plain.join(u" › "_qs));
    setActions(page.titleActions());
}

void TitleRow::setActions(const QStringList& ids)
{
    if (ids.join(u' ') == m_shown)
        return;
    m_shown = ids.join(u' ');
    while (QLayoutItem* item = m_actions->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    // The first action is the primary one; it stands last, at the right.
    for (auto i = ids.size(); i-- > 0;) {
        const QAction* action = m_context.actions.action(ids.at(i));
        auto* button = new QPushButton(action->icon(), action->text(), this);
        button->setObjectName(u"title."_qs + ids.at(i));
        button->setAccessibleName(action->text());
        if (i == 0) {
            button->setProperty("look", u"primary"_qs);
            button->setIcon({});
        }
        const auto follow = [button, action] {
            button->setEnabled(action->isEnabled());
            button->setToolTip(action->toolTip());
        };
        follow();
        connect(action, &QAction::changed, button, follow);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        m_actions->addWidget(button);
    }
}

} // namespace rackhouse
