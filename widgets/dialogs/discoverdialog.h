#pragma once

#include "widgets/dialogs/commanddialog.h"

class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace rackhouse
{

/// Asks a range or a list of addresses for BMCs over Redfish.
class DiscoverDialog : public CommandDialog
{
    Q_OBJECT

public:
    DiscoverDialog(Context context, QWidget* parent);

protected:
    std::vector<Command> commands() const override;
    QString whyNot() const override;

private:
    QStringList addresses() const;

    QPlainTextEdit* m_addresses = nullptr;
    QSpinBox* m_port = nullptr;
    QLineEdit* m_user = nullptr;
    QLineEdit* m_password = nullptr;
};

} // namespace rackhouse
