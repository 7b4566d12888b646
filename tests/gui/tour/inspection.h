#pragma once

#include <QStringList>

class QWidget;

namespace rackhouse
{

/// Whether the lists of a screen should have rows.
enum class Lists { HaveRows, MayBeBare };

/// What is wrong with a screen as it is now: nothing on its page, a list without rows, a control
/// without a name for a screen reader or a test, text that does not fit. Empty when it is well.
QStringList inspectScreen(QWidget& screen, Lists lists = Lists::HaveRows);

} // namespace rackhouse
