#pragma once

#include <QList>
#include <QString>
#include <QUrl>

#include <optional>

namespace rackhouse
{

/// One picture of the tour: a page, and what is opened over it.
struct Stop {
    QString name; ///< of the picture
    QUrl link;
    QString action = {};  ///< an action that opens a dialog; the picture is of the dialog then
    bool offline = false; ///< the site cannot be reached
    int tab = 0;          ///< of a page with tabs
    QString click = {};   ///< instead of an action: a button whose name begins so
    QString then = {};    ///< an action in that dialog, which opens another
    bool select = false;  ///< the first row of the page's table, before the action
    bool below = false;   ///< the page is scrolled to its end
    bool bare = false;    ///< lists may have no rows here
    std::optional<QString> site = {}; ///< its key; empty: all sites
    QString pressedIn = {};           ///< name of what gets the keys
    QList<Qt::Key> keys = {};         ///< that are pressed once the page is there
    QString press = {};  ///< object name of a button that is pressed before the picture
    bool viewer = false; ///< as somebody sees it who may only look
};

} // namespace rackhouse
