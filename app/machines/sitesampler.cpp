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

bool isFirstOfHour(Instant moment)
{
    constexpr qint64 partsOfHour = 3'600'000 / sampleEveryMs;
    return partOf(moment) % partsOfHour == 0;
}

} // namespace

SiteSampler::SiteSampler(Store& store, const Clock& clock, QObject* parent)
    : QObject(parent), m_store(store), m_clock(clock)
{
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

void SiteSampler::sample(Instant now)
{
    std::function<Result<void>(Writer&)> work = [now](Writer& writer) -> Result<void> {
        const auto sums = writer.siteSums(now.plusMs(-query::kStaleAfterMs));
        if (!sums)
            return fail(sums.error());
        QSet<QString> halls;
        for (const Sample& sample : *sums)
            halls.insert(sample.hall);
        const auto rents = rentSamples(writer, halls, now);
        if (!rents)
            return fail(rents.error());
        if (auto added = writer.addSamples(now, *sums); !added)
            return added;
        if (auto added = writer.addSamples(now, *rents); !added)
            return added;
        // What is old enough changes by the hour.
        return isFirstOfHour(now) ? writer.thinSeries() : Result<void>();
    };
    m_store.write<void>(std::move(work)).then([](const Result<void>& written) {
        if (!written)
            qCWarning(lcSampler) << "no sample of the site:" << written.error().code
                                 << written.error().detail;
    });
}

} // namespace rackhouse
