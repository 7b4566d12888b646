// What switches say of their own parts, and what their serials say of the books.
#include "models/topology/fabricfacts.h"

#include <QCoreApplication>

namespace rackhouse
{
namespace
{

/// What is cooled well tells 45 to 60 °C; where too hot starts is nothing that a switch tells.
constexpr double kHotC = 70;

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricFinding", text);
}

bool isBad(const QString& status)
{
    return !status.isEmpty() && status != QLatin1String("OK");
}

/// "status ERROR, DC power ERROR", empty where nothing is wrong.
QString wrongWith(const SwitchParts::Supply& supply)
{
    QStringList wrong;
    if (isBad(supply.status))
        wrong << tr("status %1").arg(supply.status);
    if (isBad(supply.dc))
        wrong << tr("DC power %1").arg(supply.dc);
    if (isBad(supply.fan))
        wrong << tr("fan %1").arg(supply.fan);
    return wrong.join(QStringLiteral(", "));
}

QString wrongWithFans(const SwitchParts& parts)
{
    QStringList wrong;
    if (isBad(parts.fanStatus))
        wrong << tr("fan status %1").arg(parts.fanStatus);
    for (const SwitchParts::Fan& fan : parts.fans) {
        if (fan.rpm && *fan.rpm <= 0)
            wrong << tr("%1 stands still").arg(fan.name);
    }
    return wrong.join(QStringLiteral(", "));
}

void lookAtParts(const FabricFinding& at, const SwitchParts& parts,
                 std::vector<FabricFinding>& found)
{
    const auto add = [&](FabricFinding::Kind kind, const QString& told) {
        found.push_back(at);
        found.back().kind = kind;
        found.back().told = told;
    };
    for (const SwitchParts::Supply& supply : parts.supplies) {
        if (const QString wrong = wrongWith(supply); !wrong.isEmpty()) {
            add(FabricFinding::Kind::SupplyFailed,
                tr("%1 of %2 (%3): %4. Look at its cable and its feed, then replace it.")
                    .arg(supply.name, at.name,
                         supply.serial.isEmpty() ? tr("serial unknown") : supply.serial, wrong));
            found.back().port = supply.name;
        }
    }
    if (const QString wrong = wrongWithFans(parts); !wrong.isEmpty())
        add(FabricFinding::Kind::FanFailed,
            tr("%1: %2. Replace the fan module that it shows.").arg(at.name, wrong));
    if (parts.temperatureC && *parts.temperatureC >= kHotC)
        add(FabricFinding::Kind::HotSwitch,
            tr("%1 is at %L2 °C. Look at its fans, its filters and the air in front of it.")
                .arg(at.name)
                .arg(*parts.temperatureC));
}

void compareSerial(const FabricFinding& at, const FabricHealth& health, const SwitchBooks& books,
                   std::vector<FabricFinding>& found)
{
    const Asset* asset = books.find(health.serial, at.name);
    if (asset == nullptr || health.serial.isEmpty())
        return;
    const bool isSame = asset->serial.compare(health.serial, Qt::CaseInsensitive) == 0;
    const bool isNamed = books.find({}, at.name) == asset;
    if (asset->serial.isEmpty() || (isSame && isNamed))
        return;
    found.push_back(at);
    found.back().kind = FabricFinding::Kind::OtherSerial;
    found.back().told =
        isSame
            ? tr("%1 has the serial %2, which is %3 in the books. Correct the one that is wrong.")
                  .arg(at.name, health.serial, asset->name)
            : tr("%1 has the serial %2, and the books say %3. Correct the one that is wrong.")
                  .arg(at.name, health.serial, asset->serial);
}

} // namespace

SwitchBooks::SwitchBooks(const std::vector<Asset>& assets) : m_names({}, assets)
{
    for (const Asset& asset : assets) {
        m_byId.insert(asset.id.text(), &asset);
        if (!asset.serial.isEmpty())
            m_bySerial.insert(asset.serial.toUpper(), &asset);
    }
}

const Asset* SwitchBooks::find(const QString& serial, const QString& name) const
{
    const Asset* bySerial = m_bySerial.value(serial.toUpper());
    return bySerial == nullptr ? m_byId.value(m_names.called(name)) : bySerial;
}

std::vector<FabricFinding> healthFindings(const FabricGraph& fabric, const FabricFacts& facts)
{
    std::vector<FabricFinding> found;
    if (facts.switches.empty())
        return found;
    const FabricPlaces places(fabric);
    const SwitchBooks books(facts.assets);
    for (const FabricHealth& health : facts.switches) {
        FabricFinding at{.node = places.nodeWithGuid(health.guid)};
        at.name = at.node < 0 ? QStringLiteral("0x") + health.guid
                              : fabric.nodes[static_cast<std::size_t>(at.node)].name;
        if (at.node < 0) {
            at.kind = FabricFinding::Kind::UnknownPort;
            at.told = tr("The state of the switch %1 came, which is not in this fabric. Read the "
                         "fabric again, or look whether the file is of another one.")
                          .arg(at.name);
            found.push_back(at);
            continue;
        }
        lookAtParts(at, SwitchParts::of(health.parts), found);
        compareSerial(at, health, books, found);
    }
    return found;
}

} // namespace rackhouse
