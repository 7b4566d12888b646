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
    struct Use {
        QString name;
        QString colour;
        QString filter;
    };
    const std::vector<Use> uses{
        {tr("In use"), u"#0072B2"_qs, u"gpu_count:>0 state:provisioned"_qs},
        {tr("Free"), u"#E69F00"_qs, u"gpu_count:>0 state:available"_qs},
        {tr("Neither"), u"#CC79A7"_qs, u"gpu_count:>0 -state:provisioned,available"_qs}};
    const auto sums = [&rows](const QString& filter) {
        return byGroup(rows.tally(Machine::record(), filter, u"gpu_model"_qs, u"gpu_count"_qs));
    };
    const auto all = sums(u"gpu_count:>0"_qs);
    std::vector<Tally> models(all.begin(), all.end());
    std::sort(models.begin(), models.end(), [](const Tally& a, const Tally& b) {
        return std::pair(-a.sum, a.group) < std::pair(-b.sum, b.group);
    });
    models.resize(std::min<size_t>(models.size(), maxModels));
    ChartData chart;
    for (const Tally& model : models)
        chart.bars << (model.group.isEmpty() ? tr("Model not known") : model.group);
    for (const Use& use : uses) {
        const auto used = sums(use.filter);
        ChartData::Part part{use.name, use.colour, {}, {}};
        for (const Tally& model : models) {
            part.numbers.push_back(used.value(model.group.toLower()).sum);
            part.links << linkTo(u"/machines"_qs,
                                 use.filter + u' ' + exactly(u"gpu_model"_qs, model.group));
        }
        chart.parts.push_back(std::move(part));
    }
    return chart;
}

} // namespace rackhouse
