#include "widgets/racks/inletbox.h"

#include "models/domain/inlets.h"
#include "widgets/common/records.h"
#include "widgets/racks/floorbooks.h"

namespace rackhouse
{

std::vector<Cable> InletBox::readCables(Rows& rows, const AssetId& asset)
{
    std::vector<Cable> cables;
    for (const QString& end : {u"a_id"_qs, u"b_id"_qs}) {
        for (Cable& cable : rows.list<Cable>(
                 {.equals = {{u"kind"_qs, enumText(CableKind::Power)}, {end, asset.text()}}}))
            cables.push_back(std::move(cable));
    }
    return cables;
}

void InletBox::offer(const Asset& asset, const DeviceType* type, const std::vector<Cable>& cables,
                     const FloorBooks& books)
{
    QStringList inlets = type == nullptr ? QStringList() : inletsOf(*type);
    const auto handsOnPowerById = [&books](const QString& id) {
        const auto known = std::find_if(books.assets.begin(), books.assets.end(),
                                        [&id](const Asset& row) { return row.id.text() == id; });
        return known != books.assets.end() && handsOnPower(known->kind);
    };
    for (const QString& inlet : inletsOf(asset.id, cables, handsOnPowerById)) {
        if (!isInlet(inlets, inlet))
            inlets << inlet;
    }
    const QString chosen = inlet();
    clear();
    addItem(tr("None: the first by name"), QString());
    for (const QString& inlet : inlets)
        addItem(inlet, inlet);
    choose(chosen);
    setToolTip(
        inlets.isEmpty()
            ? tr("No inlet of it is known yet. Choose a device type that has power ports, or enter "
                 "the power cables that lead to it.")
            : tr("The inlet that carries while it has power"));
}

void InletBox::choose(const QString& inlet)
{
    int at = findData(inlet, Qt::UserRole, Qt::MatchFixedString);
    if (at < 0) {
        at = count();
        addItem(tr("%1 (not known)").arg(inlet), inlet);
    }
    setCurrentIndex(at);
}

} // namespace rackhouse
