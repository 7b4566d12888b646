#pragma once

#include <QString>
#include <QUrl>

namespace rackhouse
{

/// One picture of the tour: a page, and what is opened over it.
struct Stop {
    QString name; ///< of the picture
    QUrl link;
    QString action = {};  ///< an action that opens a dialog; the picture is of the dialog then
    bool offline = false; ///< the site cannot be reached
    int tab = 0;          ///< of a page with tabs
};

} // namespace rackhouse
