#include "widgets/cabling/netqdialog.h"

#include "models/base/json.h"
#include "models/topology/netq.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/uploadfields.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QLineEdit>

namespace rackhouse
{

namespace
{

constexpr qsizetype kNamed = 3; ///< devices that the books lack, in a sentence

QString tr(const char* text)
{
    return QCoreApplication::translate("NetqDialog", text);
}

QString whyNotRead(const UploadFields& fields)
{
    if (const QString why = fields.whyNot(); !why.isEmpty())
        return why;
    if (QFileInfo(fields.file->text()).size() > kMostNetqBytes)
        return problemText(makeError("topology-too-large", {{u"limit"_qs, kMostNetqBytes >> 20}}));
    return {};
}

/// Cables of devices that no books know are kept and drawn in the fabrics; hosts of that kind are
/// not.
bool isKept(const QJsonObject& answer)
{
    return integerOr(answer, answer.contains(u"hosts"_qs) ? u"known"_qs : u"cables"_qs) > 0;
}

QString countsOf(const QJsonObject& answer)
{
    const qint64 known = integerOr(answer, u"known"_qs);
    if (answer.contains(u"hosts"_qs))
        return tr("NMX: %L1 of %L2 hosts are in the books.")
            .arg(known)
            .arg(integerOr(answer, u"hosts"_qs));
    QString text = tr("NetQ: %L1 of %L2 devices are in the books; cables: %L3.")
                       .arg(known)
                       .arg(integerOr(answer, u"devices"_qs))
                       .arg(integerOr(answer, u"cables"_qs));
    if (const qint64 skipped = integerOr(answer, u"skipped"_qs); skipped > 0)
        text += u' ' + tr("Links left out because an end is missing: %L1.").arg(skipped);
    return text;
}

/// What was taken in, and which devices the books lack.
QString summary(const QJsonObject& answer)
{
    QString text = countsOf(answer);
    if (!isKept(answer))
        text.prepend(tr("Nothing was kept.") + u' ');
    const qint64 unknown = integerOr(answer, u"unknown_count"_qs);
    if (unknown == 0)
        return text;
    QStringList names;
    const QJsonArray list = answer.value(u"unknown"_qs).toArray();
    for (const QJsonValue& name : list)
        names << name.toString();
    const QString first = names.mid(0, kNamed).join(u", "_qs);
    return text + u' ' +
           (unknown > kNamed
                ? tr("The books do not know %1 and %L2 more.").arg(first).arg(unknown - kNamed)
                : tr("The books do not know %1.").arg(first));
}

void failWith(FormDialog* dialog, const Error& error)
{
    dialog->fail(problemText(error), error.detail);
}

} // namespace

FormDialog* makeReadNetqDialog(Context context, QWidget* window)
{
    auto* dialog = new FormDialog(
        context, u"netq-read"_qs, tr("Read NetQ"),
        tr("Choose the topology graph of NetQ, in JSON: it tells of many devices at once which "
           "port is cabled to which. The list of compute nodes of NMX is read here as well: where "
           "each host stands in its NVLink domain. The file says what it is, and replaces the one "
           "of its kind that was read before."),
        tr("Read"), window);
    UploadFields fields = UploadFields::add(
        context, dialog, {u"netq-read"_qs, tr("File"), tr("File of NetQ or NMX"), tr("Text (*)")});
    fields.addBar(dialog);
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        if (const QString why = whyNotRead(fields); !why.isEmpty())
            return dialog->fail(why);
        dialog->setBusy(true);
        fields.send(context, dialog, u"/netq?"_qs + fields.query(), fields.file->text(),
                    [=](const Result<QJsonObject>& answer) {
                        if (!answer)
                            return failWith(dialog, answer.error());
                        new Toast(context.theme, isKept(*answer) ? Tone::Ok : Tone::Warning,
                                  summary(*answer), window);
                        dialog->accept();
                    });
    });
    return dialog;
}

FormDialog* makeForgetNetqDialog(Context context, QWidget* window)
{
    auto* dialog = new FormDialog(
        context, u"netq-forget"_qs, tr("Forget NetQ"),
        tr("What NetQ told of cables and NMX of NVLink domains is removed. What devices tell "
           "themselves stays. To have it again, read the files once more."),
        tr("Forget"), window);
    dialog->makeDangerous();
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        dialog->setBusy(true);
        context.site.remove(u"/netq"_qs, dialog, [dialog](const Result<QJsonObject>& answer) {
            if (answer)
                dialog->accept();
            else
                failWith(dialog, answer.error());
        });
    });
    return dialog;
}

} // namespace rackhouse
