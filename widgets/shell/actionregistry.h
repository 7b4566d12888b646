#pragma once

#include <QAction>
#include <QHash>
#include <QObject>

#include <functional>
#include <vector>

class QMenu;
class QToolButton;
class QWidget;

namespace rackhouse
{

class Icons;

/// Every command of the window in one place: it feeds menus, buttons, shortcuts and the palette.
class ActionRegistry : public QObject
{
    Q_OBJECT

public:
    struct Definition {
        QString id;   ///< "machine.wipe"
        QString menu; ///< title of its menu; empty: only in the palette
        QString text; ///< a verb: "Wipe…"
        QString icon;
        QKeySequence shortcut = {};
        std::function<void()> run;
        /// Why it cannot be done now; empty when it can. None: always possible.
        std::function<QString()> whyNot = {};
        QString help = {}; ///< one sentence for the tooltip
        /// Of one that begins a mode and ends it: whether that is on. None: it is none.
        std::function<bool()> isOn = {};
    };

    explicit ActionRegistry(const Icons& icons, QObject* parent = nullptr);

    QAction* add(const Definition& definition);
    QAction* action(const QString& id) const;
    /// In the order in which they were added.
    const std::vector<QAction*>& actions() const { return m_order; }
    /// The menu that the action belongs to.
    QString menuOf(const QAction* action) const;
    void fill(QMenu* menu, const QString& title) const;
    /// A button with icon and name for an action; it says why it is disabled.
    QToolButton* button(const QString& id, QWidget* parent) const;

    /// Asks every action again whether it can be done and whether it is on.
    void refresh();

private:
    const Icons& m_icons;
    QHash<QString, QAction*> m_actions;
    QHash<const QAction*, Definition> m_definitions;
    std::vector<QAction*> m_order;
};

} // namespace rackhouse
