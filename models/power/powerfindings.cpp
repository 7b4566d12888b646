#include "models/power/powerpicture.h"

#include <QSet>

#include <algorithm>

namespace rackhouse
{

namespace
{

using Kind = PowerFinding::Kind;
using Device = PowerPicture::Device;

PowerFinding over(Kind kind, const QString& id, const QString& place, double watts, double limitW,
                  const QString& other = {})
{
    PowerFinding finding;
    finding.kind = kind;
    finding.id = id;
    finding.place = place;
    finding.other = other;
    finding.watts = watts;
    finding.limitW = limitW;
    return finding;
}

} // namespace

QString PowerPicture::sideOf(int supply) const
{
    const Supply& at = m_supplies[std::size_t(supply)];
    if (!at.side.isEmpty())
        return at.side;
    const std::vector<int> stages = above(supply);
    return stages.empty() ? at.name : m_supplies[std::size_t(stages.back())].name;
}

void PowerPicture::addLoadFindings()
{
    const auto nameOf = [this](const QString& id) {
        const int index = supplyOf(id);
        return index < 0 ? QString() : m_supplies[std::size_t(index)].name;
    };
    for (const Supply& at : m_supplies) {
        if (at.capacityW <= 0)
            continue;
        if (at.load.nowW > at.capacityW)
            m_findings.push_back(over(Kind::OverNow, at.id, at.name, at.load.nowW, at.capacityW));
        else if (at.failoverW > at.capacityW)
            m_findings.push_back(over(Kind::OverOnFailover, at.id, at.name, at.failoverW,
                                      at.capacityW, nameOf(at.failoverBy)));
        if (at.load.plateW > at.capacityW)
            m_findings.push_back(
                over(Kind::OverAtPlate, at.id, at.name, at.load.plateW, at.capacityW));
        else if (at.failoverPlateW > at.capacityW && at.failoverW <= at.capacityW)
            m_findings.push_back(over(Kind::OverOnFailoverAtPlate, at.id, at.name,
                                      at.failoverPlateW, at.capacityW, nameOf(at.failoverPlateBy)));
    }
    for (const RackLoad& rack : m_racks) {
        if (rack.limitW <= 0)
            continue;
        if (rack.load.nowW > rack.limitW)
            m_findings.push_back(
                over(Kind::OverNow, rack.id.text(), rack.name, rack.load.nowW, rack.limitW));
        if (rack.load.plateW > rack.limitW)
            m_findings.push_back(
                over(Kind::OverAtPlate, rack.id.text(), rack.name, rack.load.plateW, rack.limitW));
    }
}

void PowerPicture::addDeviceFindings()
{
    for (const Device& device : m_devices) {
        PowerFinding finding;
        finding.id = device.id;
        finding.place = device.name;
        finding.needed = device.needed;
        if (!device.failed.isEmpty()) {
            finding.kind = Kind::PsuFailed;
            finding.other = device.failed.join(QStringLiteral(", "));
            finding.count = device.psus - int(device.failed.size());
            m_findings.push_back(finding);
        }
        if (!device.plugs.empty())
            addCordFindings(device, finding);
    }
}

void PowerPicture::addCordFindings(const Device& device, PowerFinding finding)
{
    QSet<QString> wired; ///< sides that it is plugged into
    for (const Plug& plug : device.plugs)
        wired.insert(sideOf(plug.supply));
    QHash<QString, int> sides;
    for (const int cord : device.cords)
        sides[sideOf(cord)] += 1;
    if (device.plugs.size() == 1) {
        finding.kind = Kind::OneCord;
        finding.other = m_supplies[std::size_t(device.plugs.front().supply)].name;
        m_findings.push_back(finding);
    } else if (wired.size() == 1) {
        finding.kind = Kind::OneSide;
        finding.other = *wired.begin();
        m_findings.push_back(finding);
    } else if (!sides.isEmpty()) {
        const auto worst = std::max_element(
            sides.keyValueBegin(), sides.keyValueEnd(), [](const auto& a, const auto& b) {
                return a.second < b.second || (a.second == b.second && a.first > b.first);
            });
        finding.count = std::max(0, int(device.cords.size()) - (*worst).second - device.doubtful());
        finding.other = (*worst).first;
        finding.kind = Kind::TooFewLeft;
        if (finding.count < device.needed)
            m_findings.push_back(finding);
    }
}

void PowerPicture::addFindings()
{
    addLoadFindings();
    addDeviceFindings();
    for (PowerFinding& finding : m_findings) {
        if (finding.kind != Kind::OpenEnd)
            finding.at = finding.id;
    }
    std::stable_sort(m_findings.begin(), m_findings.end(),
                     [](const PowerFinding& a, const PowerFinding& b) { return a.kind < b.kind; });
}

} // namespace rackhouse
