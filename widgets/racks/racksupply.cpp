#include "widgets/racks/racksupply.h"

#include "widgets/common/records.h"

#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace rackhouse
{

namespace
{

constexpr double kUnknown = std::numeric_limits<double>::infinity();

/// What one PDU hands on, and what keeps it from more.
struct Share {
    double watts = kUnknown;
    QString by;
};
using Side = std::map<int, Share>; ///< by PDU

const PowerPicture::Supply& supplyAt(const PowerPicture& picture, int supply)
{
    return picture.supplies()[std::size_t(supply)];
}

/// PDUs of a rack get more than it says where another one of the rack feeds them.
bool isFedInRack(const PowerPicture& picture, int pdu)
{
    const std::vector<int> stages = picture.above(pdu);
    return std::any_of(stages.begin(), stages.end(), [&](int stage) {
        return supplyAt(picture, stage).rackId == supplyAt(picture, pdu).rackId;
    });
}

/// The stages that feed one rack alone, with the PDUs below each, those of few PDUs first: a stage
/// comes behind all that it feeds.
std::vector<std::pair<int, std::vector<int>>> ownStages(const PowerPicture& picture)
{
    std::map<int, std::vector<int>> below;
    for (int pdu = 0; pdu < int(picture.supplies().size()); ++pdu) {
        if (supplyAt(picture, pdu).kind != EndKind::Asset)
            continue;
        below[pdu].push_back(pdu);
        for (const int stage : picture.above(pdu))
            below[stage].push_back(pdu);
    }
    std::vector<std::pair<int, std::vector<int>>> own;
    for (const auto& [stage, pdus] : below) {
        const RackId rack = supplyAt(picture, pdus.front()).rackId;
        if (rack && std::all_of(pdus.begin(), pdus.end(),
                                [&](int pdu) { return supplyAt(picture, pdu).rackId == rack; }))
            own.emplace_back(stage, pdus);
    }
    std::stable_sort(own.begin(), own.end(), [](const auto& a, const auto& b) {
        return a.second.size() < b.second.size();
    });
    return own;
}

/// The PDUs of one side share what a stage above them carries.
void limitBy(const PowerPicture::Supply& stage, const std::vector<int>& pdus, Side& side)
{
    double all = 0;
    int count = 0;
    for (const int pdu : pdus) {
        if (const auto share = side.find(pdu); share != side.end()) {
            all += share->second.watts;
            ++count;
        }
    }
    if (stage.capacityW <= 0 || all <= stage.capacityW)
        return;
    for (const int pdu : pdus) {
        if (const auto share = side.find(pdu); share != side.end()) {
            Share& now = share->second;
            now.watts =
                std::isinf(all) ? stage.capacityW / count : now.watts * stage.capacityW / all;
            now.by = stage.name;
        }
    }
}

RackSupply sumOf(const Side& side)
{
    double watts = 0;
    QStringList names;
    for (const auto& [pdu, share] : side) {
        watts += share.watts;
        names << share.by;
    }
    names.removeDuplicates();
    return {std::isinf(watts) ? 0 : watts, names.join(u" + "_qs)};
}

} // namespace

QHash<QString, RackSupply> rackSupplies(const PowerPicture& picture)
{
    std::map<QString, std::map<QString, Side>> racks;
    for (int pdu = 0; pdu < int(picture.supplies().size()); ++pdu) {
        const PowerPicture::Supply& supply = supplyAt(picture, pdu);
        // One without a side is lost by itself.
        if (supply.rackId && !isFedInRack(picture, pdu))
            racks[supply.rackId.text()][supply.side.isEmpty() ? supply.id : supply.side][pdu] = {};
    }
    for (const auto& [stage, pdus] : ownStages(picture)) {
        for (auto& [name, side] : racks[supplyAt(picture, pdus.front()).rackId.text()])
            limitBy(supplyAt(picture, stage), pdus, side);
    }
    QHash<QString, RackSupply> supplies;
    for (const auto& [rack, sides] : racks) {
        for (const auto& [name, side] : sides) {
            const RackSupply carried = sumOf(side);
            RackSupply& least = supplies[rack];
            if (carried.watts > 0 && (least.watts <= 0 || carried.watts < least.watts))
                least = carried;
        }
    }
    return supplies;
}

QHash<QString, RackSupply> readRackSupplies(Rows& rows)
{
    PowerPicture::Books books;
    books.feeds = rows.list<PowerFeed>();
    for (const AssetKind kind :
         {AssetKind::Pdu, AssetKind::PowerShelf, AssetKind::TransferSwitch}) {
        for (Asset& asset : rows.list<Asset>({.equals = {{u"kind"_qs, enumText(kind)}}}))
            books.assets.push_back(std::move(asset));
    }
    if (books.assets.empty())
        return {};
    // The cords of machines say nothing of what is above them, and are the most.
    const auto filter =
        query::Filter::compile(u"kind:power -a_kind:machine -b_kind:machine"_qs, Cable::record());
    books.cables = rows.listFields<Cable>(
        {u"id"_qs, u"kind"_qs, u"state"_qs, u"a_kind"_qs, u"a_id"_qs, u"b_kind"_qs, u"b_id"_qs},
        filter.value_or(query::Filter()));
    return rackSupplies(PowerPicture(std::move(books)));
}

} // namespace rackhouse
