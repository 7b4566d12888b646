#include "widgets/common/listexport.h"

#include "widgets/common/messagestrip.h"
#include "widgets/common/prompts.h"
#include "widgets/common/tabletext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSaveFile>
#include <QTreeWidget>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("ListExport", text);
}

} // namespace

void exportList(Prompts& prompts, const QTreeWidget& list, MessageStrip& strip,
                const QString& title, const QString& proposal)
{
    prompts.saveFile(
        strip.parentWidget(), title, proposal, tr("CSV (*.csv)"),
        [&list, &strip](const QString& path) {
            const QByteArray text = tableText(*list.model(), u',').toUtf8();
            QSaveFile file(path);
            if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
                strip.setMessage(Tone::Ok,
                                 tr("%1 lines are in %2.")
                                     .arg(QLocale().toString(list.topLevelItemCount()), path));
            else
                strip.setMessage(Tone::Critical,
                                 tr("%1 could not be written. Choose another folder.").arg(path),
                                 file.errorString());
        });
}

} // namespace rackhouse
