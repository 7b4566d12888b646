#pragma once

#include <QString>

class QTreeWidget;

namespace rackhouse
{

class MessageStrip;
class Prompts;

/// Asks for a file and saves the lines of a short list in it as CSV, as they are shown; the strip
/// says what came of it. A file that is not complete is not there. The list and the strip are of
/// one page.
void exportList(Prompts& prompts, const QTreeWidget& list, MessageStrip& strip,
                const QString& title, const QString& proposal);

} // namespace rackhouse
