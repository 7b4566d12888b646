#include "widgets/overview/overviewcharts.h"

#include "models/domain/asset.h"
#include "models/domain/job.h"
#include "widgets/common/records.h"
#include "widgets/shell/page.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace rackhouse
{

namespace
{

constexpr int kDays = 14;
constexpr int maxModels = 12;

QString tr(const char* text)
{
    return QCoreApplication::translate("OverviewPage", text);
}

QString linkTo(const QString& path, const QString& filter)
{
    return Page::makeLink(path, u"filter"_qs, filter).toString();
}

Instant startOf(const QDate& day)
{
    return Instant{day.startOfDay().toMSecsSinceEpoch()};
}

/// By group, over all sites.
QHash<QString, Tally> byGroup(const std::vector<Tally>& tallies)
{
    QHash<QString, Tally> groups;
    for (const Tally& tally : tallies) {
        Tally& group = groups[tally.group.toLower()];
        group.group = tally.group;
        group.rows += tally.rows;
        group.sum += tally.sum;
    }
    return groups;
}

/// What machines are counted for: a part of each bar.
struct Use {
    QString name;
    QString colour;
    QString filter;
    QString sum; ///< the field that is summed up
};

/// The models with the most, each with its uses.
ChartData byModel(Rows& rows, const QString& model, const std::vector<Use>& uses)
{
    std::vector<QHash<QString, Tally>> used;
    QHash<QString, Tally> all;
    for (const Use& use : uses) {
        used.push_back(byGroup(rows.tally(Machine::record(), use.filter, model, use.sum)));
        for (auto it = used.back().cbegin(); it != used.back().cend(); ++it) {
            Tally& whole = all[it.key()];
            whole.group = it->group;
            whole.sum += it->sum;
        }
    }
    std::vector<Tally> models(all.begin(), all.end());
    std::sort(models.begin(), models.end(), [](const Tally& a, const Tally& b) {
        return std::pair(-a.sum, a.group) < std::pair(-b.sum, b.group);
    });
    models.resize(std::min<size_t>(models.size(), maxModels));
    ChartData chart;
    for (const Tally& one : models)
        chart.bars << (one.group.isEmpty() ? tr("Model not known") : one.group);
    for (std::size_t i = 0; i < uses.size(); ++i) {
        ChartData::Part part{uses[i].name, uses[i].colour, {}, {}};
        for (const Tally& one : models) {
            part.numbers.push_back(used[i].value(one.group.toLower()).sum);
            part.links << linkTo(u"/machines"_qs,
                                 uses[i].filter + u' ' + exactly(model, one.group));
        }
        chart.parts.push_back(std::move(part));
    }
    return chart;
}

} // namespace

QString minuteText(Instant at)
{
    return QDateTime::fromMSecsSinceEpoch(at.ms, Qt::UTC).toString(u"yyyy-MM-dd'T'HH:mm"_qs);
}

ChartData readJobChart(Rows& rows, Instant now)
{
    struct Result {
        JobState state;
        const char* colour;
    };
    static constexpr Result results[]{{JobState::Succeeded, "#009E73"},
                                      {JobState::Failed, "#D55E00"},
                                      {JobState::Cancelled, "#56B4E9"}};
    ChartData chart;
    for (const Result& result : results)
        chart.parts.push_back(
            {statusOf(result.state).word, QString::fromLatin1(result.colour), {}, {}});
    const QDate today = QDateTime::fromMSecsSinceEpoch(now.ms).date();
    for (int back = kDays - 1; back >= 0; --back) {
        const QDate day = today.addDays(-back);
        const QString ended = u" finished:>=%1 finished:<%2"_qs.arg(
            minuteText(startOf(day)), minuteText(startOf(day.addDays(1))));
        const auto groups = byGroup(rows.tally(Job::record(), ended, u"state"_qs));
        chart.bars << QLocale().toString(day, tr("ddd d MMM"));
        chart.shortBars << QString::number(day.day());
        for (size_t i = 0; i < chart.parts.size(); ++i) {
            const QString word = enumText(results[i].state);
            chart.parts[i].numbers.push_back(groups.value(word).rows);
            chart.parts[i].links << linkTo(u"/jobs"_qs, u"state:"_qs + word + ended);
        }
    }
    return chart;
}

ChartData readStateChart(Rows& rows)
{
    ChartData chart;
    const auto groups = byGroup(rows.tally(Machine::record(), {}, u"state"_qs));
    ChartData::Part machines{tr("Machines"), u"#0072B2"_qs, {}, {}};
    for (const auto& entry : EnumWords<MachineState>::words) {
        const QString word = enumText(entry.first);
        chart.bars << statusOf(entry.first).word;
        machines.numbers.push_back(groups.value(word).rows);
        machines.links << linkTo(u"/machines"_qs, u"state:"_qs + word);
    }
    chart.parts.push_back(std::move(machines));
    return chart;
}

ChartData readGpuChart(Rows& rows)
{
    const QString sum = u"gpu_count"_qs;
    return byModel(
        rows, u"gpu_model"_qs,
        {{tr("In use"), u"#0072B2"_qs, u"gpu_count:>0 state:provisioned"_qs, sum},
         {tr("Free"), u"#E69F00"_qs, u"gpu_count:>0 state:available"_qs, sum},
         {tr("Neither"), u"#CC79A7"_qs, u"gpu_count:>0 -state:provisioned,available"_qs, sum}});
}

ChartData readPowerChart(Rows& rows)
{
    return byModel(rows, u"model"_qs,
                   {{tr("Measured"), u"#0072B2"_qs, u"power_w:>0"_qs, u"power_w"_qs},
                    {tr("By name plate, not measured"), u"#E69F00"_qs,
                     u"power_w:0 plate_w:>0 -power:off"_qs, u"plate_w"_qs}});
}

} // namespace rackhouse
