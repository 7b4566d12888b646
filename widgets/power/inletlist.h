#pragma once

class QTreeWidget;
class QWidget;

namespace rackhouse
{

struct Context;
struct PowerView;

/// Machines that leak, and the warmest inlet of each rack; the id of the machine is in
/// Qt::UserRole.
QTreeWidget* makeInletList(QWidget* parent);
void fillInletList(QTreeWidget& list, const PowerView& view, const Context& context);

} // namespace rackhouse
