#include "widgets/dialogs/discoverdialog.h"

#include "widgets/common/theme.h"

#include <QJsonArray>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QRegularExpression>
#include <QSpinBox>

namespace rackhouse
{

namespace
{

constexpr int kAddressLines = 4;
constexpr int kHttps = 443;

} // namespace

DiscoverDialog::DiscoverDialog(Context context, QWidget* parent)
    : CommandDialog(context, QStringLiteral("discover"), tr("Discover BMCs"), tr("Discover"),
                    parent)
{
    m_addresses = new QPlainTextEdit(this);
    m_addresses->setFont(Theme::monoFont());
    m_addresses->setPlaceholderText(
        QStringLiteral("10.20.0.11-10.20.0.90\n10.20.4.0/26\nbmc-a07.example"));
    m_addresses->setTabChangesFocus(true);
    m_addresses->setFixedHeight(kAddressLines * m_context.theme.rowHeight());
    addRow(tr("Addresses"), m_addresses, QStringLiteral("addresses"),
           tr("Ranges, networks or single ones, one a line or separated by commas."));
    m_port = new QSpinBox(this);
    m_port->setRange(1, 65535);
    m_port->setValue(kHttps);
    addRow(tr("Port"), m_port, QStringLiteral("port"));
    m_user = new QLineEdit(this);
    m_user->setFont(Theme::monoFont());
    addRow(tr("User"), m_user, QStringLiteral("user"));
    m_password = new QLineEdit(this);
    m_password->setEchoMode(QLineEdit::Password);
    addRow(tr("Password"), m_password, QStringLiteral("password"),
           tr("Kept sealed on the appliance; it never comes back to a console."));
    connect(m_addresses, &QPlainTextEdit::textChanged, this, &DiscoverDialog::inputChanged);
    connect(m_user, &QLineEdit::textChanged, this, &DiscoverDialog::inputChanged);
    connect(m_password, &QLineEdit::textChanged, this, &DiscoverDialog::inputChanged);
    inputChanged();
}

QStringList DiscoverDialog::addresses() const
{
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    return m_addresses->toPlainText().split(separators, Qt::SkipEmptyParts);
}

QString DiscoverDialog::whyNot() const
{
    if (addresses().isEmpty())
        return tr("Type an address or a range");
    if (m_user->text().isEmpty() || m_password->text().isEmpty())
        return tr("Type the user and the password of the BMCs");
    return {};
}

std::vector<Command> DiscoverDialog::commands() const
{
    return {{QStringLiteral("/discoveries"),
             {{QStringLiteral("addresses"), QJsonArray::fromStringList(addresses())},
              {QStringLiteral("port"), m_port->value()},
              {QStringLiteral("username"), m_user->text()},
              {QStringLiteral("password"), m_password->text()}},
             {}}};
}

} // namespace rackhouse
