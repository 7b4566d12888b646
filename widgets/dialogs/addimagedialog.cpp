#include "widgets/dialogs/addimagedialog.h"

#include "models/domain/asset.h"
#include "widgets/common/prompts.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QRegularExpression>

namespace rackhouse
{

AddImageDialog::AddImageDialog(Context context, QWidget* parent)
    : CommandDialog(context, QStringLiteral("add-image"), tr("Add an image"), tr("Add image"),
                    parent)
{
    addRow(tr("Where it is"), buildFileRow(), QStringLiteral("where"));
    m_name = new QLineEdit(this);
    addRow(tr("Name"), m_name, QStringLiteral("name"));
    m_os = new QLineEdit(this);
    m_os->setPlaceholderText(QStringLiteral("debian"));
    addRow(tr("System"), m_os, QStringLiteral("os"));
    m_version = new QLineEdit(this);
    m_version->setPlaceholderText(QStringLiteral("12"));
    addRow(tr("Version"), m_version, QStringLiteral("version"));
    m_architecture = new QComboBox(this);
    m_architecture->addItems({QStringLiteral("x86_64"), QStringLiteral("aarch64")});
    addRow(tr("Architecture"), m_architecture, QStringLiteral("architecture"));
    m_format = new QComboBox(this);
    m_format->addItems({QStringLiteral("raw"), QStringLiteral("qcow2"), QStringLiteral("tar.zst")});
    addRow(tr("Format"), m_format, QStringLiteral("format"));
    m_sha256 = new QLineEdit(this);
    m_sha256->setFont(Theme::monoFont());
    addRow(tr("SHA-256"), m_sha256, QStringLiteral("sha256"),
           tr("Of the file. The appliance refuses an image with another one; without it, it notes "
              "what it finds."));
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("add-image.progress"));
    m_bar->setAccessibleName(tr("Progress of the upload"));
    m_bar->setVisible(false);
    form()->addRow(m_bar);
    connect(m_name, &QLineEdit::textChanged, this, &AddImageDialog::inputChanged);
    connect(m_sha256, &QLineEdit::textChanged, this, &AddImageDialog::inputChanged);
    inputChanged();
}

QWidget* AddImageDialog::buildFileRow()
{
    auto* row = new QWidget(this);
    m_here = new QRadioButton(tr("On this computer"), row);
    m_here->setObjectName(QStringLiteral("add-image.here"));
    auto* there = new QRadioButton(tr("On the appliance"), row);
    there->setObjectName(QStringLiteral("add-image.there"));
    m_here->setChecked(true);
    m_file = new QLineEdit(row);
    m_file->setObjectName(QStringLiteral("add-image.file"));
    m_file->setAccessibleName(tr("File"));
    m_file->setPlaceholderText(tr("Path of the file"));
    auto* browseButton = new QPushButton(tr("Browse…"), row);
    browseButton->setObjectName(QStringLiteral("add-image.browse"));
    browseButton->setAccessibleName(tr("Browse for the file"));
    browseButton->setAutoDefault(false);
    auto* choice = new QHBoxLayout;
    choice->addWidget(m_here);
    choice->addWidget(there);
    choice->addStretch(1);
    auto* file = new QHBoxLayout;
    file->addWidget(m_file, 1);
    file->addWidget(browseButton);
    auto* layout = new QVBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(choice);
    layout->addLayout(file);
    connect(browseButton, &QPushButton::clicked, this, &AddImageDialog::browse);
    connect(m_here, &QRadioButton::toggled, browseButton, &QWidget::setEnabled);
    connect(m_here, &QRadioButton::toggled, this, &AddImageDialog::inputChanged);
    connect(m_file, &QLineEdit::textChanged, this, [this](const QString& path) {
        proposeFrom(path);
        inputChanged();
    });
    return row;
}

void AddImageDialog::browse()
{
    m_context.prompts.openFile(this, tr("Image"),
                               tr("Images (*.img *.raw *.qcow2 *.zst);;All files (*)"),
                               [this](const QString& path) { m_file->setText(path); });
}

void AddImageDialog::proposeFrom(const QString& file)
{
    const QString name = QFileInfo(file).fileName();
    if (name.endsWith(u".qcow2"))
        m_format->setCurrentText(QStringLiteral("qcow2"));
    else if (name.endsWith(u".tar.zst"))
        m_format->setCurrentText(QStringLiteral("tar.zst"));
    else
        m_format->setCurrentText(QStringLiteral("raw"));
    if (!m_name->isModified())
        m_name->setText(name.section(u'.', 0, 0));
}

QString AddImageDialog::whyNot() const
{
    static const QRegularExpression hash(QStringLiteral("\\A([0-9a-fA-F]{64})?\\z"));
    if (m_file->text().trimmed().isEmpty())
        return tr("Choose a file");
    if (m_here->isChecked() && !QFileInfo(m_file->text()).isFile())
        return tr("There is no such file on this computer");
    if (m_name->text().trimmed().isEmpty())
        return tr("Type a name");
    if (!hash.match(m_sha256->text().trimmed()).hasMatch())
        return tr("A SHA-256 has 64 hexadecimal digits");
    return {};
}

std::vector<Command> AddImageDialog::commands() const
{
    QJsonObject body{{QStringLiteral("name"), m_name->text().trimmed()},
                     {QStringLiteral("os"), m_os->text().trimmed()},
                     {QStringLiteral("version"), m_version->text().trimmed()},
                     {QStringLiteral("architecture"), m_architecture->currentText()},
                     {QStringLiteral("format"), m_format->currentText()},
                     {QStringLiteral("sha256"), m_sha256->text().trimmed().toLower()}};
    if (m_here->isChecked())
        body.insert(QStringLiteral("size_bytes"), QFileInfo(m_file->text()).size());
    else
        body.insert(QStringLiteral("path"), m_file->text().trimmed());
    return {{QStringLiteral("/images"), body, {}}};
}

void AddImageDialog::submit()
{
    if (!m_here->isChecked()) {
        CommandDialog::submit();
        return;
    }
    setBusy(true);
    const Command command = commands().front();
    m_context.site.post(command.path, command.body, this,
                        [this](const Result<QJsonObject>& answer) {
                            if (!answer) {
                                setBusy(false);
                                say(answer.error(), {});
                                return;
                            }
                            upload(answer->value(u"id").toString());
                        });
}

void AddImageDialog::upload(const QString& imageId)
{
    m_bar->setVisible(true);
    const auto progress = [bar = m_bar](qint64 sent, qint64 total) {
        constexpr int steps = 1000;
        bar->setRange(0, steps);
        bar->setValue(total > 0 ? int(steps * sent / total) : 0);
    };
    m_context.site.upload(QStringLiteral("/images/%1/content").arg(imageId), m_file->text(),
                          progress, this, [this](const Result<QJsonObject>& answer) {
                              m_bar->setVisible(false);
                              setBusy(false);
                              if (!answer) {
                                  say(answer.error(), {});
                                  return;
                              }
                              emit sent(*answer);
                              accept();
                          });
}

} // namespace rackhouse
