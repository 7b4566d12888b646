#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "widgets/common/format.h"
#include "widgets/common/records.h"
#include "widgets/overview/overviewdata.h"
#include "widgets/shell/page.h"

#include <QCoreApplication>

namespace rackhouse
{

namespace
{

constexpr int maxOfAKind = 12;

QString tr(const char* text)
{
    return QCoreApplication::translate("OverviewPage", text);
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

void addNetboot(Rows& rows, std::vector<Attention>& list)
{
    for (const Site& site : rows.list<Site>({.limit = 1})) {
        const Error why{site.netbootReason, site.netbootArgs.toVariantMap(), {}};
        const bool failed = site.netbootState == NetbootState::Failed;
        const QString what = failed ? tr("Network boot does not work. %1")
                                    : tr("Network boot works only in part. %1");
        if (failed || !why.code.isEmpty())
            list.push_back({failed, what.arg(problemText(why)), QString()});
    }
}

void addFailedJobs(Rows& rows, std::vector<Attention>& list)
{
    for (const Job& job : rows.list<Job>({.equals = {{u"state"_qs, enumText(JobState::Failed)}},
                          .orderBy = u"created_at"_qs,
                          .descending = true,
                          .limit = maxOfAKind})) {
        if (const auto machine = machineLeftBy(rows, job))
            list.push_back(
                {true,
                 tr("%1 — %2 failed. %3")
                     .arg(machine->name, jobKindText(job.kind), format::reason(job.reason)),
                 Page::makeLink(u"/jobs/"_qs + job.id.text()).toString()});
    }
}

std::vector<Attention> attentionOf(Rows rows, const QString& siteKey)
{
    std::vector<Attention> list;
    const auto add = [&list](bool critical, const Machine& m, const QString& why) {
        list.push_back({critical, m.name + u" — "_qs + why,
                        Page::makeLink(u"/machines/"_qs + m.id.text()).toString()});
    };
    addNetboot(rows, list);
    for (const Machine& m : inState<Machine>(rows, u"state"_qs, MachineState::Quarantined))
        add(true, m, tr("quarantined. %1").arg(format::reason(m.stateReason)));
    for (const Machine& m : inState<Machine>(rows, u"leak"_qs, Health::Critical))
        add(true, m, tr("leaks at %1. Look at its cooling before it is powered on.").arg(m.leakAt));
    addFailedJobs(rows, list);
    for (const Machine& m : inState<Machine>(rows, u"health"_qs, Health::Critical))
        add(true, m, tr("the hardware reports a critical fault"));
    for (const Bmc& bmc : inState<Bmc>(rows, u"state"_qs, BmcState::PinChanged)) {
        QJsonObject row = toJson(bmc);
        row.insert(u"site_key"_qs, siteKey);
        list.push_back({true,
                        tr("BMC %1 — presents another certificate. Compare it…").arg(bmc.address),
                        QString(), row});
    }
    for (const Machine& m : inState<Machine>(rows, u"leak"_qs, Health::Warning))
        add(false, m, tr("may leak at %1").arg(m.leakAt));
    for (const Machine& m : inState<Machine>(rows, u"health"_qs, Health::Warning))
        add(false, m, tr("the hardware reports a warning"));
    return list;
}

} // namespace

std::vector<Attention> readAttention(Rows& rows)
{
    std::vector<Attention> all;
    const auto sites = rows.sites();
    for (const auto& [key, name] : sites) {
        for (Attention& entry : attentionOf(rows.of(key), key)) {
            if (sites.size() > 1)
                entry.text = tr("%1: %2").arg(name, entry.text);
            all.push_back(std::move(entry));
        }
    }
    std::stable_partition(all.begin(), all.end(), [](const Attention& a) { return a.critical; });
    return all;
}

} // namespace rackhouse
