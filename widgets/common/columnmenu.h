#pragma once

#include <functional>

class QMenu;
class QTableView;

namespace rackhouse
{

/// What can be done with the columns of a table without a mouse: sort by one, move one, show and
/// hide them, of those that are offered. The first one keeps its place. `shownChanged` is called
/// after one is shown or hidden.
void fillColumnMenu(QMenu* menu, QTableView* table, const std::function<bool(int)>& isOffered,
                    const std::function<void()>& shownChanged);

} // namespace rackhouse
