#include "widgets/common/sharedfilters.h"

#include "models/domain/wiring.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"

#include <QCoreApplication>
#include <QMenu>

namespace rackhouse
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("SharedFilters", text);
}

void share(SiteLink& site, const FilterMenuPage& page)
{
    const QJsonObject body{
        {u"kind"_qs, page.info.kindText()}, {u"name"_qs, page.now}, {u"text"_qs, page.now}};
    site.post(u"/shared-filters"_qs, body, page.guard,
              [tell = page.tell](const Result<QJsonObject>& answer) {
                  if (!answer)
                      tell(answer.error());
              });
}

} // namespace

void addSharedFilters(const Context& context, QMenu* menu, const FilterMenuPage& page)
{
    const auto shared = context.records.replica()
                            .list<SharedFilter>(context.records.site(),
                                                {.equals = {{u"kind"_qs, page.info.kindText()}},
                                                 .orderBy = u"name"_qs})
                            .value_or(std::vector<SharedFilter>());
    QString current;
    if (!shared.empty())
        menu->addSection(tr("Shared at the site"));
    for (const SharedFilter& filter : shared) {
        const QString text =
            filter.owner.isEmpty() ? filter.name : tr("%1 (%2)").arg(filter.name, filter.owner);
        // An ampersand is no mnemonic here.
        menu->addAction(QString(text).replace(u'&', u"&&"_qs), page.guard,
                        [use = page.use, wanted = filter.text] { use(wanted); });
        if (filter.text == page.now)
            current = filter.id.text();
    }
    menu->addSeparator();
    const QString whyNot = context.site.whyNot(Role::Operator);
    SiteLink& site = context.site;
    QAction* sharing = menu->addAction(tr("Share with everyone at the site"), page.guard,
                                       [&site, page] { share(site, page); });
    sharing->setObjectName(u"filter.share"_qs);
    sharing->setEnabled(whyNot.isEmpty() && current.isEmpty() && !page.now.isEmpty());
    sharing->setToolTip(whyNot);
    QAction* ending =
        menu->addAction(tr("Stop sharing this filter"), page.guard, [&site, page, current] {
            site.remove(u"/shared-filters/"_qs + current, page.guard,
                        [tell = page.tell](const Result<QJsonObject>& answer) {
                            if (!answer)
                                tell(answer.error());
                        });
        });
    ending->setObjectName(u"filter.unshare"_qs);
    ending->setEnabled(whyNot.isEmpty() && !current.isEmpty());
    ending->setToolTip(whyNot);
}

} // namespace rackhouse
