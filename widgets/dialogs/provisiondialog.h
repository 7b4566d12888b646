#pragma once

#include "models/domain/asset.h"
#include "widgets/dialogs/commanddialog.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;

namespace rackhouse
{

/// What to install on these machines: image, hostname, users, SSH keys, and cloud-init user-data.
/// The site checks all of it before the job starts and says what is wrong.
class ProvisionDialog : public CommandDialog
{
    Q_OBJECT

public:
    ProvisionDialog(Context context, std::vector<QJsonObject> machines, QWidget* parent);

protected:
    std::vector<Command> commands() const override;
    QString whyNot() const override;

private:
    void loadImages();
    void showImages(const std::vector<Image>& images);
    void addKeyFile();
    /// The hostname of the machine at that place: as typed, or with its number where several are
    /// provisioned.
    QString hostname(size_t place) const;
    QStringList lines(const QPlainTextEdit* edit) const;

    std::vector<QJsonObject> m_machines;
    QComboBox* m_image = nullptr;
    QLineEdit* m_hostname = nullptr;
    QLineEdit* m_user = nullptr;
    QPlainTextEdit* m_keys = nullptr;
    QPlainTextEdit* m_userData = nullptr;
};

} // namespace rackhouse
