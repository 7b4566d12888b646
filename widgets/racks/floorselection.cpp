// How plan and elevation of the floor share what is selected.
#include "models/items/floormodel.h"
#include "models/query/exactterm.h"
#include "widgets/common/focus.h"
#include "widgets/common/inspector.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/prompts.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/hall/hallview.h"
#include "widgets/hall/plandialog.h"
#include "widgets/hall/rackcard.h"
#include "widgets/racks/floorpage.h"
#include "widgets/racks/floorread.h"
#include "widgets/racks/pastfloor.h"
#include "widgets/racks/rackpane.h"
#include "widgets/racks/rackview.h"
#include "widgets/shell/actionregistry.h"

namespace rackhouse
{

void FloorPage::addPlanAction()
{
    m_context.actions.add({.id = u"floor.edit-plan"_qs,
                           .menu = {},
                           .text = tr("Edit plan…"),
                           .icon = u"floor"_qs,
                           .run =
                               [this] {
                                   const HallPlan& plan = picture()->hall(shownHall()).plan;
                                   m_context.prompts.open(makePlanDialog(m_context, plan, this));
                               },
                           .whyNot = [this]() -> QString {
                               if (!isShown() || shownHall() < 0)
                                   return tr("Open a hall on the floor first");
                               return m_context.site.whyNot(Role::Operator);
                           },
                           .help = tr("Enter the size of the hall, its aisles, doors and zones, "
                                      "and its place on the site")});
}

std::vector<int> FloorPage::selectedRacks() const
{
    std::vector<int> racks;
    for (const QModelIndex& index : m_plan->selectionModel()->selectedRows()) {
        if (const int rack = m_floor->rackOf(index); rack >= 0)
            racks.push_back(rack);
    }
    return racks;
}

QStringList FloorPage::idsOf(const std::vector<int>& racks) const
{
    QStringList ids;
    for (const int rack : racks) {
        if (rack >= 0)
            ids << picture()->rack(rack).rack.id.text();
    }
    return ids;
}

/// Another picture may number its racks otherwise.
void FloorPage::keepSelection(const QStringList& racks, const QString& current)
{
    QItemSelection selection;
    for (const QString& id : racks) {
        if (const QModelIndex index = m_floor->indexOfRack(picture()->indexOfRack(id));
            index.isValid())
            selection.select(index, index.siblingAtColumn(FloorModel::ColumnCount - 1));
    }
    QItemSelectionModel* model = m_plan->selectionModel();
    model->setCurrentIndex(m_floor->indexOfRack(picture()->indexOfRack(current)),
                           QItemSelectionModel::NoUpdate);
    model->select(selection, QItemSelectionModel::ClearAndSelect);
}

void FloorPage::racksMoved()
{
    if (picture() == nullptr || picture()->halls().empty())
        return;
    const std::vector<int> racks = selectedRacks();
    m_card->show(*picture(), shownHall(), racks);
    moveLink();
    if (m_mode == FloorMode::Racks)
        return;
    emit summary(racks.empty() ? QString() : tr("%n selected", nullptr, int(racks.size())));
    // Until theirs are read no command has a target, least of all the one before.
    if (const QStringList ids = idsOf(racks); ids != std::exchange(m_aimed, ids))
        aim(u"machine"_qs, {});
    records().fetch<std::vector<QJsonObject>>(
        this,
        [ids = idsOf(racks)](Rows& rows) {
            std::vector<QJsonObject> found;
            for (const QString& id : ids) {
                for (const Machine& machine : machinesIn(rows, id))
                    found.push_back(toJson(machine));
            }
            return found;
        },
        [this, ids = idsOf(racks),
         moment = m_past->moment()](const std::vector<QJsonObject>& found) {
            if (moment == m_past->moment() && m_mode != FloorMode::Racks &&
                ids == idsOf(selectedRacks()))
                aim(u"machine"_qs, found);
        });
}

/// The row of the rack that is current goes into the elevation, at first the first one of the hall.
/// Where nobody sees it, it is read later.
bool FloorPage::readRow()
{
    if (picture() == nullptr || picture()->indexOfHall(m_hall) < 0)
        return false;
    if (m_mode != FloorMode::Racks) {
        m_row.clear();
        return false;
    }
    const int current = currentRack();
    const FloorPicture::HallEntry& hall = picture()->hall(
        current < 0 ? picture()->indexOfHall(m_hall) : picture()->rack(current).hall);
    const size_t row = current < 0 ? 0 : size_t(picture()->place(current).row);
    QStringList ids;
    if (row < hall.layout.rows().size()) {
        for (const int place : hall.layout.rows()[row].racks)
            ids << idsOf({hall.racks[size_t(place)]});
    }
    if (ids == m_row && m_goTo.isEmpty())
        return false;
    m_row = ids;
    records().fetch<FloorBooks>(
        this, [ids](Rows& rows) { return FloorBooks::readRow(rows, ids); },
        [this, ids, moment = m_past->moment()](const FloorBooks& read) {
            if (ids == m_row && moment == m_past->moment())
                showRow(read);
        });
    return true;
}

/// The site has answered a change: it is drawn before the replica has it.
void FloorPage::readRowAgain()
{
    m_row.clear();
    readRow();
}

void FloorPage::showRow(const FloorBooks& read)
{
    FloorBooks books = m_past->moment() ? read : read.freshened(*m_context.edits);
    // What was changed a moment ago may stand in another row.
    std::erase_if(books.racks,
                  [this](const Rack& rack) { return !m_row.contains(rack.id.text()); });
    m_racks->setBooks(books, picture()->bestRent());
    if (const QString wanted = std::exchange(m_goTo, {}); !wanted.isEmpty())
        m_racks->show(wanted);
    devicesMoved();
}

void FloorPage::devicesMoved()
{
    if (m_mode != FloorMode::Racks)
        return;
    const RecordInfo& kind = m_racks->selectedKind();
    std::vector<QJsonObject> rows = m_racks->selectedRows();
    QStringList racks;
    for (const QJsonObject& row : rows) {
        const bool isRack = &kind == &Rack::record();
        racks << row.value(isRack ? u"id"_qs : u"rack_id"_qs).toString();
    }
    racks.removeAll(QString());
    if (!racks.isEmpty())
        keepSelection(racks, racks.last());
    emit summary(rows.empty() ? QString() : tr("%n selected", nullptr, int(rows.size())));
    m_aimed.clear();
    inspect(kind, rows);
    if (!isShown() || (m_context.focus.kind() == kind.kindText() && m_context.focus.rows() == rows))
        return;
    aim(kind.kindText(), std::move(rows));
}

void FloorPage::enterRack(int rack)
{
    if (rack < 0 || picture() == nullptr)
        return;
    const QString id = idsOf({rack}).value(0);
    emit leaving();
    keepSelection({id}, id);
    m_goTo = id;
    m_hall = picture()->hall(picture()->rack(rack).hall).plan.name;
    setMode(FloorMode::Racks);
    m_racks->view()->setFocus();
}

/// Back to where the rack stands.
void FloorPage::leaveRacks()
{
    const int rack = currentRack();
    emit leaving();
    setMode(FloorMode::Plan);
    if (rack >= 0)
        m_plan->scrollTo(m_plan->currentIndex());
    m_plan->setFocus();
    racksMoved();
}

void FloorPage::showInTable()
{
    QStringList names;
    QStringList all;
    for (const int rack : selectedRacks())
        names << picture()->rack(rack).rack.name;
    for (const FloorPicture::RackEntry& entry : picture()->racks())
        all << entry.rack.name;
    const QString term = query::exactTerm(u"rack"_qs, names, all);
    if (!query::Filter::compile(term, Machine::record()))
        return m_strip->setMessage(
            Tone::Neutral, tr("So many racks that do not stand side by side are too long for a "
                              "filter. Select whole rows, or fewer racks."));
    emit open(makeLink(u"/machines"_qs, u"filter"_qs, term));
}

} // namespace rackhouse
