#pragma once

#include "tests/gui/tour/demosite.h"
#include "widgets/common/focus.h"
#include "widgets/common/icons.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/theme.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"

#include <QApplication>
#include <QTemporaryDir>

namespace rackhouse
{

/// Opens dialogs as on the desktop; the next file that is asked for is one that the test named.
class DemoPrompts : public DesktopPrompts
{
public:
    void setNextFile(const QString& path) { m_next = path; }
    void saveFile(QWidget*, const QString&, const QString&, const QString&, Chosen chosen) override
    {
        if (const QString path = std::exchange(m_next, {}); !path.isEmpty())
            chosen(path);
    }

private:
    QString m_next;
};

/// The real window on the demo site, with a link that tests switch on and off.
class DemoWindow
{
public:
    explicit DemoWindow(int machines = 26, const Clock& clock = systemClock())
        : m_clock(clock),
          m_replica(*Replica::open(m_folder.filePath(QStringLiteral("replica.db")), m_clock)),
          m_settings(m_folder.filePath(QStringLiteral("test.ini"))), m_theme(*qApp),
          m_icons(m_theme), m_records(*m_replica), m_link(m_clock),
          m_actions(m_icons), m_context{m_clock, m_theme, m_icons,   m_settings, m_records,
                                        m_link,  m_focus, m_actions, m_prompts},
          m_window(m_context)
    {
        if (const auto site = fillDemoSite(*m_replica, m_clock, machines))
            m_records.setSite(*site);
        m_window.show();
        m_window.activateWindow();
    }

    MainWindow& window() { return m_window; }
    const Context& context() const { return m_context; }
    DemoLink& link() { return m_link; }
    Records& records() { return m_records; }
    Replica& replica() { return *m_replica; }
    const Clock& clock() const { return m_clock; }
    Focus& focus() { return m_focus; }
    Settings& settings() { return m_settings; }
    ActionRegistry& actions() { return m_actions; }
    /// A file of that name, which is chosen when the window asks where to save something next.
    QString nextFile(const QString& name)
    {
        m_prompts.setNextFile(m_folder.filePath(name));
        return m_folder.filePath(name);
    }

private:
    static const Clock& systemClock()
    {
        static const SystemClock clock;
        return clock;
    }

    QTemporaryDir m_folder;
    const Clock& m_clock;
    std::unique_ptr<Replica> m_replica;
    Settings m_settings;
    Theme m_theme;
    Icons m_icons;
    Records m_records;
    DemoLink m_link;
    Focus m_focus;
    ActionRegistry m_actions;
    DemoPrompts m_prompts;
    Context m_context;
    MainWindow m_window;
};

} // namespace rackhouse
