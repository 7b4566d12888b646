#pragma once

#include "app/client/siteregistry.h"
#include "app/console/embeddedengine.h"
#include "widgets/common/focus.h"
#include "widgets/common/icons.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/settings.h"
#include "widgets/common/theme.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/clientsites.h"
#include "widgets/shell/mainwindow.h"

#include <QHash>
#include <QThreadPool>

namespace rackhouse
{

/// The parts of the console, built once and wired.
class Console : public QObject
{
    Q_OBJECT

public:
    struct Options {
        QString dataFolder;
        QString site; ///< name in the registry; empty: what was shown last, at first all sites
        bool embedded = false;
    };

    Console(QApplication& application, std::unique_ptr<Replica> replica, Options options);
    ~Console() override;

    MainWindow& window() { return m_window; }
    /// Connects to every paired site and shows that of the options, else what was shown last; with
    /// none the first-run page.
    void start();

private:
    void choose(const QString& siteKey);
    void show(const QString& siteKey);
    void showLast();
    void useEmbedded(const client::SiteAccess& access);
    void pair();
    void embed();
    void unpair(const QString& name);
    void noteGone(const QString& siteKey, qint64 seq);
    void followRegistry();
    bool knows(const QString& siteKey) const;

    Options m_options;
    SystemClock m_clock;
    std::unique_ptr<Replica> m_replica;
    Settings m_settings;
    Theme m_theme;
    Icons m_icons;
    Records m_records;
    ClientSites m_site;
    Focus m_focus;
    ActionRegistry m_actions;
    DesktopPrompts m_prompts;
    client::SiteRegistry m_registry;
    EmbeddedEngine m_engine;
    std::vector<client::KnownSite> m_known;
    std::optional<client::KnownSite> m_embedded; ///< once the appliance here has answered
    Context m_context;
    MainWindow m_window;
    QHash<QString, bool> m_leaving; ///< sites whose copy is to be removed, and whether it was shown
    QThreadPool m_clearing;
};

} // namespace rackhouse
