#include "widgets/dialogs/provisiondialog.h"

#include "widgets/common/format.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>

namespace rackhouse
{

namespace
{

constexpr int kKeyLines = 3;
constexpr int kUserDataLines = 6;

QPlainTextEdit* makeText(int lines, const QString& example, const Theme& theme, QWidget* parent)
{
    auto* edit = new QPlainTextEdit(parent);
    edit->setFont(Theme::monoFont());
    edit->setPlaceholderText(example);
    edit->setTabChangesFocus(true);
    edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    edit->setFixedHeight(lines * theme.rowHeight());
    return edit;
}

/// A machine's name as a hostname (RFC 1123): lower case, anything else becomes a hyphen.
QString asHostname(const QString& name)
{
    static const QRegularExpression other(QStringLiteral("[^a-z0-9-]+"));
    return name.toLower().replace(other, QStringLiteral("-")).left(63);
}

} // namespace

ProvisionDialog::ProvisionDialog(Context context, std::vector<QJsonObject> machines,
                                 QWidget* parent)
    : CommandDialog(context, QStringLiteral("provision"),
                    machines.size() == 1
                        ? tr("Provision %1").arg(machines.front().value(u"name").toString())
                        : tr("Provision %n machine(s)", nullptr, int(machines.size())),
                    tr("Provision"), parent),
      m_machines(std::move(machines))
{
    m_image = new QComboBox(this);
    addRow(tr("Image"), m_image, QStringLiteral("image"));
    m_hostname = new QLineEdit(asHostname(m_machines.front().value(u"name").toString()), this);
    m_hostname->setFont(Theme::monoFont());
    addRow(tr("Hostname"), m_hostname, QStringLiteral("hostname"),
           m_machines.size() > 1 ? tr("Each machine gets this name and a number: %1, %2, …")
                                       .arg(hostname(0), hostname(1))
                                 : QString());
    m_user = new QLineEdit(QStringLiteral("operator"), this);
    m_user->setFont(Theme::monoFont());
    addRow(tr("User"), m_user, QStringLiteral("user"),
           tr("May use sudo; logs in with the keys below, never by password."));
    m_keys = makeText(kKeyLines, QStringLiteral("ssh-ed25519 AAAA… name"), m_context.theme, this);
    addRow(tr("SSH public keys"), m_keys, QStringLiteral("keys"));
    auto* keyFile = new QPushButton(tr("Add from a file…"), this);
    keyFile->setAutoDefault(false);
    addRow(QString(), keyFile, QStringLiteral("keyfile"));
    keyFile->setAccessibleName(tr("Add an SSH key from a file"));
    m_userData = makeText(kUserDataLines, QStringLiteral("#cloud-config\npackages:\n  - htop"),
                          m_context.theme, this);
    addRow(tr("User-data"), m_userData, QStringLiteral("user-data"),
           tr("Optional cloud-config (YAML). It is checked before the job starts."));
    connect(keyFile, &QPushButton::clicked, this, &ProvisionDialog::addKeyFile);
    connect(m_image, &QComboBox::currentIndexChanged, this, &ProvisionDialog::inputChanged);
    connect(m_hostname, &QLineEdit::textChanged, this, &ProvisionDialog::inputChanged);
    connect(m_user, &QLineEdit::textChanged, this, &ProvisionDialog::inputChanged);
    connect(m_keys, &QPlainTextEdit::textChanged, this, &ProvisionDialog::inputChanged);
    loadImages();
    inputChanged();
}

void ProvisionDialog::loadImages()
{
    m_context.records.fetch<std::vector<Image>>(
        this,
        [](Rows& rows) {
            return rows.list<Image>(
                {.equals = {{QStringLiteral("state"), enumText(ImageState::Ready)}},
                 .orderBy = QStringLiteral("name")});
        },
        [this](const std::vector<Image>& images) { showImages(images); });
}

void ProvisionDialog::showImages(const std::vector<Image>& images)
{
    m_image->clear();
    for (const Image& image : images)
        m_image->addItem(
            tr("%1 (%2, %3)")
                .arg(image.name, image.architecture, format::diskBytes(image.diskBytes)),
            image.id.text());
    if (images.empty())
        m_image->setPlaceholderText(tr("No image is ready; add one on the Images page"));
    inputChanged();
}

void ProvisionDialog::addKeyFile()
{
    m_context.prompts.openFile(
        this, tr("SSH public key"), tr("Public keys (*.pub);;All files (*)"),
        [this](const QString& path) {
            QFile file(path);
            constexpr qint64 limit = 64 * 1024;
            if (!file.open(QIODevice::ReadOnly)) {
                say(makeError("file-unreadable", {{QStringLiteral("path"), path}},
                              file.errorString()),
                    {});
                return;
            }
            m_keys->appendPlainText(QString::fromUtf8(file.read(limit)).trimmed());
        });
}

QString ProvisionDialog::hostname(size_t place) const
{
    const QString typed = m_hostname->text().trimmed();
    return m_machines.size() == 1 ? typed : QStringLiteral("%1-%2").arg(typed).arg(place + 1);
}

QStringList ProvisionDialog::lines(const QPlainTextEdit* edit) const
{
    QStringList list;
    for (const QString& line : edit->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty())
            list << line.trimmed();
    }
    return list;
}

QString ProvisionDialog::whyNot() const
{
    if (m_image->currentData().toString().isEmpty())
        return tr("Choose an image");
    if (m_hostname->text().trimmed().isEmpty())
        return tr("Type a hostname");
    if (m_user->text().trimmed().isEmpty())
        return tr("Type a user name");
    if (lines(m_keys).isEmpty())
        return tr("Add an SSH key, else nobody can log in");
    return {};
}

std::vector<Command> ProvisionDialog::commands() const
{
    std::vector<Command> commands;
    for (size_t place = 0; place < m_machines.size(); ++place) {
        QJsonObject params{{QStringLiteral("image_id"), m_image->currentData().toString()},
                           {QStringLiteral("hostname"), hostname(place)},
                           {QStringLiteral("users"), QJsonArray{m_user->text().trimmed()}},
                           {QStringLiteral("ssh_keys"), QJsonArray::fromStringList(lines(m_keys))}};
        if (!m_userData->toPlainText().trimmed().isEmpty())
            params.insert(QStringLiteral("user_data"), m_userData->toPlainText());
        commands.push_back({QStringLiteral("/jobs"),
                            {{QStringLiteral("kind"), QStringLiteral("provision")},
                             {QStringLiteral("machine_id"), m_machines[place].value(u"id")},
                             {QStringLiteral("params"), params}},
                            m_machines[place].value(u"name").toString()});
    }
    return commands;
}

} // namespace rackhouse
