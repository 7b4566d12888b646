#include "widgets/machines/machinedialogs.h"

#include "models/domain/asset.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

namespace rackhouse
{

namespace
{

QString tr(const char* text, int n = -1)
{
    return QCoreApplication::translate("MachineDialogs", text, nullptr, n);
}

QString nameOf(const QJsonObject& machine)
{
    return machine.value(u"name"_qs).toString();
}

QStringList linesOf(const QPlainTextEdit* text)
{
    QStringList lines;
    for (const QString& line : text->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    }
    return lines;
}

} // namespace

QString userDataProblem(const QString& text)
{
    if (text.trimmed().isEmpty())
        return {};
    if (!text.startsWith(u"#cloud-config"))
        return text.startsWith(u"#!") ? QString() : tr("User-data starts with #cloud-config or #!");
    try {
        const YAML::Node node = YAML::Load(text.toStdString());
        return node.IsMap() || node.IsNull() ? QString()
                                             : tr("User-data is not a set of names and values");
    } catch (const YAML::Exception& error) {
        return tr("User-data is not YAML, line %1: %2")
            .arg(error.mark.line + 1)
            .arg(QString::fromStdString(error.msg));
    }
}

void submitJobs(Context context, FormDialog* dialog, const QString& kind,
                const std::vector<QJsonObject>& machines, const QJsonObject& params)
{
    dialog->setBusy(true);
    auto left = std::make_shared<int>(int(machines.size()));
    for (const QJsonObject& machine : machines) {
        QJsonObject own = params;
        if (kind == u"wipe" || kind == u"inspect")
            own.insert(u"confirm"_qs, machine.value(u"serial"_qs));
        const QJsonObject body{
            {u"kind"_qs, kind}, {u"machine_id"_qs, machine.value(u"id"_qs)}, {u"params"_qs, own}};
        context.site.post(
            u"/jobs"_qs, body, dialog,
            [dialog, left, name = nameOf(machine)](const Result<QJsonObject>& answer) {
                if (!answer)
                    dialog->fail(name + u": "_qs + problemText(answer.error()),
                                 answer.error().detail);
                else if (--*left == 0)
                    dialog->accept();
            });
    }
}

FormDialog* makeProvisionDialog(Context context, const QJsonObject& machine, QWidget* parent)
{
    auto* dialog = new FormDialog(context, u"provision"_qs, tr("Provision %1").arg(nameOf(machine)),
                                  tr("The image is written to the first disk. The job is done when "
                                     "the new system has phoned home."),
                                  tr("Provision %1").arg(nameOf(machine)), parent);
    auto* images = new QComboBox(dialog);
    dialog->addWidget(u"image"_qs, tr("Image"), images);
    QLineEdit* hostname =
        dialog->addLine(u"hostname"_qs, tr("Hostname"), {}, nameOf(machine).toLower());
    QPlainTextEdit* keys =
        dialog->addText(u"keys"_qs, tr("SSH keys"), u"ssh-ed25519 AAAA… jane@desk"_qs);
    QPlainTextEdit* userData = dialog->addText(u"user-data"_qs, tr("User-data (optional)"),
                                               u"#cloud-config\npackages: [htop]"_qs);
    context.records.fetch<std::vector<Image>>(
        dialog,
        [](Rows& rows) {
            return rows.list<Image>({.equals = {{u"state"_qs, enumText(ImageState::Ready)}}});
        },
        [images, dialog](const std::vector<Image>& found) {
            for (const Image& image : found)
                images->addItem(image.name, image.id.text());
            dialog->verb()->setEnabled(!found.empty());
            if (found.empty())
                dialog->verb()->setToolTip(tr("Add an image to the catalog first"));
        });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        static const QRegularExpression host(u"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"_qs);
        if (!host.match(hostname->text()).hasMatch())
            return dialog->fail(
                tr("The hostname has letters, digits and hyphens only, 63 at most."));
        if (linesOf(keys).isEmpty())
            return dialog->fail(tr("Give at least one SSH key, or nobody can log in."));
        if (const QString problem = userDataProblem(userData->toPlainText()); !problem.isEmpty())
            return dialog->fail(problem);
        QJsonObject params{{u"image_id"_qs, images->currentData().toString()},
                           {u"hostname"_qs, hostname->text()},
                           {u"ssh_keys"_qs, QJsonArray::fromStringList(linesOf(keys))}};
        if (!userData->toPlainText().trimmed().isEmpty())
            params.insert(u"user_data"_qs, userData->toPlainText());
        submitJobs(context, dialog, u"provision"_qs, {machine}, params);
    });
    return dialog;
}

namespace
{

/// Lists the machines and asks for the serial, or for the count of several, before a job of that
/// kind starts on each.
FormDialog* makeTypedDialog(Context context, const QString& kind, const QString& verb,
                            const QString& text, std::vector<QJsonObject> machines, QWidget* parent)
{
    const bool one = machines.size() == 1;
    QStringList targets;
    for (const QJsonObject& machine : machines)
        targets << nameOf(machine) + u"   "_qs + machine.value(u"serial"_qs).toString() +
                       u"   "_qs + machine.value(u"model"_qs).toString();
    auto* dialog = new FormDialog(context, kind, verb, text, verb, parent);
    dialog->makeDangerous();
    auto* list = new QPlainTextEdit(targets.join(u'\n'), dialog);
    list->setReadOnly(true);
    list->setFont(Theme::monoFont());
    const int lines = qMin(int(machines.size()), 7);
    list->setFixedHeight(lines * QFontMetrics(list->font()).lineSpacing() + space::large);
    dialog->addWidget(u"targets"_qs, tr("Machines"), list);
    const QString expected =
        one ? machines.front().value(u"serial"_qs).toString() : QString::number(machines.size());
    QLineEdit* typed =
        dialog->addLine(u"confirm"_qs, one ? tr("Type the serial") : tr("Type how many"),
                        one ? tr("as it stands above") : QString());
    dialog->verb()->setEnabled(false);
    dialog->verb()->setToolTip(tr("Type it first"));
    QObject::connect(typed, &QLineEdit::textChanged, dialog,
                     [dialog, expected](const QString& given) {
                         dialog->verb()->setEnabled(!expected.isEmpty() && given == expected);
                     });
    QObject::connect(dialog, &FormDialog::submitted, dialog,
                     [=] { submitJobs(context, dialog, kind, machines, {}); });
    return dialog;
}

} // namespace

FormDialog* makeWipeDialog(Context context, std::vector<QJsonObject> machines, QWidget* parent)
{
    const QString verb = machines.size() == 1 ? tr("Wipe %1").arg(nameOf(machines.front()))
                                              : tr("Wipe %n machines", int(machines.size()));
    return makeTypedDialog(context, u"wipe"_qs, verb,
                           tr("Everything on every drive is erased and cannot be brought back. A "
                              "record is kept for each drive."),
                           std::move(machines), parent);
}

FormDialog* makeInspectDialog(Context context, std::vector<QJsonObject> machines, QWidget* parent)
{
    const QString verb = machines.size() == 1 ? tr("Inspect %1").arg(nameOf(machines.front()))
                                              : tr("Inspect %n machines", int(machines.size()));
    return makeTypedDialog(
        context, u"inspect"_qs, verb,
        tr("What runs on a provisioned machine is cut off: it boots a RAM system "
           "and then its own again. Nothing on its drives changes."),
        std::move(machines), parent);
}

FormDialog* makePowerDialog(Context context, std::vector<QJsonObject> machines, QWidget* parent)
{
    const QString title = machines.size() == 1 ? tr("Power of %1").arg(nameOf(machines.front()))
                                               : tr("Power of %n machines", int(machines.size()));
    auto* dialog = new FormDialog(context, u"power"_qs, title, {}, tr("Switch power"), parent);
    auto* action = new QComboBox(dialog);
    action->addItem(tr("On"), u"on"_qs);
    action->addItem(tr("Off, asking the system first"), u"off"_qs);
    action->addItem(tr("Off at once"), u"force-off"_qs);
    action->addItem(tr("Off and on again"), u"cycle"_qs);
    dialog->addWidget(u"action"_qs, tr("Power"), action);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        submitJobs(context, dialog, u"power"_qs, machines,
                   {{u"action"_qs, action->currentData().toString()}});
    });
    return dialog;
}

FormDialog* makeDiscoverDialog(Context context, QWidget* parent)
{
    auto* dialog = new FormDialog(
        context, u"discover"_qs, tr("Discover machines"),
        tr("Every address is asked for a Redfish service; the machines behind them appear here."),
        tr("Discover machines"), parent);
    QPlainTextEdit* addresses = dialog->addText(u"addresses"_qs, tr("Addresses"),
                                                u"10.0.8.1-10.0.8.254\nbmc-a07.example"_qs);
    QLineEdit* port = dialog->addLine(u"port"_qs, tr("Port"), {}, u"443"_qs);
    QLineEdit* user = dialog->addLine(u"user"_qs, tr("User"), {}, u"admin"_qs);
    QLineEdit* password = dialog->addLine(u"password"_qs, tr("Password"));
    password->setEchoMode(QLineEdit::Password);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        if (linesOf(addresses).isEmpty())
            return dialog->fail(tr("Give at least one address or range."));
        const QJsonObject body{{u"addresses"_qs, QJsonArray::fromStringList(linesOf(addresses))},
                               {u"port"_qs, port->text().toInt()},
                               {u"username"_qs, user->text()},
                               {u"password"_qs, password->text()}};
        dialog->setBusy(true);
        context.site.post(u"/discoveries"_qs, body, dialog,
                          [dialog](const Result<QJsonObject>& answer) {
                              if (answer)
                                  dialog->accept();
                              else
                                  dialog->fail(problemText(answer.error()), answer.error().detail);
                          });
    });
    return dialog;
}

} // namespace rackhouse
