#include "widgets/cabling/cablingview.h"

#include "widgets/cabling/cablebooks.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

namespace rackhouse
{

namespace
{

QString keyOf(const CablingFinding& finding)
{
    return QStringList{findingCode(finding.kind), finding.cable.text(), finding.from.device,
                       finding.from.port}
        .join(u'/');
}

bool isSame(const Machine& a, const Machine& b)
{
    return a.id == b.id && a.name == b.name && a.hostname == b.hostname && a.macs == b.macs &&
           a.rackId == b.rackId && a.position == b.position && a.power == b.power;
}

/// Whether something has become old since it was read.
bool hasAged(const Cabling& cabling, Instant now)
{
    const auto& findings = cabling.findings();
    return std::any_of(findings.begin(), findings.end(), [&](const CablingFinding& finding) {
        return Cabling::isStale(finding, now) != cabling.isStale(finding);
    });
}

template <class T>
void addDevices(QHash<QString, QJsonObject>& devices, const std::vector<T>& rows)
{
    for (const T& row : rows)
        devices.insert(row.id.text(), {{u"record"_qs, T::record().kindText()},
                                       {u"id"_qs, row.id.text()},
                                       {u"name"_qs, row.name},
                                       {u"rack_id"_qs, row.rackId.text()}});
}

} // namespace

std::shared_ptr<const CablingView>
CablingView::read(Rows& rows, const std::shared_ptr<const CablingView>& shown, bool onlyMachines,
                  Instant now)
{
    if (shown && onlyMachines) {
        const auto machines = CableBooks::readMachines(rows);
        const auto& known = shown->cabling.books().machines;
        if (std::equal(machines.begin(), machines.end(), known.begin(), known.end(), isSame) &&
            !hasAged(shown->cabling, now))
            return shown;
    }
    CablingView view{Cabling(CableBooks::readCabling(rows, now)), {}, {}};
    for (const CablingFinding& finding : view.cabling.findings()) {
        const QString title = findingTitle(finding.kind);
        view.lines.push_back(
            {keyOf(finding),
             view.cabling.isStale(finding)
                 ? QCoreApplication::translate("CablingPage", "%1 (stale)").arg(title)
                 : title,
             view.cabling.placeText(finding.from), view.cabling.sentence(finding)});
    }
    addDevices(view.devices, view.cabling.books().machines);
    addDevices(view.devices, view.cabling.books().assets);
    return std::make_shared<const CablingView>(std::move(view));
}

QJsonObject CablingView::rowOf(const CablingFinding& finding) const
{
    QJsonArray concerned;
    for (const PortRef& end : {finding.from, finding.expected, finding.actual}) {
        const QJsonObject device = devices.value(end.device);
        if (!device.isEmpty() && !concerned.contains(device))
            concerned << device;
    }
    const Cable* cable = cabling.cable(finding.cable);
    return {{u"finding"_qs, findingCode(finding.kind)},
            {u"cable"_qs, finding.cable.text()},
            {u"revision"_qs, cable == nullptr ? 0 : cable->revision},
            {u"from"_qs, finding.from.device},
            {u"from_port"_qs, finding.from.port},
            {u"to"_qs, finding.actual.device},
            {u"to_port"_qs, finding.actual.port},
            {u"devices"_qs, concerned}};
}

} // namespace rackhouse
