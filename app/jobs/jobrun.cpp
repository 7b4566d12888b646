#include "app/jobs/jobrun.h"

#include <algorithm>

namespace rackhouse
{

const StepDefinition* JobRun::definitionOf(int index) const
{
    if (!definition || index < 0 || index >= static_cast<int>(steps.size()))
        return nullptr;
    const QString& name = steps[static_cast<size_t>(index)].name;
    const auto found = std::find_if(definition->steps.begin(), definition->steps.end(),
                                    [&](const auto& d) { return d.name == name; });
    return found == definition->steps.end() ? nullptr : &*found;
}

int JobRun::indexOf(const QString& stepName) const
{
    for (size_t i = 0; i < steps.size(); ++i) {
        if (steps[i].name == stepName)
            return static_cast<int>(i);
    }
    return -1;
}

int JobRun::retryIndex(const QString& asked) const
{
    const int first = asked.isEmpty() ? current : indexOf(asked);
    const StepDefinition* d = definitionOf(first);
    if (!d || atEnd() || first > current)
        return -1;
    const int earlier = indexOf(d->retryFrom);
    return earlier < 0 ? first : std::min(first, earlier);
}

bool JobRun::holdsSlot() const
{
    return definition && definition->takesSlot && job.startedAt.isSet() &&
           job.state != JobState::Queued && !isFinished(job.state);
}

std::vector<JobStep> JobRun::freshSteps(const JobId& job, const JobDefinition& definition)
{
    std::vector<JobStep> steps;
    for (const StepDefinition& d : definition.steps) {
        JobStep step;
        step.id = JobStepId::create();
        step.jobId = job;
        step.ordinal = static_cast<qint64>(steps.size());
        step.name = d.name;
        step.maxAttempts = d.maxAttempts;
        step.rewindTo = d.rewindTo;
        step.safePoint = d.safePoint;
        steps.push_back(step);
    }
    return steps;
}

void JobRun::rewind(int first, int keptFrom)
{
    for (size_t i = static_cast<size_t>(first); i < steps.size(); ++i) {
        JobStep& s = steps[i];
        s.state = StepState::Pending;
        s.reason.clear();
        s.reasonDetail.clear();
        s.done = s.total = s.ratePerSecond = 0;
        s.startedAt = s.finishedAt = s.deadlineAt = {};
        s.data = {};
        touched.insert(static_cast<int>(i));
        if (static_cast<int>(i) < keptFrom)
            s.attempts = 0;
    }
    current = first;
    resumed = false;
    job.step = step().name;
    job.progressPermille = permille();
}

void JobRun::beginStep(Instant now)
{
    JobStep& s = step();
    const StepDefinition* d = stepDefinition();
    s.state = StepState::Running;
    s.reason.clear();
    s.reasonDetail.clear();
    s.attempts += 1;
    s.done = s.total = s.ratePerSecond = 0;
    s.startedAt = now;
    s.finishedAt = {};
    s.deadlineAt = d ? now.plusMs(d->deadline.count()) : Instant{};
    job.step = s.name;
    resumed = false;
    touched.insert(current);
}

void JobRun::endStep(StepState state, Instant now)
{
    JobStep& s = step();
    s.state = state;
    s.finishedAt = now;
    s.deadlineAt = {};
    s.ratePerSecond = 0;
    if (state == StepState::Succeeded) {
        s.reason.clear();
        s.reasonDetail.clear();
        if (s.total > 0)
            s.done = s.total;
    }
    touched.insert(current);
    dirty = false;
}

bool JobRun::takeProgress(qint64 done, qint64 total, const QString& unit, qint64 rate)
{
    JobStep& s = step();
    // Reports may overtake each other, but another total is another piece of work.
    const bool same = total == s.total && unit == s.unit;
    const qint64 newDone = same ? std::max(s.done, done) : done;
    if (newDone == s.done && total == s.total && rate == s.ratePerSecond && unit == s.unit)
        return false;
    s.done = newDone;
    s.total = total;
    s.unit = unit;
    s.ratePerSecond = rate;
    touched.insert(current);
    job.progressPermille = std::max(job.progressPermille, permille());
    return true;
}

qint64 JobRun::permille() const
{
    double whole = 0;
    double done = 0;
    for (const JobStep& s : steps) {
        int weight = 1;
        for (const StepDefinition& d : definition->steps) {
            if (d.name == s.name)
                weight = d.weight;
        }
        whole += weight;
        if (s.state == StepState::Succeeded || s.state == StepState::Skipped)
            done += weight;
        else if (s.total > 0 && s.state != StepState::Pending)
            done += weight * std::min(1.0, double(s.done) / double(s.total));
    }
    return whole > 0 ? static_cast<qint64>(1000.0 * done / whole) : 0;
}

} // namespace rackhouse
