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

UploadFields UploadFields::add(Context context, FormDialog* dialog, const Words& words,
                               const std::function<void(const QString&)>& chosen)
{
    auto* source = new QWidget(dialog);
    auto* file = new QLineEdit(source);
    file->setObjectName(u"dialog.%1.file"_qs.arg(words.name));
    file->setAccessibleName(words.title);
    auto* choose = new QPushButton(tr("Choose file…"), source);
    choose->setObjectName(u"dialog.%1.choose"_qs.arg(words.name));
    choose->setAccessibleName(tr("Choose file"));
    choose->setAutoDefault(false);
    auto* row = new QHBoxLayout(source);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(file, 1);
    row->addWidget(choose);
    dialog->addWidget(u"source"_qs, words.label, source);
    QObject::connect(choose, &QPushButton::clicked, dialog, [=] {
        context.prompts.openFile(dialog, words.title, words.filter, [=](const QString& path) {
            file->setText(path);
            if (chosen)
                chosen(path);
        });
    });
    return {file, nullptr};
}

void UploadFields::addBar(FormDialog* dialog)
{
    bar = new QProgressBar(dialog);
    bar->setRange(0, 1000);
    bar->setTextVisible(false);
    dialog->addWidget(u"progress"_qs, tr("Sent"), bar);
    dialog->setRowVisible(bar, false);
}

QString UploadFields::whyNot() const
{
    const QFileInfo info(file->text());
    return info.isFile() && info.isReadable() ? QString() : tr("Choose a file that can be read.");
}

QString UploadFields::query() const
{
    const QFileInfo info(file->text());
    return topologyQuery(info.fileName(), info.lastModified());
}

void UploadFields::send(Context context, FormDialog* dialog, const QString& path,
                        const QString& local, Done done) const
{
    dialog->setRowVisible(bar, true);
    context.site.upload(
        path, local,
        [bar = bar](qint64 sent, qint64 total) {
            bar->setValue(total > 0 ? int(sent * 1000 / total) : 0);
        },
        dialog, std::move(done));
}

} // namespace rackhouse
