#pragma once

#include <QStringList>

class QWidget;

namespace rackhouse
{

/// What is wrong with a screen as it is now: nothing on it, a control without a name for a screen
/// reader or a test, text that does not fit. Empty when it is well.
QStringList inspectScreen(QWidget& screen);

} // namespace rackhouse
