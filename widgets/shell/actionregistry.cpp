#include "widgets/shell/actionregistry.h"

#include "widgets/common/icons.h"

#include <QMenu>
#include <QToolButton>

namespace rackhouse
{

ActionRegistry::ActionRegistry(const Icons& icons, QObject* parent)
    : QObject(parent), m_icons(icons)
{
}

QAction* ActionRegistry::add(const Definition& definition)
{
    Q_ASSERT(!m_actions.contains(definition.id));
    auto* action = new QAction(definition.text, this);
    action->setObjectName(definition.id);
    if (!definition.icon.isEmpty())
        action->setIcon(m_icons.icon(definition.icon));
    action->setShortcut(definition.shortcut);
    action->setCheckable(bool(definition.isOn));
    connect(action, &QAction::triggered, this, [run = definition.run] { run(); });
    m_actions.insert(definition.id, action);
    m_order.push_back(action);
    m_definitions.insert(action, definition);
    refresh();
    return action;
}

QAction* ActionRegistry::action(const QString& id) const
{
    QAction* action = m_actions.value(id);
    Q_ASSERT(action != nullptr);
    return action;
}

QString ActionRegistry::menuOf(const QAction* action) const
{
    return m_definitions.value(action).menu;
}

void ActionRegistry::fill(QMenu* menu, const QString& title) const
{
    for (QAction* action : m_order) {
        if (menuOf(action) == title)
            menu->addAction(action);
    }
}

QToolButton* ActionRegistry::button(const QString& id, QWidget* parent) const
{
    auto* button = new QToolButton(parent);
    QAction* source = action(id);
    button->setDefaultAction(source);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setAutoRaise(true);
    button->setObjectName(u"button."_qs + id);
    button->setAccessibleName(source->text());
    return button;
}

void ActionRegistry::refresh()
{
    for (QAction* action : m_order) {
        const Definition& definition = m_definitions[action];
        const QString reason = definition.whyNot ? definition.whyNot() : QString();
        action->setEnabled(reason.isEmpty());
        action->setChecked(definition.isOn && definition.isOn());
        QString tip = definition.text;
        tip.remove(u'&').remove(u'…');
        if (!definition.help.isEmpty())
            tip = definition.help;
        if (!definition.shortcut.isEmpty())
            tip += u" ("_qs + definition.shortcut.toString(QKeySequence::NativeText) + u')';
        action->setToolTip(reason.isEmpty() ? tip : tip + u"\n"_qs + reason);
        action->setStatusTip(reason);
    }
}

} // namespace rackhouse
