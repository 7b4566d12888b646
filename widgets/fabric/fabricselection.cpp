// What is selected in a fabric, and what the filter leaves of it.
#include "models/domain/asset.h"
#include "models/domain/floor.h"
#include "models/items/fabricmodel.h"
#include "widgets/common/messagestrip.h"
#include "widgets/common/records.h"
#include "widgets/fabric/fabricpage.h"
#include "widgets/fabric/fabricview.h"

#include <QTreeView>

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

QStringList FabricPage::selectedNodes() const
{
    QStringList ids;
    for (const QModelIndex& index : m_view->selectionModel()->selectedRows()) {
        if (const int node = m_model->nodeOf(index); node >= 0)
            ids << m_model->picture()->node(node).id.text();
    }
    return ids;
}

bool FabricPage::select(const std::function<bool(const FabricNode&)>& isWanted)
{
    QItemSelection selection;
    QModelIndex first;
    const FabricPicture& picture = *m_model->picture();
    for (int node = 0; node < int(picture.nodes().size()); ++node) {
        const QModelIndex index = m_model->indexOfNode(node);
        if (!index.isValid() || !isWanted(picture.node(node)))
            continue;
        selection.select(index, index);
        first = first.isValid() ? first : index;
    }
    m_view->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    m_view->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect |
                                                    QItemSelectionModel::Rows);
    return first.isValid();
}

void FabricPage::selectMachines(const QStringList& ids)
{
    if (!select([&ids](const FabricNode& node) { return ids.contains(node.machineId.text()); }))
        return m_strip->setMessage(Tone::Neutral,
                                   tr("Nothing in this fabric is known to be of that machine."));
    m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
    m_tree->scrollTo(m_view->currentIndex());
}

void FabricPage::goTo(int node)
{
    const QModelIndex index = m_model->indexOfNode(node);
    if (!index.isValid())
        return;
    m_view->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect |
                                                         QItemSelectionModel::Rows);
    m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
    m_tree->scrollTo(index);
}

/// Commands are for the machines that are selected; without one, for the switches.
void FabricPage::selectionMoved()
{
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
