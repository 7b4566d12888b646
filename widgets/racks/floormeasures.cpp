// What the floor is shaded by, and what the inspector says of it.
#include "widgets/common/inspector.h"
#include "widgets/common/settings.h"
#include "widgets/hall/halllegend.h"
#include "widgets/hall/hallview.h"
#include "widgets/racks/device.h"
#include "widgets/racks/floorpage.h"
#include "widgets/racks/pastfloor.h"
#include "widgets/racks/rackmodel.h"
#include "widgets/racks/rackpane.h"
#include "widgets/shell/actionregistry.h"

namespace rackhouse
{

void FloorPage::addMeasureActions()
{
    for (const auto& [measure, word] : EnumWords<FloorMeasure>::words)
        m_context.actions.add(
            {.id = u"floor.measure-"_qs + QLatin1String(word),
             .menu = {},
             .text = tr("Shade by: %1").arg(measureTitle(measure)),
             .icon = u"floor"_qs,
             .run = [this, measure = measure] { chooseMeasure(measure); },
             .whyNot = [this] { return isShown() ? QString() : tr("Open the floor first"); },
             .help = tr("Choose what racks and devices are shaded by")});
    const QString last = m_context.settings.value(setting::floorMeasure).toString();
    showMeasure(enumFromText<FloorMeasure>(last).value_or(FloorMeasure::Occupancy));
}

/// By the person, who finds it again the next time.
void FloorPage::chooseMeasure(FloorMeasure measure)
{
    m_context.settings.set(setting::floorMeasure, enumText(measure));
    showMeasure(measure);
    moveLink();
    devicesMoved();
}

void FloorPage::showMeasure(FloorMeasure measure)
{
    m_plan->setMeasure(measure);
    m_legend->setMeasure(measure);
    m_bar->setMeasure(measure);
    m_racks->setMeasure(measure);
}

void FloorPage::inspect(const RecordInfo& kind, const std::vector<QJsonObject>& rows)
{
    Inspector::Facts more;
    const RackModel& model = *m_racks->model();
    const auto device = Device::fromRow(kind.kindText(), rows.empty() ? QJsonObject() : rows[0]);
    if (const auto value = device ? model.measureOf(*device) : std::nullopt)
        more.emplace_back(measureTitle(model.measure()), value->sentence);
    const QString id = rows.empty() ? QString() : rows[0].value(u"id"_qs).toString();
    const QModelIndex index = device ? model.indexOfDevice(id) : model.indexOfRack(id);
    if (const QString depth = model.depthText(index); !depth.isEmpty())
        more.emplace_back(tr("Depth in the rack"), depth);
    m_inspector->show(kind, rows, more);
}

} // namespace rackhouse
