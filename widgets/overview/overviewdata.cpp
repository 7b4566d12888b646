#include "widgets/overview/overviewdata.h"

#include "models/base/units.h"
#include "models/domain/allocation.h"
#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "models/power/powerpicture.h"
#include "widgets/common/format.h"
#include "widgets/common/records.h"
#include "widgets/overview/overviewcharts.h"
#include "widgets/overview/overviewrent.h"
#include "widgets/shell/page.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int maxRunning = 8;
/// As on the power page and on the floor: what is off draws nothing, whatever it told last.
const QString drawing = u"power_w:>0 -power:off"_qs;

QString tr(const char* text)
{
    return QCoreApplication::translate("OverviewPage", text);
}

QString linkTo(const QString& path, const QString& filter)
{
    return Page::makeLink(path, u"filter"_qs, filter).toString();
}

/// What a filter finds: how many rows, a sum over them, and where.
struct Found {
    qint64 rows = 0;
    qint64 sum = 0;
    qint64 known = 0;
    QHash<QString, qint64> rowsAt; ///< by site key
    QHash<QString, qint64> sumAt;
};

/// Reads numbers for the lists, and writes their lines.
class Reading
{
public:
    Reading(Rows& rows, Instant since) : m_rows(rows), m_since(since), m_sites(rows.sites()) {}

    bool hasSites() const { return m_sites.size() > 1; }

    /// Each is read once, however many lines say it.
    template <class T>
    Found find(const QString& filter, const QString& sumOf = {})
    {
        const QStringList key{T::record().kindText(), filter, sumOf};
        if (const auto known = m_found.constFind(key); known != m_found.constEnd())
            return *known;
        Found found;
        for (const Tally& tally : m_rows.tally(T::record(), filter, {}, sumOf)) {
            found.rows += tally.rows;
            found.sum += tally.sum;
            found.known += tally.known;
            found.rowsAt[tally.siteKey] += tally.rows;
            found.sumAt[tally.siteKey] += tally.sum;
        }
        m_found.insert(key, found);
        return found;
    }

    /// "Paris-1 12, Lyon-2 3"; empty where one site is shown.
    QString where(const QHash<QString, qint64>& at, QString (*text)(qint64) = numberText) const
    {
        QStringList shares;
        for (const auto& [key, name] : m_sites) {
            if (const qint64 share = at.value(key); share != 0)
                shares << name + QChar::Nbsp + text(share);
        }
        return hasSites() ? shares.join(u", "_qs) : QString();
    }

    FigureLine line(std::optional<Tone> tone, const QString& text, const QString& number,
                    const QString& where, const QString& link) const
    {
        return {text, tone, withSite({text, number}, where), link};
    }
    /// Which rows of a table are counted, with the link to them.
    template <class T>
    FigureLine count(std::optional<Tone> tone, const QString& text, const QString& path,
                     const QString& filter)
    {
        const Found found = find<T>(filter);
        return line(tone, text, numberText(found.rows), where(found.rowsAt), linkTo(path, filter));
    }

    QStringList withSite(QStringList cells, const QString& where) const
    {
        if (hasSites())
            cells << where;
        return cells;
    }
    static QString numberText(qint64 number) { return QLocale().toString(number); }
    static QString wattsOf(qint64 watts) { return wattsText(double(watts)); }

    void readTiles(std::vector<FigureTile>& tiles);
    void readChanges(std::vector<FigureLine>& lines);
    void readRunning(std::vector<FigureLine>& lines);
    void readFree(std::vector<FigureLine>& lines);
    void readUse(std::vector<FigureLine>& lines);
    void readHealth(std::vector<FigureLine>& lines);

private:
    FigureTile tile(const Status& status, const Found& found, const QString& note,
                    const QString& path, const QString& filter) const
    {
        return {status, numberText(found.rows), found.rows == 0,
                note,   where(found.rowsAt),    linkTo(path, filter)};
    }

    Rows& m_rows;
    Instant m_since;
    std::vector<std::pair<QString, QString>> m_sites;
    QHash<QStringList, Found> m_found;
};

void Reading::readTiles(std::vector<FigureTile>& tiles)
{
    const QString machines = u"/machines"_qs;
    const auto of = [](auto state) -> QString {
        return u"state:"_qs + enumText(state);
    };
    const Found all = find<Machine>({});
    const Found paper = find<Machine>(of(MachineState::Paper));
    tiles.push_back(tile({Tone::Neutral, tr("Machines")}, all,
                         paper.rows == 0 ? QString() : tr("%L1 in the books only").arg(paper.rows),
                         machines, {}));
    const Found free = find<Machine>(of(MachineState::Available), u"gpu_count"_qs);
    tiles.push_back(tile({Tone::Ok, tr("Free to provision")}, free, tr("%L1 GPUs").arg(free.sum),
                         machines, of(MachineState::Available)));
    const Found bad = find<Machine>(of(MachineState::Quarantined));
    tiles.push_back(tile({Tone::Critical, tr("Quarantined")}, bad,
                         bad.rows == 0 ? QString() : tr("need a person"), machines,
                         of(MachineState::Quarantined)));
    const Found waiting = find<Job>(of(JobState::Queued));
    const Found held = find<Job>(of(JobState::Held));
    tiles.push_back(tile({Tone::Running, tr("Jobs running")}, find<Job>(of(JobState::Running)),
                         tr("%L1 queued, %L2 held").arg(waiting.rows).arg(held.rows), u"/jobs"_qs,
                         of(JobState::Running)));
    const QString inUse = u"gpu_count:>0 "_qs + of(MachineState::Provisioned);
    const Found gpus = find<Machine>(u"gpu_count:>0"_qs, u"gpu_count"_qs);
    const Found used = find<Machine>(inUse, u"gpu_count"_qs);
    const qint64 percent = gpus.sum == 0 ? 0 : (used.sum * 100 + gpus.sum / 2) / gpus.sum;
    tiles.push_back({{Tone::Neutral, tr("GPUs in use")},
                     gpus.sum == 0 ? tr("none") : tr("%L1 %").arg(percent),
                     used.sum == 0,
                     tr("%L1 of %L2").arg(used.sum).arg(gpus.sum),
                     where(used.sumAt),
                     linkTo(machines, inUse)});
    const Found power = find<Machine>(drawing, u"power_w"_qs);
    tiles.push_back({{Tone::Neutral, tr("Power now")},
                     power.rows == 0 ? tr("not told") : wattsOf(power.sum),
                     power.rows == 0,
                     tr("told by %L1 of %L2").arg(power.rows).arg(all.rows),
                     where(power.sumAt, wattsOf),
                     linkTo(machines, drawing)});
}

void Reading::readChanges(std::vector<FigureLine>& lines)
{
    const QString since = u":>="_qs + minuteText(m_since);
    const auto add = [&lines](FigureLine line) {
        if (line.cells.at(1) != numberText(0))
            lines.push_back(std::move(line));
    };
    const auto jobs = [&](Tone tone, const QString& text, const QString& which) {
        add(count<Job>(tone, text, u"/jobs"_qs, which + u" finished"_qs + since));
    };
    const auto events = [&](Tone tone, const QString& text, const QString& codes) {
        add(count<Event>(tone, text, u"/events"_qs, u"code:"_qs + codes + u" at"_qs + since));
    };
    jobs(Tone::Critical, tr("Jobs failed"), u"state:failed"_qs);
    events(Tone::Critical, tr("Machines quarantined"), u"=machine-quarantined"_qs);
    events(Tone::Critical, tr("BMC certificates changed"), u"=bmc-pin-changed"_qs);
    events(Tone::Warning, tr("BMCs lost"),
           u"=bmc-unreachable,=bmc-timeout,=bmc-closed,=bmc-tls-failed"_qs);
    events(Tone::Ok, tr("BMCs back"), u"=bmc-reachable"_qs);
    events(Tone::Neutral, tr("Machines discovered"), u"=machine-discovered"_qs);
    jobs(Tone::Ok, tr("Machines inspected"), u"kind:inspect state:succeeded"_qs);
    jobs(Tone::Ok, tr("Machines provisioned"), u"kind:provision state:succeeded"_qs);
    jobs(Tone::Ok, tr("Machines wiped"), u"kind:wipe state:succeeded"_qs);
    jobs(Tone::Ok, tr("Other jobs succeeded"), u"kind:power,discover state:succeeded"_qs);
    jobs(Tone::Unknown, tr("Jobs cancelled"), u"state:cancelled"_qs);
}

void Reading::readRunning(std::vector<FigureLine>& lines)
{
    for (const auto& [key, name] : m_sites) {
        Rows rows = m_rows.of(key);
        for (const Job& job : rows.list<Job>(
                 {.equals = {{u"state"_qs, enumText(JobState::Running)}}, .limit = maxRunning})) {
            if (int(lines.size()) == maxRunning)
                return;
            const auto machine = rows.find<Machine>(job.machineId.text());
            const QString what = machine ? machine->name : jobKindText(job.kind);
            const QString step = job.step.isEmpty() ? QString() : format::stepName(job.step);
            lines.push_back({job.id.text(), Tone::Running,
                             withSite({what, jobKindText(job.kind), step,
                                       tr("%L1 %").arg(job.progressPermille / 10)},
                                      name),
                             Page::makeLink(u"/jobs/"_qs + job.id.text()).toString(),
                             int(job.progressPermille)});
        }
    }
}

void Reading::readFree(std::vector<FigureLine>& lines)
{
    struct Group {
        QString name;
        qint64 rows = 0;
        qint64 gpus = 0;
        QHash<QString, qint64> at;
    };
    QMap<QString, Group> groups;
    for (const Tally& tally :
         m_rows.tally(Machine::record(), u"state:available"_qs, u"model"_qs, u"gpu_count"_qs)) {
        Group& group = groups[tally.group.toLower()];
        group.name = tally.group;
        group.rows += tally.rows;
        group.gpus += tally.sum;
        group.at[tally.siteKey] += tally.rows;
    }
    std::vector<Group> sorted(groups.begin(), groups.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const Group& a, const Group& b) {
        return std::pair(a.gpus, a.rows) > std::pair(b.gpus, b.rows);
    });
    for (const Group& group : sorted)
        lines.push_back(
            {group.name, Tone::Ok,
             withSite({group.name.isEmpty() ? tr("Model not known") : group.name,
                       numberText(group.rows), numberText(group.gpus)},
                      where(group.at)),
             linkTo(u"/machines"_qs, u"state:available "_qs + exactly(u"model"_qs, group.name))});
}

void Reading::readUse(std::vector<FigureLine>& lines)
{
    const QString machines = u"/machines"_qs;
    const auto sum = [&](const QString& text, const QString& filter, const QString& field,
                         QString (*asText)(qint64)) {
        const Found found = find<Machine>(filter, field);
        lines.push_back(line(std::nullopt, text, asText(found.sum), where(found.sumAt, asText),
                             linkTo(machines, filter)));
    };
    const QString gpus = u"gpu_count"_qs;
    sum(tr("GPUs"), u"gpu_count:>0"_qs, gpus, numberText);
    sum(tr("GPUs in use"), u"gpu_count:>0 state:provisioned"_qs, gpus, numberText);
    sum(tr("GPUs free"), u"gpu_count:>0 state:available"_qs, gpus, numberText);
    sum(tr("Power now, measured"), drawing, u"power_w"_qs, wattsOf);
    lines.push_back(count<Machine>(std::nullopt, tr("Machines that tell no power"), machines,
                                   u"power_w:0 -power:off"_qs));
    const Found racks = find<Rack>({}, u"power_limit_w"_qs);
    const QString floor = Page::makeLink(u"/floor"_qs).toString();
    const QString limits = racks.known == 0 ? tr("not known") : wattsOf(racks.sum);
    lines.push_back(line(std::nullopt, tr("Power limits of racks"), limits,
                         where(racks.sumAt, wattsOf), floor));
    if (racks.rows > racks.known)
        lines.push_back(line(std::nullopt, tr("Racks without a known limit"),
                             numberText(racks.rows - racks.known), {}, floor));
}

void Reading::readHealth(std::vector<FigureLine>& lines)
{
    for (const Health health : {Health::Critical, Health::Warning, Health::Ok, Health::Unknown}) {
        const Status status = statusOf(health);
        lines.push_back(count<Machine>(status.tone, status.word, u"/machines"_qs,
                                       u"health:"_qs + enumText(health)));
    }
    for (const BmcState state :
         {BmcState::Unreachable, BmcState::AuthFailed, BmcState::PinChanged, BmcState::Broken}) {
        const Status status = statusOf(state);
        FigureLine bmcs = count<Bmc>(status.tone, tr("BMC: %1").arg(status.word), u"/bmcs"_qs,
                                     u"state:"_qs + enumText(state));
        if (bmcs.cells.at(1) != numberText(0))
            lines.push_back(std::move(bmcs));
    }
}

} // namespace

bool ChartData::isEmpty() const
{
    return std::all_of(parts.begin(), parts.end(), [](const Part& part) {
        return std::all_of(part.numbers.begin(), part.numbers.end(),
                           [](qint64 number) { return number == 0; });
    });
}

QString exactly(const QString& field, const QString& text)
{
    if (text.isEmpty())
        return field + u":none"_qs;
    // A word of a filter ends at these; a pattern matches the whole value.
    static const QString special = u" \t\"(),\\"_qs;
    QString word = text;
    for (QChar& c : word) {
        if (special.contains(c) || c.isSpace())
            c = u'?';
    }
    return field + (word == text ? u":="_qs : u":"_qs) + word;
}

OverviewData readOverview(Rows& rows, Instant since, Instant now, bool withRent)
{
    OverviewData data;
    Reading reading(rows, since);
    data.isKnown = rows.count(Machine::record()) > 0 || rows.count(Rack::record()) > 0;
    data.hasSites = reading.hasSites();
    if (!data.isKnown)
        return data;
    reading.readTiles(data.tiles);
    reading.readChanges(data.changes);
    reading.readRunning(data.running);
    reading.readFree(data.free);
    reading.readUse(data.use);
    reading.readHealth(data.health);
    data.attention = readAttention(rows);
    // An older site sends them to operators only.
    if (withRent || rows.count(Allocation::record()) > 0)
        data.rent = readRent(rows, now);
    data.jobs = readJobChart(rows, now);
    data.states = readStateChart(rows);
    data.gpus = readGpuChart(rows);
    data.power = readPowerChart(rows);
    return data;
}

} // namespace rackhouse
