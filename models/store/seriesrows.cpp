// What a site sums up of itself over time.
#include "models/store/writer.h"

#include <map>

namespace rackhouse
{

namespace
{

constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr qint64 kSamplesForMs = 8 * kDayMs;
constexpr qint64 kHoursForMs = 400 * kDayMs; ///< thirteen months

/// The sums of the halls that machines stand in, those without one last; as the overview counts
/// them. A machine that is off draws nothing, whatever it told last.
QString sumsSql()
{
    return QStringLiteral(
        "SELECT coalesce(r.hall, ''), sum(m.gpu_count), "
        "sum(CASE m.state WHEN 'provisioned' THEN m.gpu_count ELSE 0 END), "
        "sum(CASE m.state WHEN 'available' THEN m.gpu_count ELSE 0 END), "
        "sum(m.health = 'ok'), sum(m.health = 'warning'), sum(m.health = 'critical'), "
        "sum(m.health = 'unknown'), "
        "sum(CASE WHEN m.power_w > 0 AND m.power <> 'off' THEN m.power_w ELSE 0 END), "
        "sum(m.power_w > 0 AND m.power <> 'off'), "
        "sum(m.power_w > 0 AND m.power <> 'off' AND m.observed_at >= ?), "
        "max(CASE WHEN m.power <> 'off' AND m.observed_at >= ? THEN m.inlet_c ELSE 0 END) "
        "FROM machine m LEFT JOIN rack r ON r.id = m.rack_id GROUP BY 1");
}

/// In the order of sumsSql().
constexpr Measure counted[]{
    Measure::Gpus,           Measure::GpusInUse,       Measure::GpusFree,
    Measure::MachinesOk,     Measure::MachinesWarning, Measure::MachinesCritical,
    Measure::MachinesUnknown};

struct Sums {
    qint64 counts[std::size(counted)] = {};
    qint64 watts = 0;
    qint64 telling = 0; ///< machines that tell what they draw
    qint64 fresh = 0;   ///< of them, that told it lately
    double hottest = 0; ///< 0: none told it lately

    void add(const Sums& other)
    {
        for (std::size_t i = 0; i < std::size(counted); ++i)
            counts[i] += other.counts[i];
        watts += other.watts;
        telling += other.telling;
        fresh += other.fresh;
        hottest = std::max(hottest, other.hottest);
    }
};

/// A null text would be NULL, which nothing is equal to.
QString notNull(const QString& text)
{
    return text.isNull() ? QStringLiteral("") : text;
}

Sums sumsOf(const QSqlQuery& row)
{
    Sums sums;
    int column = 1;
    for (qint64& count : sums.counts)
        count = row.value(column++).toLongLong();
    sums.watts = row.value(column++).toLongLong();
    sums.telling = row.value(column++).toLongLong();
    sums.fresh = row.value(column++).toLongLong();
    sums.hottest = row.value(column).toDouble();
    return sums;
}

void addSamplesOf(const QString& hall, const Sums& sums, std::vector<Sample>& samples)
{
    for (std::size_t i = 0; i < std::size(counted); ++i)
        samples.push_back({counted[i], hall, {}, sums.counts[i]});
    // A sum of which most is old says nothing of now.
    if (sums.fresh > 0 && 2 * sums.fresh >= sums.telling)
        samples.push_back({Measure::Power, hall, {}, sums.watts});
    if (sums.hottest > 0)
        samples.push_back({Measure::HottestInlet,
                           hall,
                           {},
                           qRound64(sums.hottest * double(scaleOf(Measure::HottestInlet)))});
}

} // namespace

Result<std::vector<Sample>> Reader::siteSums(Instant staleBefore)
{
    const auto query = m_database.run(sumsSql(), {staleBefore.ms, staleBefore.ms});
    if (!query)
        return fail(query.error());
    std::vector<Sample> samples;
    Sums site;
    bool any = false;
    while ((*query)->next()) {
        const Sums sums = sumsOf(**query);
        site.add(sums);
        any = true;
        if (const QString hall = (*query)->value(0).toString(); !hall.isEmpty())
            addSamplesOf(hall, sums, samples);
    }
    (*query)->finish();
    if (any)
        addSamplesOf({}, site, samples);
    return samples;
}

Result<std::vector<SeriesLine>> Reader::series(Measure measure, const SeriesRange& range)
{
    const qint64 step = range.stepMs();
    const QString key = QStringLiteral("step IN (?, ?, ?) AND measure = ? AND hall = ?");
    const QVariantList values{sampleEveryMs, kHourMs, kDayMs, enumText(measure),
                              notNull(range.hall)};
    std::map<QString, SeriesLine> lines;
    auto query = m_database.run(
        QStringLiteral("SELECT currency, min(at) FROM series WHERE %1 GROUP BY currency").arg(key),
        values);
    if (!query)
        return fail(query.error());
    while ((*query)->next()) {
        const QString currency = (*query)->value(0).toString();
        lines[currency] = {measure, currency, {(*query)->value(1).toLongLong()}, {}};
    }
    (*query)->finish();
    query = m_database.run(
        QStringLiteral("SELECT currency, at / ? * ? AS part, max(step), sum(total), sum(samples), "
                       "max(highest) FROM series WHERE %1 AND at >= ? AND at < ? GROUP BY "
                       "currency, part ORDER BY currency, part")
            .arg(key),
        QVariantList{step, step} + values +
            QVariantList{range.from.ms / step * step, range.until.ms});
    if (!query)
        return fail(query.error());
    while ((*query)->next()) {
        const QSqlQuery& row = **query;
        SeriesLine& line = lines[row.value(0).toString()];
        const double scale = double(scaleOf(measure, line.currency));
        line.points.push_back(
            {{row.value(1).toLongLong()},
             std::max(step, row.value(2).toLongLong()),
             double(row.value(3).toLongLong()) / double(row.value(4).toLongLong()) / scale,
             double(row.value(5).toLongLong()) / scale});
    }
    (*query)->finish();
    std::vector<SeriesLine> answer;
    for (auto& [currency, line] : lines)
        answer.push_back(std::move(line));
    return answer;
}

Result<void> Writer::addSamples(Instant at, const std::vector<Sample>& samples)
{
    const qint64 begin = at.ms / sampleEveryMs * sampleEveryMs;
    for (const Sample& sample : samples) {
        auto done = m_database.change(
            QStringLiteral("INSERT INTO series VALUES (?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT DO "
                           "NOTHING"),
            {sampleEveryMs, enumText(sample.measure), notNull(sample.hall), begin,
             notNull(sample.currency), sample.value, sample.value});
        if (!done)
            return done;
    }
    return {};
}

Result<void> Writer::thin(qint64 step, qint64 into, qint64 before)
{
    auto done = m_database.change(
        QStringLiteral(
            "INSERT INTO series SELECT ?, measure, hall, at / ? * ?, currency, sum(samples), "
            "sum(total), max(highest) FROM series WHERE step = ? AND at < ? GROUP BY measure, "
            "hall, currency, at / ? ON CONFLICT DO UPDATE SET samples = samples + "
            "excluded.samples, total = total + excluded.total, highest = max(highest, "
            "excluded.highest)"),
        {into, into, into, step, before, into});
    if (done)
        done = m_database.change(QStringLiteral("DELETE FROM series WHERE step = ? AND at < ?"),
                                 {step, before});
    return done;
}

Result<void> Writer::thinSeries()
{
    const qint64 now = m_clock.now().ms;
    auto done = thin(sampleEveryMs, kHourMs, (now - kSamplesForMs) / kHourMs * kHourMs);
    if (done)
        done = thin(kHourMs, kDayMs, (now - kHoursForMs) / kDayMs * kDayMs);
    return done;
}

} // namespace rackhouse
