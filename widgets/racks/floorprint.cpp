// What the floor puts on paper: the site or the plan of a hall, its racks, or its list.
#include "models/items/floormodel.h"
#include "widgets/common/format.h"
#include "widgets/common/sitelink.h"
#include "widgets/common/tablepaper.h"
#include "widgets/hall/hallview.h"
#include "widgets/racks/floorpage.h"
#include "widgets/racks/pastfloor.h"
#include "widgets/shell/actionregistry.h"

#include <QTreeView>

namespace rackhouse
{

QString FloorPage::whyNotPrint() const
{
    const bool some = picture() != nullptr && !picture()->halls().empty();
    return some ? QString() : tr("No rack is known here");
}

void FloorPage::print()
{
    if (m_mode == FloorMode::Racks)
        return m_context.actions.action(u"floor.print"_qs)->trigger();
    QStringList notes{m_context.site.siteName(), measureTitle(m_plan->measure())};
    if (!m_filterText.isEmpty())
        notes << tr("filter %1").arg(m_filterText);
    notes << exactTime(m_past->moment().value_or(m_context.clock.now()));
    notes.removeAll(QString());
    const QString note = notes.join(u" · "_qs);
    if (m_mode == FloorMode::Site)
        return printOn(m_plan->paper(tr("All halls"), note));
    if (m_mode == FloorMode::Plan)
        return printOn(m_plan->paper(FloorModel::hallTitle(m_hall), note));
    TablePaper::Content content = contentOf(*m_tree);
    content.title = tr("Floor");
    content.note = note;
    printOn(std::make_shared<TablePaper>(std::move(content)));
}

} // namespace rackhouse
