#pragma once

#include "widgets/common/formdialog.h"
#include "widgets/common/paper.h"

#include <memory>

namespace rackhouse
{

class MainWindow;

enum class PaperTarget { Pdf, Svg, Printer };

/// Asks for a file or a printer and draws there on a worker. The dialog shows how far it is;
/// closed, it breaks off, and no file is left.
void sendToPaper(Context context, FormDialog* dialog, std::shared_ptr<const Paper> paper,
                 PaperTarget target);

/// Asks where pages go to.
FormDialog* makePaperDialog(Context context, std::shared_ptr<const Paper> paper, QWidget* parent);

/// The command that prints the page that is shown.
void addPaperAction(Context context, MainWindow* window);

} // namespace rackhouse
