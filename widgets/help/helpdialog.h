#pragma once

#include "widgets/common/context.h"

#include <QDialog>

class QUrl;

namespace rackhouse
{

/// The help over a dialog that is open. Esc leads back to it.
class HelpDialog : public QDialog
{
    Q_OBJECT

public:
    HelpDialog(Context context, const QUrl& link, QWidget* parent);

signals:
    /// A link to a page of the window.
    void chosen(const QUrl& link);
};

} // namespace rackhouse
