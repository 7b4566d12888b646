// What is selected in a fabric, and what the filter leaves of it.
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/items/fabricmodel.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"
#include "widgets/common/sitelink.h"
#include "widgets/fabric/fabricdetails.h"
#include "widgets/fabric/fabricpage.h"
#include "widgets/fabric/fabricview.h"

#include <QJsonArray>
#include <QScrollBar>
#include <QTreeView>
#include <QUrlQuery>

#include <functional>

namespace rackhouse
{

/// The tree has only what the filter keeps.
void FabricPage::hideFaded()
{
    const FabricPicture& picture = *m_model->picture();
    if (!picture.isFiltered() && !std::exchange(m_isHiding, false))
        return;
    m_isHiding = picture.isFiltered();
    for (int node = 0; node < int(picture.nodes().size()); ++node) {
        if (const QModelIndex index = m_model->indexOfNode(node); index.isValid())
            m_tree->setRowHidden(index.row(), index.parent(), picture.isFaded(node));
    }
}

FabricPage::Kept FabricPage::kept() const
{
    Kept kept{{}, {}, m_model->keyOf(m_view->currentIndex()), m_tree->verticalScrollBar()->value()};
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows())
        kept.selected.insert(m_model->keyOf(index));
    const std::function<void(const QModelIndex&)> look = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (!m_tree->isExpanded(index))
                continue;
            kept.expanded.insert(m_model->keyOf(index));
            look(index);
        }
    };
    look({});
    return kept;
}

/// Where the tree has become another one.
void FabricPage::restore(const Kept& before)
{
    const Kept now = kept();
    for (const QModelIndex& index : m_model->indexesOf(before.expanded))
        m_tree->expand(index);
    m_tree->verticalScrollBar()->setValue(before.scroll);
    if (before.selected == now.selected && before.current == now.current)
        return;
    select(m_model->indexesOf(before.selected));
    const QModelIndexList current = m_model->indexesOf({before.current});
    m_view->selectionModel()->setCurrentIndex(current.value(0), QItemSelectionModel::NoUpdate);
    selectionMoved();
}

void FabricPage::select(const QModelIndexList& rows)
{
    QItemSelection selection;
    for (const QModelIndex& index : rows)
        selection.select(index, index);
    m_view->selectionModel()->setCurrentIndex(rows.value(0), QItemSelectionModel::NoUpdate);
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect |
                                                    QItemSelectionModel::Rows);
}

void FabricPage::selectMachines(const QStringList& ids)
{
    QModelIndexList adapters;
    const FabricPicture& picture = *m_model->picture();
    for (int node = 0; node < int(picture.nodes().size()); ++node) {
        const QModelIndex index = m_model->indexOfNode(node);
        if (index.isValid() && ids.contains(picture.node(node).machineId.text()))
            adapters << index;
    }
    select(adapters);
    if (adapters.isEmpty())
        return m_strip->setMessage(Tone::Neutral,
                                   tr("Nothing in a fabric is known to be of that machine."));
    m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_tree->scrollTo(m_view->currentIndex());
}

void FabricPage::goTo(int spot)
{
    const QModelIndex index = m_model->indexOfNode(spot);
    if (!index.isValid())
        return m_view->clearSelection(); // what was selected is something else
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                         QItemSelectionModel::Rows);
    m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
    m_tree->scrollTo(index);
}

/// The current place, or none where several are selected.
int FabricPage::selectedNode() const
{
    const auto rows = m_view->selectionModel()->selectedRows();
    return rows.size() == 1 ? m_model->nodeOf(rows.first()) : -1;
}

void FabricPage::showDetails()
{
    fillFabricDetails(m_details, m_model->picture().get(), selectedNode(), m_asked, m_context);
}

/// The feed tells of counters only what is news; of the place that somebody looks at the site is
/// asked. Where it does not answer, the copy stands with its age.
void FabricPage::askCounters()
{
    const FabricPicture* picture = m_model->picture().get();
    const int node = selectedNode();
    if (!isShown() || node < 0 || picture->facts().counters.empty())
        return;
    m_context.site.get(u"/fabrics/%1/counters"_qs.arg(picture->fabric().id.text()),
                       {{u"guid"_qs, picture->node(node).guid}, {u"limit"_qs, u"1000"_qs}}, this,
                       [this](const Result<QJsonObject>& answer) {
                           if (!answer)
                               return;
                           m_asked.clear();
                           for (const QJsonValue& item : answer->value(u"items"_qs).toArray()) {
                               if (auto row = fromJson<FabricCounters>(item.toObject()))
                                   m_asked.push_back(*std::move(row));
                           }
                           showDetails();
                       });
}

/// Commands are for the machines that are selected; without one, for the switches.
void FabricPage::selectionMoved()
{
    showDetails();
    askCounters();
    QSet<QString> machines;
    QSet<QString> assets;
    int nodes = 0;
    const auto rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex& index : rows) {
        const int node = m_model->nodeOf(index);
        if (node < 0)
            continue;
        ++nodes;
        if (const MachineId& machine = m_model->picture()->node(node).machineId)
            machines.insert(machine.text());
        else if (const AssetId asset = m_model->picture()->assetOf(node))
            assets.insert(asset.text());
    }
    emit summary(nodes == 0 ? QString() : tr("%n selected", nullptr, nodes));
    m_context.records.fetch<std::vector<QJsonObject>>(
        this,
        [machines, assets](Rows& all) {
            std::vector<QJsonObject> found;
            for (const QString& id : machines.isEmpty() ? assets : machines) {
                if (const auto machine = all.find<Machine>(id))
                    found.push_back(toJson(*machine));
                else if (const auto asset = all.find<Asset>(id))
                    found.push_back(toJson(*asset));
            }
            return found;
        },
        [this, isMachine =
                   !machines.isEmpty() || assets.isEmpty()](const std::vector<QJsonObject>& found) {
            aim(isMachine ? u"machine"_qs : u"asset"_qs, found);
        });
}

} // namespace rackhouse
