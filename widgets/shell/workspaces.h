#pragma once

#include "widgets/shell/page.h"

#include <functional>
#include <vector>

namespace rackhouse
{

/// A kind of page. Those with a title stand in the navigation; "machine" is the page of one row of
/// "machines".
struct Workspace {
    QString name;
    QString title;
    QString icon;
    std::function<Page*(Context, QWidget*)> make;
    QString under = {};      ///< the page that stands for it in the navigation; empty: itself
    QString navigation = {}; ///< its title there, where that is another one
};

/// Every page of the window, in the order of the navigation.
std::vector<Workspace> workspaces();

/// The commands on machines, jobs and images.
void addWorkActions(Context context, QWidget* window);

} // namespace rackhouse
