#include "widgets/market/timezonedialog.h"

#include "models/domain/allocation.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"

#include <QComboBox>
#include <QCompleter>
#include <QCoreApplication>
#include <QTimeZone>

#include <memory>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("TimeZoneDialog", text);
}

/// The list of all zones, in which typing finds a part of a name.
QComboBox* makeZones(QWidget* parent)
{
    auto* zones = new QComboBox(parent);
    zones->setEditable(true);
    zones->setInsertPolicy(QComboBox::NoInsert);
    zones->completer()->setCompletionMode(QCompleter::PopupCompletion);
    zones->completer()->setFilterMode(Qt::MatchContains);
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds())
        zones->addItem(QString::fromLatin1(id));
    return zones;
}

} // namespace

FormDialog* makeTimeZoneDialog(Context context, QWidget* parent)
{
    auto* dialog = new FormDialog(context, u"time-zone"_qs, tr("Time zone of the site"),
                                  tr("Months are billed from midnight to midnight there. The "
                                     "times that you see stay those of this computer."),
                                  tr("Set time zone"), parent);
    QComboBox* zones = makeZones(dialog);
    dialog->addWidget(u"zone"_qs, tr("Time zone"), zones);
    zones->setCurrentIndex(-1);
    const auto judge = [dialog, zones] {
        dialog->setReady(zones->findText(zones->currentText()) >= 0,
                         tr("Choose a time zone of the list"));
    };
    judge();
    QObject::connect(zones, &QComboBox::editTextChanged, dialog, judge);
    const auto known = std::make_shared<SiteSettings>();
    context.records.fetch<std::vector<SiteSettings>>(
        dialog, [](Rows& rows) { return rows.list<SiteSettings>(); },
        [known, zones](const std::vector<SiteSettings>& rows) {
            if (rows.empty())
                return;
            *known = rows.front();
            if (zones->currentText().isEmpty())
                zones->setEditText(known->timeZone);
        });
    QObject::connect(dialog, &FormDialog::submitted, dialog, [=] {
        const QString path = u"/site-settings"_qs;
        const QJsonObject body{{u"time_zone"_qs, zones->currentText()}};
        const auto done = [dialog](const Result<QJsonObject>& answer) {
            if (answer)
                dialog->accept();
            else
                dialog->fail(problemText(answer.error()), answer.error().detail);
        };
        dialog->setBusy(true);
        if (known->id.isEmpty())
            context.site.post(path, body, dialog, done);
        else
            context.site.patch(path + u'/' + known->id.text(), body, known->revision, dialog, done);
    });
    return dialog;
}

} // namespace rackhouse
