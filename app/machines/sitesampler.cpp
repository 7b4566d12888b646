#include "app/machines/sitesampler.h"

#include "app/machines/rentsamples.h"
#include "models/query/condition.h"
#include "models/store/store.h"

#include <QLoggingCategory>

namespace rackhouse
{

Q_LOGGING_CATEGORY(lcSampler, "rackhouse.sampler", QtInfoMsg)

namespace
{

constexpr int kLookEveryMs = 10'000;

qint64 partOf(Instant moment)
{
    return moment.ms / sampleEveryMs;
}

Result<std::vector<Sample>> samplesOf(Reader& reader, Instant now)
{
    auto samples = reader.siteSums(now.plusMs(-query::kStaleAfterMs));
    if (!samples)
        return samples;
    QSet<QString> halls;
    for (const Sample& sample : *samples)
        halls.insert(sample.hall);
    const auto rents = rentSamples(reader, halls, now);
    if (!rents)
        return rents;
    samples->insert(samples->end(), rents->begin(), rents->end());
    return samples;
}

void tellFailed(const Error& error)
{
    qCWarning(lcSampler) << "no sample of the site:" << error.code << error.detail;
}

bool isFirstOfHour(Instant moment)
{
    constexpr qint64 partsOfHour = 3'600'000 / sampleEveryMs;
    return partOf(moment) % partsOfHour == 0;
}

} // namespace

SiteSampler::SiteSampler(Store& store, const Clock& clock, QObject* parent)
    : QObject(parent), m_store(store), m_clock(clock)
{
    m_pool.setMaxThreadCount(1); // one after the other
    m_timer.setInterval(kLookEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &SiteSampler::tick);
}

void SiteSampler::start()
{
    m_part = partOf(m_clock.now());
    m_timer.start();
}

void SiteSampler::stop()
{
    m_timer.stop();
}

void SiteSampler::tick()
{
    const Instant now = m_clock.now();
    if (!m_timer.isActive() || partOf(now) == m_part)
        return;
    m_part = partOf(now);
    sample(now);
}

/// At 100,000 GPUs the sums take longer than anybody should wait for the writer: it gets them ready
/// made.
void SiteSampler::sample(Instant now)
{
    m_pool.start([this, now] {
        const auto samples = m_store.read<std::vector<Sample>>(
            [now](Reader& reader) { return samplesOf(reader, now); });
        emit summedUp();
        if (!samples)
            return tellFailed(samples.error());
        std::function<Result<void>(Writer&)> work = [now, rows = *samples](Writer& writer) {
            auto added = writer.addSamples(now, rows);
            // What is old enough changes by the hour.
            return added && isFirstOfHour(now) ? writer.thinSeries() : added;
        };
        m_store.write<void>(std::move(work)).then([](const Result<void>& written) {
            if (!written)
                tellFailed(written.error());
        });
    });
}

} // namespace rackhouse
