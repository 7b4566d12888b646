#include "widgets/fabric/fabricactions.h"

#include "models/domain/fabric.h"
#include "widgets/common/context.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/fabric/fabricdialog.h"
#include "widgets/shell/actionregistry.h"
#include "widgets/shell/mainwindow.h"

#include <QCoreApplication>
#include <QUrlQuery>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("WorkActions", text);
}

/// Whether a fabric is there to be removed; commands ask for it at once.
class ReadFabrics : public QObject
{
public:
    ReadFabrics(Context context, QObject* parent) : QObject(parent), m_context(context)
    {
        connect(&context.records, &Records::siteChanged, this, &ReadFabrics::refresh);
        connect(&context.records, &Records::changed, this, [this](const QSet<QString>& kinds) {
            if (kinds.contains(Fabric::record().kindText()))
                refresh();
        });
        refresh();
    }

    QString whyNotRemove() const
    {
        if (const QString reason = m_context.site.whyNot(Role::Operator); !reason.isEmpty())
            return reason;
        return m_count > 0 ? QString()
                           : tr("No fabric has been read here; Ethernet is drawn from LLDP and "
                                "cannot be removed");
    }

private:
    void refresh()
    {
        m_context.records.fetch<qint64>(
            this, [](Rows& rows) { return rows.count(Fabric::record()); },
            [this](const qint64& count) {
                m_count = count;
                m_context.actions.refresh();
            });
    }

    Context m_context;
    qint64 m_count = 0;
};

/// The fabric that the page shows; empty on another page.
QString shownFabric(const QWidget* window)
{
    const auto* main = qobject_cast<const MainWindow*>(window);
    const QUrl link = main != nullptr ? main->currentPage()->link() : QUrl();
    return QUrlQuery(link).queryItemValue(u"fabric"_qs, QUrl::FullyDecoded);
}

} // namespace

void addFabricActions(Context context, QWidget* window)
{
    const QString menu = QCoreApplication::translate("rackhouse::MainWindow", "&Site");
    const auto* fabrics = new ReadFabrics(context, window);
    context.actions.add(
        {.id = u"fabric.read"_qs,
         .menu = menu,
         .text = tr("Read fabric…"),
         .icon = u"switch"_qs,
         .run = [=] { context.prompts.open(makeReadFabricDialog(context, window)); },
         .whyNot = [=] { return context.site.whyNot(Role::Operator); },
         .help =
             tr("Read what ibnetdiscover printed, to see how a fabric is cabled, what its ports "
                "counted, how its switches are, or how it is planned")});
    context.actions.add({.id = u"fabric.remove"_qs,
                         .menu = menu,
                         .text = tr("Remove fabric…"),
                         .icon = u"edit-delete"_qs,
                         .run =
                             [=] {
                                 context.prompts.open(
                                     makeRemoveFabricDialog(context, shownFabric(window), window));
                             },
                         .whyNot = [=] { return fabrics->whyNotRemove(); },
                         .help = tr("Remove a fabric that was read, with all that is in it")});
}

} // namespace rackhouse
