#include "widgets/machines/machinedialogs.h"

#include "models/domain/asset.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/theme.h"
#include "widgets/machines/joborders.h"
#include "widgets/market/holdingtext.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTextBlock>
#include <QtMath>

#include <yaml-cpp/yaml.h>

#include <algorithm>

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

QString serialOf(const QJsonObject& machine)
{
    return machine.value(u"serial"_qs).toString();
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

namespace
{

/// Lines that can be copied, as high as they are when wrapped; many of them scroll.
class TargetList : public QPlainTextEdit
{
public:
    TargetList(const QStringList& targets, QWidget* parent)
        : QPlainTextEdit(targets.join(u'\n'), parent)
    {
        setReadOnly(true);
        setTabChangesFocus(true);
        setFont(Theme::monoFont());
        fit();
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QPlainTextEdit::resizeEvent(event);
        fit();
    }

private:
    void fit()
    {
        constexpr int mostLines = 9;
        const int most = mostLines * fontMetrics().lineSpacing();
        qreal height = 0;
        for (QTextBlock line = document()->begin(); line.isValid() && height < most;
             line = line.next())
            height += blockBoundingRect(line).height();
        setFixedHeight(qMin(most, qCeil(height)) + space::large);
    }
};

/// The machines that a dialog is about.
void addTargets(FormDialog* dialog, const std::vector<QJsonObject>& machines)
{
    QStringList targets;
    for (const QJsonObject& machine : machines)
        targets << nameOf(machine) + u"   "_qs + serialOf(machine) + u"   "_qs +
                       machine.value(u"model"_qs).toString();
    dialog->addWidget(u"targets"_qs, tr("Machines"), new TargetList(targets, dialog));
}

/// What a person types to show that they know what they do: the serial of one machine (its name
/// where it has none), the count of several.
QString confirmationOf(const std::vector<QJsonObject>& machines)
{
    if (machines.size() != 1)
        return QString::number(machines.size());
    const QString serial = serialOf(machines.front());
    return serial.isEmpty() ? nameOf(machines.front()) : serial;
}

QLineEdit* addConfirmation(FormDialog* dialog, const std::vector<QJsonObject>& machines)
{
    if (machines.size() != 1)
        return dialog->addLine(u"confirm"_qs, tr("Type how many"));
    return dialog->addLine(u"confirm"_qs,
                           serialOf(machines.front()).isEmpty() ? tr("Type the name")
                                                                : tr("Type the serial"),
                           tr("as it stands above"));
}

/// Lists the machines and asks for the serial, or for the count of several, before a job of that
/// kind starts on each.
FormDialog* makeTypedDialog(Context context, const QString& kind, const QString& verb,
                            const QString& text, const std::vector<QJsonObject>& machines,
                            QWidget* parent)
{
    auto* dialog = new FormDialog(context, kind, verb, text, verb, parent);
    dialog->makeDangerous();
    addTargets(dialog, machines);
    addHoldingWarning(context, dialog, machines);
    const QLineEdit* typed = addConfirmation(dialog, machines);
    const auto judge = [dialog, typed, expected = confirmationOf(machines)] {
        dialog->setReady(typed->text() == expected, tr("Type it first"));
    };
    judge();
    QObject::connect(typed, &QLineEdit::textChanged, dialog, judge);
    auto* orders = new JobOrders(context, dialog, kind, machines);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [orders] { orders->send({}); });
    return dialog;
}

/// Whether that action may cut off what runs on one of the machines.
bool cutsOff(const QString& action, const std::vector<QJsonObject>& machines)
{
    if (action == u"on")
        return false;
    return action != u"off" ||
           std::any_of(machines.begin(), machines.end(), [](const QJsonObject& machine) {
               return machine.value(u"state"_qs).toString() != enumText(MachineState::Available);
           });
}

/// Fills in the images of the machine's site that can be written, then judges the form again.
void fetchImages(Context context, const QString& site, QComboBox* images,
                 std::function<void()> judge)
{
    context.records.fetch<std::vector<Image>>(
        images,
        [site](Rows& rows) {
            return rows.of(site).list<Image>(
                {.equals = {{u"state"_qs, enumText(ImageState::Ready)}}});
        },
        [images, judge = std::move(judge)](const std::vector<Image>& found) {
            for (const Image& image : found)
                images->addItem(image.name, image.id.text());
            judge();
        });
}

} // namespace

FormDialog* makeProvisionDialog(Context context, const QJsonObject& machine, QWidget* parent)
{
    auto* dialog = new FormDialog(context, u"provision"_qs, tr("Provision %1").arg(nameOf(machine)),
                                  tr("The image is written to the first disk, over what is there. "
                                     "The job is done when the new system has phoned home."),
                                  tr("Provision %1").arg(nameOf(machine)), parent);
    dialog->makeDangerous();
    addTargets(dialog, {machine});
    addHoldingWarning(context, dialog, {machine});
    auto* images = new QComboBox(dialog);
    dialog->addWidget(u"image"_qs, tr("Image"), images);
    images->setFocus();
    QLineEdit* hostname =
        dialog->addLine(u"hostname"_qs, tr("Hostname"), {}, nameOf(machine).toLower());
    QPlainTextEdit* keys =
        dialog->addText(u"keys"_qs, tr("SSH keys"), u"ssh-ed25519 AAAA… jane@desk"_qs);
    QPlainTextEdit* userData = dialog->addText(u"user-data"_qs, tr("User-data (optional)"),
                                               u"#cloud-config\npackages: [htop]"_qs);
    const QLineEdit* typed = addConfirmation(dialog, {machine});
    const auto judge = [dialog, images, typed, expected = confirmationOf({machine})] {
        const bool none = images->count() == 0;
        dialog->setReady(!none && typed->text() == expected,
                         none ? tr("Add an image to the catalog first") : tr("Type it first"));
    };
    judge();
    fetchImages(context, machine.value(u"site_key"_qs).toString(), images, judge);
    QObject::connect(typed, &QLineEdit::textChanged, dialog, judge);
    auto* orders = new JobOrders(context, dialog, u"provision"_qs, {machine});
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
        orders->send(params);
    });
    return dialog;
}

FormDialog* makeWipeDialog(Context context, const std::vector<QJsonObject>& machines,
                           QWidget* parent)
{
    const QString verb = machines.size() == 1 ? tr("Wipe %1").arg(nameOf(machines.front()))
                                              : tr("Wipe %n machines", int(machines.size()));
    return makeTypedDialog(context, u"wipe"_qs, verb,
                           tr("Everything on every drive is erased and cannot be brought back. A "
                              "record is kept for each drive."),
                           machines, parent);
}

FormDialog* makeInspectDialog(Context context, const std::vector<QJsonObject>& machines,
                              QWidget* parent)
{
    const QString verb = machines.size() == 1 ? tr("Inspect %1").arg(nameOf(machines.front()))
                                              : tr("Inspect %n machines", int(machines.size()));
    return makeTypedDialog(
        context, u"inspect"_qs, verb,
        tr("What runs on a provisioned machine is cut off: it boots a RAM system "
           "and then its own again. Nothing on its drives changes."),
        machines, parent);
}

FormDialog* makePowerDialog(Context context, const std::vector<QJsonObject>& machines,
                            QWidget* parent)
{
    const QString title = machines.size() == 1 ? tr("Power of %1").arg(nameOf(machines.front()))
                                               : tr("Power of %n machines", int(machines.size()));
    auto* dialog = new FormDialog(context, u"power"_qs, title, {}, tr("Switch power"), parent);
    addTargets(dialog, machines);
    auto* action = new QComboBox(dialog);
    action->addItem(tr("On"), u"on"_qs);
    action->addItem(tr("Off, asking the system first"), u"off"_qs);
    action->addItem(tr("Off at once"), u"force-off"_qs);
    action->addItem(tr("Off and on again"), u"cycle"_qs);
    dialog->addWidget(u"action"_qs, tr("Power"), action);
    action->setFocus();
    QLineEdit* typed = addConfirmation(dialog, machines);
    const auto judge = [=, expected = confirmationOf(machines)] {
        const bool danger = cutsOff(action->currentData().toString(), machines);
        dialog->setRowVisible(typed, danger);
        dialog->makeDangerous(danger);
        dialog->setReady(!danger || typed->text() == expected, tr("Type it first"));
    };
    judge();
    QObject::connect(action, &QComboBox::currentIndexChanged, dialog, judge);
    QObject::connect(typed, &QLineEdit::textChanged, dialog, judge);
    auto* orders = new JobOrders(context, dialog, u"power"_qs, machines);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        orders->send({{u"action"_qs, action->currentData().toString()}});
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
