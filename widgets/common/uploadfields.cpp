#include "widgets/common/uploadfields.h"

#include "models/topology/topologytext.h"
#include "widgets/common/prompts.h"
#include "widgets/common/sitelink.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("UploadFields", text);
}

} // namespace

UploadFields UploadFields::add(Context context, FormDialog* dialog, const QString& name,
                               const QString& title)
{
    auto* source = new QWidget(dialog);
    auto* file = new QLineEdit(source);
    file->setObjectName(u"dialog.%1.file"_qs.arg(name));
    file->setAccessibleName(title);
    auto* choose = new QPushButton(tr("Choose file…"), source);
    choose->setObjectName(u"dialog.%1.choose"_qs.arg(name));
    choose->setAccessibleName(tr("Choose file"));
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(file, 1);
    row->addWidget(choose);
    dialog->addWidget(u"source"_qs, tr("File"), source);
    auto* bar = new QProgressBar(dialog);
    bar->setRange(0, 1000);
    bar->setTextVisible(false);
    dialog->addWidget(u"progress"_qs, tr("Sent"), bar);
    dialog->setRowVisible(bar, false);
    QObject::connect(choose, &QPushButton::clicked, dialog, [=] {
        context.prompts.openFile(dialog, title, tr("Text (*)"),
                                 [=](const QString& chosen) { file->setText(chosen); });
    });
    return {file, bar};
}

void UploadFields::send(Context context, FormDialog* dialog, const QString& path,
                        std::function<void(const Result<QJsonObject>&)> done) const
{
    const QFileInfo info(file->text());
    dialog->setRowVisible(bar, true);
    context.site.upload(
        path + (path.contains(u'?') ? u'&' : u'?') +
            topologyQuery(info.fileName(), info.lastModified()),
        file->text(),
        [bar = bar](qint64 sent, qint64 total) {
            bar->setValue(total > 0 ? int(sent * 1000 / total) : 0);
        },
        dialog, std::move(done));
}

} // namespace rackhouse
