// How a person goes from the site into a hall and to a rack, and how the link says where that is.
#include "models/items/floormodel.h"
#include "widgets/hall/hallview.h"
#include "widgets/hall/rackcard.h"
#include "widgets/racks/floorpage.h"
#include "widgets/racks/pastfloor.h"

#include <QStackedWidget>

#include <algorithm>

namespace rackhouse
{

std::vector<Page::Crumb> FloorPage::crumbs() const
{
    std::vector<Crumb> way{
        {hasSeveralHalls() ? tr("Site") : tr("Floor"),
         makeLink(u"/floor"_qs, u"view"_qs, enumText(FloorMode::Site)).toString()}};
    if (m_mode == FloorMode::Site || picture() == nullptr || picture()->indexOfHall(m_hall) < 0)
        return way;
    way.push_back(
        {FloorModel::hallTitle(m_hall), makeLink(u"/floor"_qs, u"hall"_qs, m_hall).toString()});
    if (m_mode == FloorMode::Racks && currentRack() >= 0)
        way.push_back({picture()->rack(currentRack()).rack.name, {}});
    return way;
}

/// Says in the link what is shown.
void FloorPage::moveLink()
{
    QUrlQuery query;
    if (m_mode != FloorMode::Plan)
        query.addQueryItem(u"view"_qs, enumText(m_mode));
    const auto add = [&query](const QString& key, const QString& value) {
        if (!value.isEmpty())
            query.addQueryItem(key, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    if (m_mode != FloorMode::Site)
        add(u"hall"_qs, m_hall);
    // Racks and machines that a link has asked for are asked for until they are there.
    add(u"rack"_qs, (m_wish.racks.isEmpty() ? idsOf(selectedRacks()) : m_wish.racks).join(u','));
    add(u"machine"_qs, m_wish.machines.join(u','));
    add(u"device"_qs, m_wish.device);
    if (m_plan->measure() != FloorMeasure::Occupancy)
        add(u"measure"_qs, enumText(m_plan->measure()));
    add(u"filter"_qs, m_filterText);
    add(u"at"_qs, m_past->wanted() ? m_past->wanted()->toIso() : QString());
    QUrl here = makeLink(u"/floor"_qs);
    here.setQuery(query);
    if (here != link())
        setLink(here);
}

/// To what the link has asked for, where it is known by now. A reading that began for an earlier
/// link knows nothing of it.
bool FloorPage::goTo(const Snapshot& snapshot)
{
    const bool asked = !m_wish.isEmpty() && snapshot.wish == m_wish;
    const int rack = asked ? picture()->indexOfRack(snapshot.racks.value(0)) : -1;
    if (rack >= 0)
        m_hall = picture()->hall(picture()->rack(rack).hall).plan.name;
    // What stands in several halls is seen from where all of them are.
    const bool apart =
        rack >= 0 &&
        std::any_of(snapshot.racks.begin(), snapshot.racks.end(), [&](const QString& id) {
            const int other = picture()->indexOfRack(id);
            return other >= 0 && picture()->rack(other).hall != picture()->rack(rack).hall;
        });
    if (apart && m_wish.anyHall && m_mode == FloorMode::Plan)
        m_mode = FloorMode::Site;
    if (m_mode == FloorMode::Site)
        m_plan->showSite();
    else
        m_plan->setHall(m_hall);
    if (rack < 0)
        return false;
    const QString device = std::exchange(m_wish, {}).device;
    keepSelection(snapshot.racks, snapshot.racks.first());
    m_goTo = device.isEmpty() ? snapshot.racks.first() : device;
    m_plan->scrollTo(m_floor->indexOfRack(rack), QAbstractItemView::EnsureVisible);
    return true;
}

void FloorPage::setMode(FloorMode mode)
{
    if (m_plan->isArranging() && mode > FloorMode::Plan)
        arrange(false);
    m_mode = mode;
    m_bar->setMode(mode);
    m_views->setCurrentIndex(qMax(0, int(mode) - 1));
    m_side->setCurrentIndex(mode == FloorMode::Racks ? 1 : 0);
    if (picture() != nullptr) {
        m_bar->setHalls(*picture(), shownHall());
        if (mode == FloorMode::Site)
            m_plan->showSite();
        else
            m_plan->setHall(m_hall);
    }
    moveLink();
    // What is seen to be selected is what commands are for.
    if (mode != FloorMode::Racks)
        racksMoved();
    else if (!readRow())
        devicesMoved();
}

/// The way back leads to where the person was.
void FloorPage::chooseMode(FloorMode mode)
{
    if (mode != m_mode)
        emit leaving();
    setMode(mode);
}

void FloorPage::chooseHall(const QString& name)
{
    if (name != m_hall || m_mode == FloorMode::Site)
        emit leaving();
    m_hall = name;
    m_plan->clearSelection();
    m_plan->setCurrentIndex({});
    setMode(m_mode == FloorMode::Site ? FloorMode::Plan : m_mode);
    racksMoved();
    readRow();
}

void FloorPage::followPlan()
{
    // A plan that nobody sees follows the elevation.
    if (m_mode > FloorMode::Plan)
        return;
    const FloorMode mode = m_plan->isSite() ? FloorMode::Site : FloorMode::Plan;
    if (mode != m_mode && isShown())
        emit leaving();
    m_hall = m_plan->hall();
    m_mode = mode;
    m_bar->setMode(mode);
    m_bar->setHalls(*picture(), shownHall());
    racksMoved();
    emit moved();
}

bool FloorPage::hasSeveralHalls() const
{
    return picture() != nullptr && picture()->halls().size() > 1;
}

int FloorPage::shownHall() const
{
    return picture() == nullptr || m_mode == FloorMode::Site ? -1 : picture()->indexOfHall(m_hall);
}

} // namespace rackhouse
