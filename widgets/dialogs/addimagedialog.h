#pragma once

#include "widgets/dialogs/commanddialog.h"

class QComboBox;
class QLineEdit;
class QProgressBar;
class QRadioButton;

namespace rackhouse
{

/// Adds an image to the catalog: uploaded from this computer with progress, or named by its path on
/// the appliance.
class AddImageDialog : public CommandDialog
{
    Q_OBJECT

public:
    AddImageDialog(Context context, QWidget* parent);

protected:
    std::vector<Command> commands() const override;
    QString whyNot() const override;
    void submit() override;

private:
    QWidget* buildFileRow();
    void browse();
    /// Takes name and format from a file's name where the person has typed none.
    void proposeFrom(const QString& file);
    void upload(const QString& imageId);

    QRadioButton* m_here = nullptr;
    QLineEdit* m_file = nullptr;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_os = nullptr;
    QLineEdit* m_version = nullptr;
    QComboBox* m_architecture = nullptr;
    QComboBox* m_format = nullptr;
    QLineEdit* m_sha256 = nullptr;
    QProgressBar* m_bar = nullptr;
};

} // namespace rackhouse
