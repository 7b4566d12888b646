#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/domain/switchfacts.h"
#include "models/domain/wiring.h"
#include "models/topology/cabling.h"
#include "widgets/cabling/cablebooks.h"
#include "widgets/common/format.h"
#include "widgets/common/records.h"
#include "widgets/fabric/fabricread.h"
#include "widgets/overview/overviewdata.h"
#include "widgets/power/powerview.h"
#include "widgets/shell/page.h"

#include <QCoreApplication>

#include <algorithm>
#include <functional>

namespace rackhouse
{

namespace
{

constexpr int maxOfAKind = 12;

QString tr(const char* text, int count = -1)
{
    return QCoreApplication::translate("OverviewPage", text, nullptr, count);
}

QString counted(int count, const QString& one, const QString& many)
{
    return count == 1 ? one : many;
}

/// The machine of a failed job, where nothing was done with it since; a quarantined one speaks for
/// itself.
std::optional<Machine> machineLeftBy(Rows& rows, const Job& job)
{
    const auto newest = rows.list<Job>({.equals = {{u"machine_id"_qs, job.machineId.text()}},
                                        .orderBy = u"created_at"_qs,
                                        .descending = true,
                                        .limit = 1});
    if (newest.empty() || newest.front().id != job.id)
        return std::nullopt;
    auto machine = rows.find<Machine>(job.machineId.text());
    if (machine && machine->state == MachineState::Quarantined)
        return std::nullopt;
    return machine;
}

template <class T, class E>
std::vector<T> inState(Rows& rows, const QString& field, E value)
{
    return rows.list<T>({.equals = {{field, enumText(value)}}, .limit = maxOfAKind});
}

/// What needs a person, one line for each machine.
class Lines
{
public:
    Lines(Rows rows, QString siteKey) : m_rows(rows), m_siteKey(std::move(siteKey)) {}

    std::vector<Attention> read();

private:
    void add(bool critical, const Machine& machine, const QString& why, const QString& link = {});
    template <class T>
    void count(bool critical, const QString& path, const QString& filter,
               QString (*text)(int count));
    void addNetboot();
    void addFailedJobs();
    void addBmcs();
    void addCounted();

    Rows m_rows;
    QString m_siteKey;
    std::vector<Attention> m_list;
    QHash<QString, std::size_t> m_places; ///< of machines
};

void Lines::add(bool critical, const Machine& machine, const QString& why, const QString& link)
{
    const QString id = machine.id.text();
    if (const auto place = m_places.constFind(id); place != m_places.cend()) {
        Attention& known = m_list[*place];
        known.text += u" · "_qs + why;
        known.critical = known.critical || critical;
        return;
    }
    m_places.insert(id, m_list.size());
    m_list.push_back({critical, machine.name + u" — "_qs + why,
                      link.isEmpty() ? Page::makeLink(u"/machines/"_qs + id).toString() : link});
}

/// One line for all rows of a filter, which leads to them.
template <class T>
void Lines::count(bool critical, const QString& path, const QString& filter,
                  QString (*text)(int count))
{
    qint64 rows = 0;
    for (const Tally& tally : m_rows.tally(T::record(), filter))
        rows += tally.rows;
    if (rows > 0)
        m_list.push_back(
            {critical, text(int(rows)), Page::makeLink(path, u"filter"_qs, filter).toString()});
}

void Lines::addNetboot()
{
    for (const Site& site : m_rows.list<Site>({.limit = 1})) {
        const Error why{site.netbootReason, site.netbootArgs.toVariantMap(), {}};
        const bool failed = site.netbootState == NetbootState::Failed;
        const QString what = failed ? tr("Network boot does not work. %1")
                                    : tr("Network boot works only in part. %1");
        if (failed || !why.code.isEmpty())
            m_list.push_back({failed, what.arg(problemText(why)), QString()});
    }
}

void Lines::addFailedJobs()
{
    for (const Job& job : m_rows.list<Job>({.equals = {{u"state"_qs, enumText(JobState::Failed)}},
                          .orderBy = u"created_at"_qs,
                          .descending = true,
                          .limit = maxOfAKind})) {
        if (const auto machine = machineLeftBy(m_rows, job))
            add(true, *machine,
                tr("%1 failed. %2").arg(jobKindText(job.kind), format::reason(job.reason)),
                Page::makeLink(u"/jobs/"_qs + job.id.text()).toString());
    }
}

void Lines::addBmcs()
{
    for (const Bmc& bmc : inState<Bmc>(m_rows, u"state"_qs, BmcState::PinChanged)) {
        QJsonObject row = toJson(bmc);
        row.insert(u"site_key"_qs, m_siteKey);
        m_list.push_back({true,
                          tr("BMC %1 — presents another certificate. Compare it…").arg(bmc.address),
                          QString(), row});
    }
}

/// What many machines and switches may have at once.
void Lines::addCounted()
{
    count<Machine>(true, u"/machines"_qs, u"inlet_c:>32"_qs, [](int n) {
        return counted(n, tr("Inlets: 1 machine above 32 °C"),
                       tr("Inlets: %n machines above 32 °C", n));
    });
    count<Machine>(false, u"/machines"_qs, u"inlet_c:>27 -inlet_c:>32"_qs, [](int n) {
        return counted(n, tr("Inlets: 1 machine above 27 °C"),
                       tr("Inlets: %n machines above 27 °C", n));
    });
    count<Bmc>(false, u"/bmcs"_qs, u"state:unreachable"_qs,
               [](int n) { return tr("BMCs: %n cannot be reached", n); });
    count<SwitchAccess>(false, u"/switches"_qs, u"state:failed"_qs, [](int n) {
        return counted(n, tr("Switches: 1 does not answer"), tr("Switches: %n do not answer", n));
    });
    count<SwitchFacts>(false, u"/switch-facts"_qs, u"health:warning"_qs, [](int n) {
        return counted(n, tr("Switches: 1 tells of a fault in it"),
                       tr("Switches: %n tell of a fault in them", n));
    });
}

std::vector<Attention> Lines::read()
{
    addNetboot();
    for (const Machine& m : inState<Machine>(m_rows, u"state"_qs, MachineState::Quarantined))
        add(true, m, tr("quarantined. %1").arg(format::reason(m.stateReason)));
    for (const Machine& m : inState<Machine>(m_rows, u"leak"_qs, Health::Critical))
        add(true, m, tr("leaks at %1. Look at its cooling before it is powered on.").arg(m.leakAt));
    addFailedJobs();
    for (const Machine& m : inState<Machine>(m_rows, u"health"_qs, Health::Critical))
        add(true, m, tr("the hardware reports a critical fault"));
    addBmcs();
    for (const Machine& m : inState<Machine>(m_rows, u"leak"_qs, Health::Warning))
        add(false, m, tr("may leak at %1").arg(m.leakAt));
    for (const Machine& m : inState<Machine>(m_rows, u"health"_qs, Health::Warning))
        add(false, m, tr("the hardware reports a warning"));
    addCounted();
    return std::move(m_list);
}

int countIf(const auto& findings, auto is)
{
    return int(std::count_if(findings.begin(), findings.end(), is));
}

std::vector<Attention> pageFindings(Rows rows)
{
    std::vector<Attention> list;
    const auto add = [&list](bool critical, int count, const QString& text, const QUrl& link) {
        if (count > 0)
            list.push_back({critical, text, link.toString()});
    };
    const auto power = PowerView::read(rows, {});
    const auto isGrave = [](const PowerFinding& finding) {
        return isCritical(finding.kind);
    };
    const auto& found = power->picture.findings();
    const int grave = countIf(found, isGrave);
    const int rest = int(found.size()) - grave;
    const QUrl powerLink = Page::makeLink(u"/power"_qs);
    add(true, grave,
        counted(grave, tr("Power: 1 critical finding"), tr("Power: %n critical findings", grave)),
        powerLink);
    add(false, rest, counted(rest, tr("Power: 1 warning"), tr("Power: %n warnings", rest)),
        powerLink);

    for (const auto& [fabric, findings] : readFabricFindings(rows)) {
        const auto isSlow = [](const FabricFinding& finding) {
            return finding.kind == FabricFinding::Kind::SlowLink;
        };
        const int slow = countIf(findings, isSlow);
        const int others = int(findings.size()) - slow;
        const QUrl link = Page::makeLink(u"/fabric"_qs, u"fabric"_qs, fabric.id);
        add(false, others,
            counted(others, tr("%1: 1 finding"), tr("%1: %n findings", others)).arg(fabric.title),
            link);
        add(false, slow,
            counted(slow, tr("%1: 1 degraded link"), tr("%1: %n degraded links", slow))
                .arg(fabric.title),
            link);
    }

    const Cabling cabling(CableBooks::readCabling(rows));
    // Planned cables are work to do, and nothing is broken.
    const int cables = countIf(cabling.findings(), [](const CablingFinding& finding) {
        return finding.kind != CablingFinding::Kind::Connect &&
               finding.kind != CablingFinding::Kind::Confirm;
    });
    add(false, cables,
        counted(cables, tr("Cabling: 1 finding"), tr("Cabling: %n findings", cables)),
        Page::makeLink(u"/cabling"_qs));
    return list;
}

std::vector<Attention>
ofSites(Rows& rows,
        const std::function<std::vector<Attention>(Rows rows, const QString& key)>& read)
{
    std::vector<Attention> all;
    const auto sites = rows.sites();
    for (const auto& [key, name] : sites) {
        for (Attention& entry : read(rows.of(key), key)) {
            if (sites.size() > 1)
                entry.text = tr("%1: %2").arg(name, entry.text);
            all.push_back(std::move(entry));
        }
    }
    return all;
}

} // namespace

std::vector<Attention> readAttention(Rows& rows)
{
    return ofSites(rows, [](Rows of, const QString& key) { return Lines(of, key).read(); });
}

std::vector<Attention> readFindings(Rows& rows)
{
    return ofSites(rows, [](Rows of, const QString&) { return pageFindings(of); });
}

} // namespace rackhouse
