#pragma once

#include "models/domain/wiring.h"
#include "widgets/common/formdialog.h"

class QComboBox;
class QSpinBox;

namespace rackhouse
{

/// How a switch is asked for its LLDP neighbours: one that is not asked yet, or another way for one
/// that is.
class SwitchDialog : public FormDialog
{
    Q_OBJECT

public:
    /// An access without an id adds one.
    SwitchDialog(Context context, const SwitchAccess& access, QWidget* parent);

private:
    void addFields();
    void offerSwitches();
    QComboBox* addChoice(const QString& name, const QString& label,
                         const std::vector<std::pair<QString, QString>>& words,
                         const QString& current);
    void methodChanged();
    void check();
    bool isAnotherEnd() const;
    QString whyNotReady() const;
    void save();

    const SwitchAccess m_access;
    QComboBox* m_switch;
    QLineEdit* m_address;
    QComboBox* m_method;
    QSpinBox* m_port;
    QLineEdit* m_user;
    QLineEdit* m_password;
    QComboBox* m_auth;
    QComboBox* m_privacy;
    QLineEdit* m_privacyPassword;
    QSpinBox* m_minutes;
};

/// "SNMP v2c", "Arista eAPI".
QString switchMethodText(SwitchMethod method);

} // namespace rackhouse
